import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NounName, nounNames } from "../../domain/noun.ts";
import { ExpectedError } from "../../expected-error.ts";
import type { PlacedRecord } from "./read-document.ts";
import { readLines } from "./text-line.ts";

/** Characters kept before they go to disk. */
const bufferedLength = 1 << 20;

/**
 * Records on disk, a file for each noun. What a record refers to may come later in the input: with all records at
 * hand, those of one noun after the other, whatever it refers to is written before it, and memory holds few.
 */
export class RecordSpool {
  readonly #folder: string;
  readonly #files = new Map<
    NounName,
    { descriptor: number; path: string; buffered: string; count: number }
  >();

  /** @throws ExpectedError where the folder for temporary files cannot be written to. */
  constructor() {
    this.#folder = explained(() => mkdtempSync(join(tmpdir(), "criugraph-import-")));
  }

  /** The number of records of every noun. */
  get count(): number {
    return [...this.#files.values()].reduce((sum, { count }) => sum + count, 0);
  }

  add({ noun, line, path, record }: PlacedRecord): void {
    const file = this.#files.get(noun) ?? this.#open(noun);
    file.buffered += `${JSON.stringify([line, path, record])}\n`;
    file.count += 1;
    if (file.buffered.length > bufferedLength) flush(file);
  }

  /** The records, in the order of nouns and within one in that of the input; in pieces of one noun. */
  async *read(after: number, most: number): AsyncGenerator<PlacedRecord[]> {
    let passed = 0;
    for (const noun of nounNames) {
      const file = this.#files.get(noun);
      if (!file) continue;
      flush(file);
      if (passed + file.count <= after) {
        passed += file.count;
        continue;
      }
      let piece: PlacedRecord[] = [];
      for await (const { text } of readLines(file.path, createReadStream(file.path))) {
        passed += 1;
        if (passed <= after) continue;
        const [line, path, record] = JSON.parse(text);
        piece.push({ noun, line, path, record });
        if (piece.length < most) continue;
        yield piece;
        piece = [];
      }
      if (piece.length > 0) yield piece;
    }
  }

  /** Removes the files. Safe to call twice. */
  close(): void {
    for (const { descriptor } of this.#files.values()) closeSync(descriptor);
    this.#files.clear();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #open(noun: NounName) {
    const path = join(this.#folder, noun);
    const file = { descriptor: explained(() => openSync(path, "w")), path, buffered: "", count: 0 };
    this.#files.set(noun, file);
    return file;
  }
}

function flush(file: { descriptor: number; buffered: string }): void {
  if (file.buffered === "") return;
  const bytes = Buffer.from(file.buffered);
  explained(() => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file.descriptor, bytes, at);
  });
  file.buffered = "";
}

function explained<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    const { message } = cause as Error;
    throw new ExpectedError(
      `An import keeps its records in ${tmpdir()} meanwhile, which failed: ${message}.`,
      {
        cause,
      },
    );
  }
}
