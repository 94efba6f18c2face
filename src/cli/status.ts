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
    .description("Lists every integration that has a status from this viewpoint, with its verdict.")
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph status
  $ criugraph status --as-of 2016-08-30 --source criu-wiki-integration-2016-08-30
  $ criugraph status --json | jq '.[] | select(.readiness.verdict == "BLOCKED")'`,
    )
    .action(async (options: ViewpointOptions & { json?: boolean }) => {
      const board = await withServer((server) => readBoard(server, viewpointInput(options)));
      if (options.json) return printLines(terminal.out, [JSON.stringify(board, null, 2)]);
      printLines(terminal.err, [`${board.length} integrations ${describeViewpoint(options)}`]);
      const columns = [
        { heading: "INTEGRATION" },
        { heading: "STATUS", style: statusStyle },
        { heading: "VERDICT", style: statusStyle },
        { heading: "NAME" },
      ];
      const rows = board.map((i) => [i.slug, i.status, i.readiness.verdict, i.name]);
      printLines(terminal.out, tableLines(terminal.out, columns, rows));
    });
}

function readBoard(server: Server, at: object): Promise<Answer[]> {
  return askAll(async (after) => (await ask(server, "Board", { at, first: 100, after })).integrations);
}
