import type { Command } from "commander";
import type { Server } from "../server.ts";
import type { WithServer } from "./application.ts";
import { type Answer, ask, askAll } from "./ask.ts";
import { printLines, statusStyle, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

/** `criugraph status`: the board. */
export function addStatus(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("status"))
    .summary("every integration with its status and verdict")
    .description(
      "Lists every integration that has a status from this viewpoint, with its verdict, and tells how much is known.",
    )
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph status
  $ criugraph status --as-of 2016-08-30 --source criu-wiki-integration-2016-08-30
  $ criugraph status --json | jq '.integrations[] | select(.readiness.verdict == "BLOCKED")'`,
    )
    .action(async (options: ViewpointOptions & { json?: boolean }) => {
      const at = viewpointInput(options);
      const { board, coverage } = await withServer(async (server) => ({
        board: await readBoard(server, at),
        coverage: (await ask(server, "Coverage", { at })).coverage,
      }));
      if (options.json)
        return printLines(terminal.out, [JSON.stringify({ integrations: board, coverage }, null, 2)]);
      printLines(terminal.err, [`${board.length} integrations ${describeViewpoint(options)}`]);
      const columns = [
        { heading: "INTEGRATION" },
        { heading: "STATUS", style: statusStyle },
        { heading: "VERDICT", style: statusStyle },
        { heading: "NAME" },
      ];
      const rows = board.map((i) => [i.slug, i.status, i.readiness.verdict, i.name]);
      printLines(terminal.out, tableLines(terminal.out, columns, rows));
      printLines(terminal.err, describeCoverage(coverage));
    });
}

/** What is known in numbers, beside the answer: not into a pipe's next program. */
function describeCoverage({ factCount, recentShare, ...counts }: Answer): string[] {
  const { unverifiedCount, undatedCount, integrationCount, unexplainedCount } = counts;
  const share =
    recentShare === null ? "" : `, ${Math.round(recentShare * 100)} % of them with a source of the last year`;
  return [
    `${factCount} facts${share}; ${unverifiedCount} rest on what somebody says, without a commit or a release note`,
    `of ${integrationCount} integrations it is not known what stands in the way of ${unexplainedCount}` +
      (undatedCount > 0 ? `; ${undatedCount} facts without a day were not known yet` : ""),
  ];
}

function readBoard(server: Server, at: object): Promise<Answer[]> {
  return askAll(async (after) => (await ask(server, "Board", { at, first: 100, after })).integrations);
}
