import { createHash } from "node:crypto";
import type { DocumentFormat } from "../graph-document.ts";
import { SeedError, type SeedProblem } from "../seed-problem.ts";
import { divideLines } from "./document-text.ts";
import { readDocument } from "./read-document.ts";
import type { RecordSpool } from "./record-spool.ts";
import { readLines } from "./text-line.ts";

/** What there is to import, and how errors call it. */
export interface ImportInput {
  readonly name: string;
  readonly format: DocumentFormat;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What was read. */
export interface InputSummary {
  readonly documents: number;
  /** Tells one input from another, whatever it is called: a hash of its bytes. */
  readonly hash: string;
}

/** Problems that are listed; more would not help anybody. */
const mostProblems = 100;

/**
 * Reads and checks all documents and keeps their records. Nothing is written to the graph before all of them are in
 * order.
 *
 * @throws SeedError with the problems of all documents, ExpectedError for what is no text or too long.
 */
export async function readInput(
  { name, format, bytes }: ImportInput,
  spool: RecordSpool,
  onDocument: (documents: number) => void,
): Promise<InputSummary> {
  // Counts up when the same bytes come to mean other records, or in another order.
  const hash = createHash("sha256").update("criugraph import 1\n");
  const problems: SeedProblem[] = [];
  let documents = 0;
  for await (const text of divideLines(format, name, readLines(name, hashed(bytes, hash)))) {
    const read = readDocument(format, name, text);
    for (const record of read.records) spool.add(record);
    problems.push(...read.problems);
    documents += 1;
    onDocument(documents);
    if (problems.length >= mostProblems) break;
  }
  if (problems.length > 0) throw new SeedError(problems.slice(0, mostProblems));
  return { documents, hash: hash.digest("hex").slice(0, 16) };
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}
