import type { Db } from "../../db/open.ts";
import { type Author, inChangeSet } from "../../domain/change-set.ts";
import type { NounName } from "../../domain/noun.ts";
import { ExpectedError } from "../../expected-error.ts";
import { findProgress, type ImportProgress, importReason } from "./import-progress.ts";
import {
  countWritten,
  type ImportCounts,
  type ImportedBatch,
  type ImportReport,
  orderCounts,
} from "./import-report.ts";
import { type ImportInput, readInput } from "./read-input.ts";
import { RecordSource } from "./record-source.ts";
import { RecordSpool } from "./record-spool.ts";
import { writePiece } from "./write-piece.ts";

/** How to import. */
export interface ImportOptions {
  readonly actor: string;
  /** Commits every so many records; absent: all at once. */
  readonly batch?: number;
  /** Goes on after what an earlier run committed of the very same input. */
  readonly resume?: boolean;
  /** Ends the import when aborted; what is not committed is lost. */
  readonly stop?: AbortSignal;
  onRead?(documents: number): void;
  onWritten?(records: number, of: number): void;
  onCommitted?(batch: ImportedBatch, of: number): void;
}

/** Records written by one statement of each sort. */
const pieceSize = 1_000;

/**
 * Brings the graph to what the documents say: creates and updates; what the graph has besides stays. All or nothing
 * in one change set, or in batches that each are one. Nodes come before what refers to them, whatever the order of
 * the input; some thousand records are in memory, the others on disk.
 *
 * @throws SeedError for what is wrong in the input or does not go with the graph, with its place.
 */
export async function importGraph(db: Db, input: ImportInput, options: ImportOptions): Promise<ImportReport> {
  const spool = new RecordSpool();
  try {
    const { onRead = () => {} } = options;
    const { documents, hash } = await readInput(input, spool, (count) => {
      refuseStopped(options);
      onRead(count);
    });
    const before = options.resume ? await findProgress(db, hash) : { through: 0, sets: [] };
    const written = await writeSpooled(db, input.name, hash, spool, before, options);
    return { documents, records: spool.count, resumedAfter: before.through, ...written };
  } finally {
    spool.close();
  }
}

async function writeSpooled(
  db: Db,
  file: string,
  hash: string,
  spool: RecordSpool,
  before: ImportProgress,
  options: ImportOptions,
): Promise<Pick<ImportReport, "batches" | "counts">> {
  const total = spool.count;
  const batches: ImportedBatch[] = [];
  const counts = new Map<NounName, ImportCounts>();
  const sets = [...before.sets];
  const source = new RecordSource(spool.read(before.through, pieceSize));
  for (let done = before.through; done < total; ) {
    const through = Math.min(done + (options.batch ?? total), total);
    const author: Author = { actor: options.actor, reason: importReason({ hash, through, total }) };
    const { result: set, revision } = await inChangeSet(db, author, async (change) => {
      while (done < through) {
        refuseStopped(options);
        const piece = await source.take(through - done);
        const written = await writePiece(change, file, piece, sets);
        if (piece[0]) countWritten(counts, piece[0].noun, written);
        done += piece.length;
        options.onWritten?.(done, total);
      }
      return change.id;
    });
    if (set !== undefined) sets.push(set);
    batches.push({ through, revision });
    options.onCommitted?.({ through, revision }, total);
  }
  return { batches, counts: orderCounts(counts) };
}

function refuseStopped({ stop, batch }: ImportOptions): void {
  if (!stop?.aborted) return;
  const left =
    batch === undefined ? "Nothing was imported" : "What was committed stays; --resume goes on after it";
  throw new ExpectedError(`Stopped. ${left}.`);
}
