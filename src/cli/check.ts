import { resolve } from "node:path";
import type { Command } from "commander";
import { ExpectedError } from "../expected-error.ts";
import { seedFolder } from "./seed-folder.ts";
import { paint, printLines, type Terminal } from "./terminal.ts";

/** `criugraph check`: whether the seed files are in order, without a database. */
export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command("check")
    .argument("[folder]", "folder of seed files; those that come with criugraph when absent")
    .summary("check the seed files")
    .description(
      "Holds the seed files to all rules, and lists where one is broken: the rule, file, line, what is wrong, what was expected. seeds/README.md says what the rules are.",
    )
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExamples:\n  $ criugraph check\n  $ criugraph check ./my-seeds")
    .action(async (folder: string | undefined, { json }: { json?: boolean }) => {
      const [{ checkSeeds }, { showProblem }] = await Promise.all([
        import("../check/check-seeds.ts"),
        import("../data/seed-problem.ts"),
      ]);
      const { seeds, problems } = await checkSeeds(folder ? resolve(folder) : seedFolder);
      const { fileCount, records } = seeds;
      if (json) {
        const answer = { files: fileCount, records: records.length, problems };
        printLines(terminal.out, [JSON.stringify(answer)]);
      }
      if (problems.length > 0) {
        const lines = problems.map(
          (problem) => `${paint(terminal.err, "red", problem.rule)}: ${showProblem(problem)}`,
        );
        throw new ExpectedError(lines.join("\n"));
      }
      if (!json) printLines(terminal.out, [`${fileCount} files with ${records.length} records are in order`]);
    });
}
