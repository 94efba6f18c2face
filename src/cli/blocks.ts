import type { Command } from "commander";
import { today } from "../day.ts";
import { ExpectedError } from "../expected-error.ts";
import type { WithServer } from "./application.ts";
import { type Answer, ask } from "./ask.ts";
import { nothingFound } from "./exit-code.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

/** `criugraph blocks <feature>`: the headline question. */
export function addBlocks(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("blocks"))
    .argument("<feature>", "slug of a feature, such as restore-sibling")
    .summary("which integrations a feature blocks, why, and who says so")
    .description("Lists the integrations a feature blocks: how many blockers away, why, and who says so.")
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph blocks restore-sibling
  $ criugraph blocks restore-sibling --as-of 2014-01-01
  $ criugraph blocks partial-checkpoint --json`,
    )
    .action(async (slug: string, options: ViewpointOptions & { json?: boolean }) => {
      const variables = { slug: slug.replace(/^-+/, ""), at: viewpointInput(options), first: 100 };
      const { feature }: Answer = await withServer((server) => ask(server, "FeatureImpact", variables));
      if (!feature) {
        throw new ExpectedError(`There is no feature ${JSON.stringify(slug)}.`, { exitCode: nothingFound });
      }
      if (options.json) return printLines(terminal.out, [JSON.stringify(feature, null, 2)]);
      const { edges, totalCount } = feature.blockedIntegrations;
      const count = totalCount === 1 ? "1 integration" : `${totalCount} integrations`;
      printLines(terminal.err, [
        `${feature.name} is ${describeAvailability(feature, options)} and blocks ${count} ${describeViewpoint(options)}`,
      ]);
      const columns = ["INTEGRATION", "DEPTH", "NECESSITY", "REASON", "SAYS"].map((heading) => ({ heading }));
      const rows = edges.map((edge: Answer) => [
        edge.node.slug,
        String(edge.depth),
        edge.necessity,
        explainReason(edge),
        sourcesOf(edge.explanation).join(", "),
      ]);
      if (rows.length) printLines(terminal.out, tableLines(terminal.out, columns, rows));
      if (totalCount > edges.length) printLines(terminal.err, [`and ${totalCount - edges.length} more`]);
    });
}

/** The first release that has it belongs to the answer only on the side of the day it stands on. */
function describeAvailability({ availability, since }: Answer, { asOf = today() }: ViewpointOptions): string {
  if (!since) return availability;
  const release = `${since.version} (${since.releasedOn})`;
  if (availability === "AVAILABLE") return `AVAILABLE since ${release}`;
  return since.releasedOn > asOf ? `${availability} until ${release}` : availability;
}

/** Why a feature blocks, in a few words. */
export function explainReason({ reason, adopter }: { reason: string; adopter: { slug: string } }): string {
  return reason === "MISSING" ? `MISSING, needed by ${adopter.slug}` : `NOT_ADOPTED by ${adopter.slug}`;
}

function sourcesOf(explanation: { sources: { slug: string }[] }[]): string[] {
  return [...new Set(explanation.flatMap(({ sources }) => sources.map(({ slug }) => slug)))];
}
