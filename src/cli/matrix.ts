import { type Command, InvalidArgumentError, Option } from "commander";
import type { WithServer } from "./application.ts";
import { type Answer, ask } from "./ask.ts";
import { paint, printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

interface MatrixOptions extends ViewpointOptions {
  readonly first?: number;
  readonly json?: boolean;
}

/** `criugraph matrix`: features by integrations. */
export function addMatrix(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("matrix"))
    .summary("features by integrations: what blocks what")
    .description(
      "Draws which features block which integrations, those that block most first. Into a pipe, a line for each pair.",
    )
    .addOption(
      new Option("--first <n>", "at most so many features, 1 to 100; 50 when absent").argParser(readCount),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph matrix
  $ criugraph matrix --as-of 2016-08-30 --source criu-wiki-integration-2016-08-30
  $ criugraph matrix | awk -F'\\t' '$3 == 1'`,
    )
    .action(async ({ json, first, ...viewpoint }: MatrixOptions) => {
      const variables = { at: viewpointInput(viewpoint), first };
      const { blockingMatrix: matrix }: Answer = await withServer((server) =>
        ask(server, "BlockingMatrix", variables),
      );
      if (json) return printLines(terminal.out, [JSON.stringify(matrix, null, 2)]);
      const { features, integrations, truncated } = matrix;
      printLines(terminal.err, [
        `${features.length} features by ${integrations.length} integrations ${describeViewpoint(viewpoint)}`,
      ]);
      if (features.length > 0) {
        printLines(
          terminal.out,
          terminal.out.isTTY ? drawMatrix(terminal, matrix) : listCells(terminal, matrix),
        );
      }
      if (truncated) printLines(terminal.err, ["and more, which block less"]);
    });
}

function listCells(terminal: Terminal, { cells }: Answer): string[] {
  const rows = cells.map((cell: Answer) => [
    cell.feature.slug,
    cell.integration.slug,
    String(cell.depth),
    cell.necessity,
    cell.reason,
  ]);
  return tableLines(terminal.out, [], rows);
}

/**
 * A row for each feature, a column for each integration, under numbers that a list below explains: as many columns
 * as fit, then the next ones. A letter says how, so that colour is not needed.
 */
function drawMatrix(terminal: Terminal, { features, integrations, cells }: Answer): string[] {
  const { out } = terminal;
  const marks = new Map<string, string>(
    cells.map((cell: Answer) => [`${cell.feature.slug} ${cell.integration.slug}`, markOf(cell)]),
  );
  const nameWidth = Math.max(...features.map(({ slug }: Answer) => slug.length));
  const cellWidth = String(integrations.length).length + 1;
  const fits = Math.max(1, Math.floor(((out.columns || 80) - nameWidth) / cellWidth));
  const lines: string[] = [];
  for (let start = 0; start < integrations.length; start += fits) {
    const shown: Answer[] = integrations.slice(start, start + fits);
    const heading = shown.map((_, place) => String(start + place + 1).padStart(cellWidth)).join("");
    lines.push(paint(out, "bold", " ".repeat(nameWidth) + heading));
    for (const feature of features) {
      const row = shown.map(({ slug }) => {
        const mark = marks.get(`${feature.slug} ${slug}`) ?? "·";
        const text = mark.padStart(cellWidth);
        return mark.toUpperCase() === "N" ? paint(out, "red", text) : text;
      });
      lines.push(feature.slug.padEnd(nameWidth) + row.join(""));
    }
    lines.push("");
  }
  const legend = integrations.map(({ slug }: Answer, place: number) => [String(place + 1), slug]);
  return [
    ...lines,
    ...tableLines(out, [{ heading: "NUMBER" }, { heading: "INTEGRATION" }], legend),
    "",
    "N necessary, A alternative: through a blocker of the integration itself",
    "n necessary, a alternative: through blockers further on",
  ];
}

function markOf({ necessity, depth }: Answer): string {
  const mark = necessity === "NECESSARY" ? "N" : "A";
  return depth === 1 ? mark : mark.toLowerCase();
}

function readCount(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
  throw new InvalidArgumentError("expected a whole number from 1 to 100.");
}
