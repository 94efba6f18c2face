import type { Command } from "commander";
import type { WithServer } from "./application.ts";
import { type Answer, ask, askAll } from "./ask.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

/** `criugraph cycles`: what waits for itself. */
export function addCycles(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("cycles"))
    .summary("which blockers or features wait for each other in circles, and what breaks them")
    .description(
      "Lists blockers that wait for each other, or features that require each other, so that none can come true first; and the fewest edges without which no circle is left.",
    )
    .addHelpText("after", "\nExamples:\n  $ criugraph cycles\n  $ criugraph cycles --as-of 2021-09-17 --json")
    .action(async ({ json, ...viewpoint }: ViewpointOptions & { json?: boolean }) => {
      const at = viewpointInput(viewpoint);
      const cycles = await withServer((server) =>
        askAll(
          async (after) => (await ask(server, "BlockingCycles", { at, first: 100, after })).blockingCycles,
        ),
      );
      if (json) return printLines(terminal.out, [JSON.stringify(cycles, null, 2)]);
      const count = cycles.length === 1 ? "1 cycle" : `${cycles.length} cycles`;
      printLines(terminal.err, [`${count} ${describeViewpoint(viewpoint)}`]);
      if (cycles.length === 0) return;
      const columns = ["MEMBERS", "BROKEN BY", "FEWEST"].map((heading) => ({ heading }));
      const rows = cycles.map(({ members, breaking, minimal }) => [
        listed(members, ({ slug }) => slug),
        listed(breaking, ({ kind, from, to }) => `${from.slug} ${kind} ${to.slug}`),
        minimal ? "yes" : "not proven",
      ]);
      printLines(terminal.out, tableLines(terminal.out, columns, rows));
    });
}

function listed({ nodes, totalCount }: Answer, show: (node: Answer) => string): string {
  const more = totalCount - nodes.length;
  return nodes.map(show).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
