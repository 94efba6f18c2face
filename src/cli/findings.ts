import { type Command, Option } from "commander";
import { findingRules, severities } from "../analysis/findings/finding.ts";
import type { WithServer } from "./application.ts";
import { ask, askAll } from "./ask.ts";
import { type paint, printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

interface FindingsOptions extends ViewpointOptions {
  readonly rule?: readonly string[];
  readonly severity?: readonly string[];
  readonly json?: boolean;
}

/** `criugraph findings`: contradictions and gaps, as a work list. */
export function addFindings(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("findings"))
    .summary("which facts contradict each other, or have gaps")
    .description(
      "Lists contradictions and gaps among the facts, the gravest first: what rule found them, what they are about, and who says what.",
    )
    .addOption(several("--rule <rule>", "only what this rule finds", findingRules))
    .addOption(several("--severity <severity>", "only what is so grave", severities))
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph findings
  $ criugraph findings --rule STATUS_CONFLICT --as-of 2016-08-30
  $ criugraph findings --severity ERROR --json`,
    )
    .action(async ({ rule, severity, json, ...viewpoint }: FindingsOptions) => {
      const filter = {
        ...(rule && { rule: { in: rule } }),
        ...(severity && { severity: { in: severity } }),
      };
      const at = viewpointInput(viewpoint);
      const findings = await withServer((server) =>
        askAll(async (after) => (await ask(server, "Findings", { at, filter, first: 100, after })).findings),
      );
      if (json) return printLines(terminal.out, [JSON.stringify(findings, null, 2)]);
      const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
      printLines(terminal.err, [`${count} ${describeViewpoint(viewpoint)}`]);
      if (findings.length === 0) return;
      const columns = [
        { heading: "SEVERITY", style: severityStyle },
        { heading: "RULE" },
        { heading: "MESSAGE" },
        { heading: "SAYS" },
      ];
      const rows = findings.map((finding) => [
        finding.severity,
        finding.rule,
        finding.message,
        finding.sources.map(({ slug }: { slug: string }) => slug).join(", "),
      ]);
      printLines(terminal.out, tableLines(terminal.out, columns, rows));
    });
}

function several(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, `${description}; give it again for more`).choices(choices);
  const check = option.parseArg as (value: string, before: unknown) => string;
  return option.argParser((value: string, before: readonly string[] = []) => [
    ...before,
    check(value, undefined),
  ]);
}

function severityStyle(severity: string): Parameters<typeof paint>[1] | undefined {
  return severity === "ERROR" ? "red" : severity === "WARNING" ? "yellow" : undefined;
}
