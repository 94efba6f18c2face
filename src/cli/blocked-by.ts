import type { Command } from "commander";
import { ExpectedError } from "../expected-error.ts";
import type { WithServer } from "./application.ts";
import { type Answer, ask } from "./ask.ts";
import { explainReason } from "./blocks.ts";
import { nothingFound } from "./exit-code.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

/** `criugraph blocked-by <integration>`: what stands between it and ready. */
export function addBlockedBy(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("blocked-by"))
    .argument("<integration>", "slug of an integration, such as systemd")
    .summary("what stands between an integration and ready")
    .description(
      "Lists an integration's unlifted blockers, what would lift them, and the features behind them.",
    )
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph blocked-by systemd
  $ criugraph blocked-by virtuozzo-openvz --as-of 2016-08-30
  $ criugraph blocked-by shell --json`,
    )
    .action(async (slug: string, options: ViewpointOptions & { json?: boolean }) => {
      const variables = { slug, at: viewpointInput(options) };
      const { integration }: Answer = await withServer((server) => ask(server, "WhatBlocks", variables));
      if (!integration) {
        throw new ExpectedError(`There is no integration ${JSON.stringify(slug)}.`, {
          exitCode: nothingFound,
        });
      }
      if (options.json) return printLines(terminal.out, [JSON.stringify(integration, null, 2)]);
      const { readiness, blockers, blockingFeatures } = integration;
      printLines(terminal.err, [describeViewpoint(options)]);
      printLines(terminal.out, [readiness.summary]);
      const table = (headings: string[], rows: string[][]) => {
        if (rows.length === 0) return;
        const columns = headings.map((heading) => ({ heading }));
        printLines(terminal.out, ["", ...tableLines(terminal.out, columns, rows)]);
      };
      table(
        ["BLOCKER", "STATE", "WHY", "LIFTED BY", "SAYS"],
        blockers.nodes.map((blocker: Answer) => [
          blocker.slug,
          blocker.state,
          blocker.title,
          blocker.remedies.map(describeRemedy).join(" or ") || "nothing known",
          blocker.sources.map((source: Answer) => source.slug).join(", "),
        ]),
      );
      table(
        ["FEATURE", "DEPTH", "NECESSITY", "REASON"],
        blockingFeatures.edges.map((edge: Answer) => [
          edge.node.slug,
          String(edge.depth),
          edge.necessity,
          explainReason(edge),
        ]),
      );
    });
}

function describeRemedy({ needs }: { needs: Answer[] }): string {
  const words = needs.map((need) => {
    if (need.feature) return `adopting ${need.feature.slug}`;
    if (need.blocker) return `lifting ${need.blocker.slug}`;
    if (need.integration) return `${need.integration.slug} being ready`;
    return need.description.charAt(0).toLowerCase() + need.description.slice(1).replace(/\.$/, "");
  });
  return words.join(" and ");
}
