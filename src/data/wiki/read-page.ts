import { ExpectedError } from "../../expected-error.ts";

/** The page is a few kilobytes; what is more than this is something else. */
const mostBytes = 5 * 2 ** 20;

/** The longest line; those of the page have some hundred characters. */
const longestLine = 20_000;

/** A line of the page, as it is counted from 1. */
export interface PageLine {
  readonly line: number;
  readonly text: string;
  /** Pages of the wiki that it links to; wikitext alone tells. */
  readonly links?: readonly string[];
}

/**
 * The lines of a page, without blanks around them.
 *
 * @param name how errors call the input
 * @throws ExpectedError for what is empty, too long, or no text
 */
export async function readPage(name: string, bytes: AsyncIterable<Uint8Array>): Promise<PageLine[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > mostBytes)
      throw new ExpectedError(`${name} is longer than 5 MiB; expected one page of the wiki.`);
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  const text = decode(name, whole);
  const lines = text.split(/\r\n|\r|\n/).map((each, index) => ({ line: index + 1, text: each.trim() }));
  if (lines.every((each) => each.text === "")) {
    throw new ExpectedError(`${name} is empty; expected the wiki's page as text or as wikitext.`);
  }
  const long = lines.find((each) => each.text.length > longestLine);
  if (long) {
    throw new ExpectedError(
      `${name}:${long.line}: is longer than ${longestLine} characters; expected one page of the wiki.`,
    );
  }
  const [first] = lines.filter((each) => each.text !== "");
  if (first && /^<(!doctype|html|\?xml|mediawiki)/i.test(first.text)) {
    throw new ExpectedError(
      `${name}:${first.line}: is ${/^<(\?xml|mediawiki)/i.test(first.text) ? "XML" : "HTML"}; expected the page as text or as wikitext.`,
    );
  }
  return lines;
}

function decode(name: string, bytes: Buffer): string {
  const zero = bytes.indexOf(0);
  try {
    if (zero < 0) return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Said below.
  }
  const before = bytes.subarray(0, zero < 0 ? findNoText(bytes) : zero);
  const line = before.toString("latin1").split("\n").length;
  throw new ExpectedError(`${name}:${line}: is not text; expected UTF-8.`);
}

/** Where bytes stop being UTF-8. */
function findNoText(bytes: Buffer): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}
