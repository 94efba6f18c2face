import { readStatus } from "./page-status.ts";
import type { PageLine } from "./read-page.ts";
import { plainText } from "./wikitext.ts";

/**
 * The page with each row of a table that has statuses as an entry is written elsewhere: a heading, a status, and the
 * other cells. Other tables stay as they are.
 *
 * @example
 * // {| class="wikitable"          =>  === Docker ===
 * // ! Software !! Status              Status: in progress
 * // |-
 * // | Docker || in progress
 * // |}
 */
export function unfoldTables(lines: readonly PageLine[]): PageLine[] {
  const unfolded: PageLine[] = [];
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index] as PageLine;
    const length = first.text.startsWith("{|")
      ? lines.slice(index).findIndex(({ text }) => text.startsWith("|}"))
      : -1;
    if (length < 0) {
      unfolded.push(first);
      continue;
    }
    const table = lines.slice(index, index + length + 1);
    unfolded.push(...(unfoldTable(table.slice(1, -1)) ?? table));
    index += length;
  }
  return unfolded;
}

function unfoldTable(lines: readonly PageLine[]): PageLine[] | null {
  const rows = readRows(lines);
  const headings = rows[0]?.map(({ text }) => plainText(text)) ?? [];
  const status = headings.findIndex((heading) => /^stat(us|e)$/i.test(heading));
  const named = headings.findIndex((heading) =>
    /^(software|name|project|integration|tool|program)$/i.test(heading),
  );
  const name = named < 0 ? 0 : named;
  if (status < 0 || status === name) return null;
  return rows.slice(1).flatMap((cells) => {
    const [heading, said] = [cells[name], cells[status]];
    if (!heading || !said || !readStatus(plainText(said.text))) return cells;
    return [
      { line: heading.line, text: `=== ${heading.text} ===` },
      { line: said.line, text: `Status: ${said.text}` },
      ...cells.filter((cell) => cell !== heading && cell !== said && cell.text !== ""),
    ];
  });
}

/** The cells of each row, the headings first; a row without any is left out. */
function readRows(lines: readonly PageLine[]): PageLine[][] {
  const rows: PageLine[][] = [[]];
  for (const { line, text } of lines) {
    const row = rows.at(-1) as PageLine[];
    if (text.startsWith("|-")) rows.push([]);
    else if (text.startsWith("|+")) continue;
    else if (/^[|!]/.test(text)) row.push(...readCells(line, text));
    else if (text !== "" && row.length > 0) {
      const cell = row.pop() as PageLine;
      row.push({ line: cell.line, text: `${cell.text} ${text}` });
    }
  }
  return rows.filter((row) => row.length > 0);
}

/** Cells on one line, without what is said of their looks. */
function readCells(line: number, text: string): PageLine[] {
  const cells = text.slice(1).split(text.startsWith("!") ? /!!|\|\|/ : /\|\|/);
  return cells.map((cell) => ({ line, text: cell.replace(/^[^|[{]*=[^|[{]*\|(?!\|)/, "").trim() }));
}
