import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Where a command reads from, and where it prints: its answer to `out`, everything else to `err`. */
export interface Terminal {
  readonly in: NodeJS.ReadStream;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

/** Prints lines. */
export function printLines(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  stream.write(lines.map((line) => `${line}\n`).join(""));
}

/** Colours a text where a person looks at it: not when piped, nor with NO_COLOR. */
export function paint(stream: NodeJS.WriteStream, style: Style, text: string): string {
  return styleText(style, text, { stream, validateStream: true });
}

/** A column of a table: its heading, and how its cells are coloured. */
export interface Column {
  readonly heading: string;
  readonly style?: (text: string) => Style | undefined;
}

/**
 * Lines of a table: on a terminal aligned columns, with long cells on several lines where it is narrow; piped, tabs
 * between cells and no heading, for programs that read it.
 */
export function tableLines(
  stream: NodeJS.WriteStream,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  if (!stream.isTTY) return rows.map((row) => row.join("\t"));
  const headings = columns.map(({ heading }) => heading);
  const widths = fitWidths([headings, ...rows], stream.columns || 80);
  const bold = (text: string) => paint(stream, "bold", text);
  const styled = (text: string, column: number, cell: string): string => {
    const style = columns[column]?.style?.(cell);
    return style ? paint(stream, style, text) : text;
  };
  return [rowLines(headings, widths, bold), ...rows.map((row) => rowLines(row, widths, styled))].flat();
}

const gap = 2;

/** How wide each column is: as its longest cell, less what the terminal has no room for, but never less than a word. */
function fitWidths(rows: readonly (readonly string[])[], columns: number): number[] {
  const widest = (measure: (cell: string) => number) =>
    (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => measure(row[column] ?? ""))));
  const widths = widest((cell) => cell.length);
  const least = widest((cell) => Math.max(...cell.split(" ").map((word) => word.length)));
  const total = () => widths.reduce((sum, width) => sum + width + gap, -gap);
  for (let over = total() - columns; over > 0; over--) {
    const spare = widths.map((width, column) => (width > (least[column] ?? 0) ? width : 0));
    const column = spare.indexOf(Math.max(...spare));
    if (!spare[column]) break;
    widths[column] = (widths[column] ?? 0) - 1;
  }
  return widths;
}

function rowLines(
  row: readonly string[],
  widths: readonly number[],
  style: (text: string, column: number, cell: string) => string,
): string[] {
  const cells = row.map((cell, column) => wrap(cell, widths[column] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const last = cells.findLastIndex((lines) => lines[at]);
    return cells
      .slice(0, last + 1)
      .map((lines, column) => {
        const text = lines[at] ?? "";
        const padding = column === last ? 0 : (widths[column] ?? 0) - text.length + gap;
        return style(text, column, row[column] ?? "") + " ".repeat(padding);
      })
      .join("");
  });
}

function wrap(text: string, width: number): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}

/** The colour of a status or verdict. */
export function statusStyle(text: string): Style | undefined {
  if (text === "READY") return "green";
  if (text === "BLOCKED" || text === "REMOVED" || text === "DISCONTINUED" || text === "ENDED") return "red";
  if (text === "READY_WITH_GAPS" || text === "IN_PROGRESS" || text === "STALLED") return "yellow";
  return undefined;
}
