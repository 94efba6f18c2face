import { type Command, Option } from "commander";
import { ExpectedError } from "../expected-error.ts";
import type { WithServer } from "./application.ts";
import { type Answer, ask } from "./ask.ts";
import { wrongUsage } from "./exit-code.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

interface Assumed {
  readonly ship?: readonly string[];
  readonly adopt?: readonly string[];
  readonly resolve?: readonly string[];
  readonly complete?: readonly string[];
}

interface WhatIfOptions extends ViewpointOptions, Assumed {
  readonly withdrawShip?: readonly string[];
  readonly withdrawAdopt?: readonly string[];
  readonly withdrawResolve?: readonly string[];
  readonly withdrawComplete?: readonly string[];
  readonly json?: boolean;
}

/** `criugraph what-if`: whom assumptions unblock. */
export function addWhatIf(program: Command, terminal: Terminal, withServer: WithServer): void {
  const command = addQuestionOptions(program.command("what-if"))
    .summary("who would be unblocked if something were so")
    .description(
      "Lists which integrations would be unblocked if these things were so, or not so, and which would stay blocked, by what. Nothing is written.",
    );
  for (const [flags, says] of [
    ["--ship <feature>", "suppose that a release has this feature"],
    ["--adopt <feature[:integration]>", "suppose that this integration, or every one that needs it, uses it"],
    ["--resolve <blocker[:work]>", "suppose that this blocker is lifted, or this work of it done"],
    ["--complete <integration>", "suppose that this integration is ready"],
    ["--withdraw-ship <feature>", "suppose that no release has it"],
    ["--withdraw-adopt <feature[:integration]>", "suppose that nobody, or not this one, uses it"],
    ["--withdraw-resolve <blocker[:work]>", "suppose that nobody called it resolved"],
    ["--withdraw-complete <integration>", "suppose that nobody called it ready"],
  ] as const) {
    const collect = (value: string, before: readonly string[] = []) => [...before, value];
    command.addOption(new Option(flags, says).argParser(collect));
  }
  command
    .addHelpText(
      "after",
      `
Each may be given again for more.

Examples:
  $ criugraph what-if --adopt restore-sibling
  $ criugraph what-if --adopt restore-sibling:shell --resolve shell-wait-foreign-child:job-table
  $ criugraph what-if --ship missing-rootless-userns --json`,
    )
    .action(async ({ json, ...options }: WhatIfOptions) => {
      const variables = { assume: assumptionsOf(options), at: viewpointInput(options) };
      const { whatIf }: Answer = await withServer((server) => ask(server, "WhatIf", variables));
      if (json) return printLines(terminal.out, [JSON.stringify(whatIf, null, 2)]);
      const { unblocked, stillBlocked } = whatIf;
      printLines(terminal.err, [
        `${unblocked.totalCount} unblocked, ${stillBlocked.totalCount} touched and still blocked, ${describeViewpoint(options)}`,
      ]);
      const rows = [
        ...unblocked.nodes.map(({ slug }: Answer) => [slug, "unblocked", ""]),
        ...stillBlocked.nodes.map(({ integration, remaining }: Answer) => [
          integration.slug,
          "still blocked",
          remaining.map(({ slug }: Answer) => slug).join(", "),
        ]),
      ];
      const columns = ["INTEGRATION", "WOULD BE", "BY"].map((heading) => ({ heading }));
      if (rows.length > 0) printLines(terminal.out, tableLines(terminal.out, columns, rows));
      const more = unblocked.totalCount + stillBlocked.totalCount - rows.length;
      if (more > 0) printLines(terminal.err, [`and ${more} more`]);
    });
}

/** @throws ExpectedError where nothing is assumed, or a pair has two colons. */
function assumptionsOf(options: WhatIfOptions): object {
  const { withdrawShip, withdrawAdopt, withdrawResolve, withdrawComplete, ...held } = options;
  const withdraw = assumed({
    ...(withdrawShip && { ship: withdrawShip }),
    ...(withdrawAdopt && { adopt: withdrawAdopt }),
    ...(withdrawResolve && { resolve: withdrawResolve }),
    ...(withdrawComplete && { complete: withdrawComplete }),
  });
  const assumptions = { ...assumed(held), ...(Object.keys(withdraw).length > 0 && { withdraw }) };
  if (Object.keys(assumptions).length > 0) return assumptions;
  throw new ExpectedError(
    "Nothing is supposed; expected --ship, --adopt, --resolve, --complete or --withdraw-…",
    {
      exitCode: wrongUsage,
    },
  );
}

function assumed({ ship, adopt, resolve, complete }: Assumed): object {
  return {
    ...(ship && { ship }),
    ...(adopt && { adopt: adopt.map((text) => pairOf(text, "feature", "integration")) }),
    ...(resolve && { resolve: resolve.map((text) => pairOf(text, "blocker", "work")) }),
    ...(complete && { complete }),
  };
}

function pairOf(text: string, first: string, second: string): object {
  const [one, other, ...more] = text.split(":");
  if (one && other !== "" && more.length === 0) return { [first]: one, ...(other && { [second]: other }) };
  throw new ExpectedError(`${JSON.stringify(text)} is neither <${first}> nor <${first}>:<${second}>.`, {
    exitCode: wrongUsage,
  });
}
