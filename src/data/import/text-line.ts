import { isUtf8 } from "node:buffer";
import { ExpectedError } from "../../expected-error.ts";

/** One line of a text, without its end. Lines count from 1. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/** The longest text that is kept whole: a line, or a document of several lines. */
export const longestText = 64 * 1024 * 1024;

const newline = 10;

/**
 * The lines of bytes that come in pieces; a mark of the byte order at the beginning is left out.
 *
 * @param name how errors call the text.
 * @throws ExpectedError for what is no UTF-8, and for a line that would not fit into memory.
 */
export async function* readLines(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  let line = 0;
  let pieces: Uint8Array[] = [];
  let length = 0;
  const take = (end: Uint8Array): TextLine => {
    const whole = pieces.length === 0 ? Buffer.from(end) : Buffer.concat([...pieces, end]);
    pieces = [];
    length = 0;
    line += 1;
    if (!isUtf8(whole)) throw new ExpectedError(`${name}:${line}:1: is not text; expected UTF-8`);
    const text = whole.toString("utf8").replace(/\r$/, "");
    return { line, text: line === 1 ? text.replace(/^\ufeff/, "") : text };
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield take(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start === chunk.length) continue;
    pieces.push(Buffer.from(chunk.subarray(start)));
    length += chunk.length - start;
    if (length > longestText) throw new ExpectedError(tooLong(name, line + 1));
  }
  if (length > 0) yield take(new Uint8Array());
}

/** What is said of a line or a document that is too long. */
export function tooLong(name: string, line: number): string {
  return `${name}:${line}:1: is longer than 64 MiB; expected a document that fits into memory`;
}
