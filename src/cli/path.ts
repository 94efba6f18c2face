import { type Command, InvalidArgumentError, Option } from "commander";
import { ExpectedError } from "../expected-error.ts";
import type { WithServer } from "./application.ts";
import { type Answer, askDocument } from "./ask.ts";
import { nothingFound } from "./exit-code.ts";
import { nodeReferenceForm, readNodeReference } from "./node-reference.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

const document = `query ($from: NodeRef!, $to: NodeRef!, $at: ViewpointInput, $maxDepth: Int) {
  path(from: $from, to: $to, at: $at, maxDepth: $maxDepth) {
    length
    nodes { __typename slug }
    edges { kind from { slug } to { slug } sources(first: 5) { slug } }
  }
}`;

interface PathOptions extends ViewpointOptions {
  readonly maxDepth?: number;
  readonly json?: boolean;
}

/** `criugraph path <from> <to>`: how two nodes are connected. */
export function addPath(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("path"))
    .argument("<from>", nodeReferenceForm)
    .argument("<to>", nodeReferenceForm)
    .summary("the shortest way from one node to another, and who says so")
    .description(
      "Shows the shortest way between two nodes of any kind, edge by edge, with the sources of each.",
    )
    .addOption(
      new Option("--max-depth <n>", "look no further than so many edges, 0 to 32; 6 when absent").argParser(
        readDepth,
      ),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph path adrian-reber restore-sibling
  $ criugraph path integration:podman missing-rdma --max-depth 8
  $ criugraph path systemd criu-1.4 --json`,
    )
    .action(async (from: string, to: string, { json, maxDepth, ...viewpoint }: PathOptions) => {
      const { path }: Answer = await withServer(async (server) => {
        const ends = { from: await readNodeReference(server, from), to: await readNodeReference(server, to) };
        return askDocument(server, document, { ...ends, at: viewpointInput(viewpoint), maxDepth });
      });
      if (json) return printLines(terminal.out, [JSON.stringify(path, null, 2)]);
      if (path === null) {
        throw new ExpectedError(
          `No way of at most ${maxDepth ?? 6} edges leads from ${from} to ${to} ${describeViewpoint(viewpoint)}.`,
          { exitCode: nothingFound },
        );
      }
      const edges = path.length === 1 ? "1 edge" : `${path.length} edges`;
      printLines(terminal.err, [
        `${path.nodes.map(({ slug }: Answer) => slug).join(" – ")}: ${edges} ${describeViewpoint(viewpoint)}`,
      ]);
      const rows = path.edges.map((edge: Answer) => [
        edge.from.slug,
        edge.kind,
        edge.to.slug,
        edge.sources.map(({ slug }: Answer) => slug).join(", "),
      ]);
      const columns = ["FROM", "EDGE", "TO", "SAYS"].map((heading) => ({ heading }));
      if (rows.length > 0) printLines(terminal.out, tableLines(terminal.out, columns, rows));
    });
}

function readDepth(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 32) return number;
  throw new InvalidArgumentError("expected a whole number from 0 to 32.");
}
