import { ExpectedError } from "../../expected-error.ts";
import type { DocumentFormat } from "../graph-document.ts";
import { longestText, type TextLine, tooLong } from "./text-line.ts";

/** The text of one document, and the line of the input it begins on. */
export interface DocumentText {
  readonly line: number;
  readonly text: string;
}

/**
 * Divides lines into documents: one a line, or several lines up to `---` or `...`.
 *
 * @throws ExpectedError for a document that would not fit into memory.
 */
export function divideLines(
  format: DocumentFormat,
  name: string,
  lines: AsyncIterable<TextLine>,
): AsyncGenerator<DocumentText> {
  return format === "ndjson" ? divideJson(lines) : divideYaml(name, lines);
}

async function* divideJson(lines: AsyncIterable<TextLine>): AsyncGenerator<DocumentText> {
  for await (const each of lines) if (each.text.trim() !== "") yield each;
}

/** No line of a scalar may begin so: YAML 1.2.2, rule 206, c-forbidden. */
const separator = /^(---|\.\.\.)(?=\s|$)/;
/** What may stand before the `---` of a document. */
const introduction = /^\s*(#|$)|^%/;

async function* divideYaml(name: string, lines: AsyncIterable<TextLine>): AsyncGenerator<DocumentText> {
  let first = 1;
  let kept: string[] = [];
  let length = 0;
  const isEmpty = () => kept.every((text) => introduction.test(text) || text === "---");
  for await (const { line, text } of lines) {
    const [, mark] = separator.exec(text) ?? [];
    if (mark !== undefined && !isEmpty()) {
      yield { line: first, text: kept.join("\n") };
      [kept, length] = [[], 0];
    }
    if (mark === "...") continue;
    if (kept.length === 0) first = line;
    kept.push(text);
    length += text.length + 1;
    if (length > longestText) throw new ExpectedError(tooLong(name, first));
  }
  if (!isEmpty()) yield { line: first, text: kept.join("\n") };
}
