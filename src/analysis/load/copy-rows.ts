import type { ClientBase } from "pg";
import { to } from "pg-copy-streams";
import type { Column } from "../projection/column.ts";

/**
 * Streams the rows of a query into columns, with COPY in binary format: a row passes through as bytes, and none
 * becomes an object.
 *
 * @param select a query without parameters, whose columns are in the order of those to be filled
 * @see https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format"
 */
export async function copyRows(
  client: ClientBase,
  select: string,
  columns: Readonly<Record<string, Column>>,
): Promise<void> {
  const decoder = new RowDecoder(Object.values(columns));
  for await (const chunk of client.query(to(`copy (${select}) to stdout (format binary)`))) {
    decoder.decode(chunk as Buffer);
  }
}

/** A signature of 11 bytes, flags, and the length of an extension that no version has. */
const headerLength = 19;
/** Instead of a number of fields, after the last row. */
const trailer = -1;

class RowDecoder {
  readonly #columns: readonly Column[];
  /** What came of a row that is not whole yet. */
  #rest: Buffer = Buffer.alloc(0);
  #isBegun = false;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** Takes in the next bytes, wherever they were cut. */
  decode(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let position = 0;
    if (!this.#isBegun && bytes.length >= headerLength) {
      this.#isBegun = true;
      position = headerLength;
    }
    if (this.#isBegun) {
      for (let end = this.#findEnd(bytes, position); end > position; end = this.#findEnd(bytes, position)) {
        this.#readRow(bytes, position);
        position = end;
      }
    }
    this.#rest = bytes.subarray(position);
  }

  /** Where the row that begins at a position ends; the position itself, if it is not there or not whole. */
  #findEnd(bytes: Buffer, start: number): number {
    if (start + 2 > bytes.length || bytes.readInt16BE(start) === trailer) return start;
    let position = start + 2;
    for (let field = 0; field < this.#columns.length; field++) {
      if (position + 4 > bytes.length) return start;
      position += 4 + Math.max(0, bytes.readInt32BE(position));
    }
    return position <= bytes.length ? position : start;
  }

  #readRow(bytes: Buffer, start: number): void {
    let position = start + 2;
    for (const column of this.#columns) {
      const length = bytes.readInt32BE(position);
      position += 4;
      column.read(bytes, position, length);
      position += Math.max(0, length);
    }
  }
}
