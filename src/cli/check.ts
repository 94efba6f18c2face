import { resolve } from "node:path";
import type { Command } from "commander";
import { seedFolder } from "./seed-folder.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** `criugraph check`: whether the seed files are in order, without a database. */
export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command("check")
    .argument("[folder]", "folder of seed files; those that come with criugraph when absent")
    .summary("check the seed files")
    .description(
      "Reads the seed files and lists everything wrong with them: file, line, what is wrong, what was expected.",
    )
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExamples:\n  $ criugraph check\n  $ criugraph check ./my-seeds")
    .action(async (folder: string | undefined, { json }: { json?: boolean }) => {
      const { readSeeds } = await import("../data/read-seeds.ts");
      const seeds = await readSeeds(folder ? resolve(folder) : seedFolder);
      const { fileCount, records } = seeds;
      if (json)
        return printLines(terminal.out, [JSON.stringify({ files: fileCount, records: records.length })]);
      printLines(terminal.out, [`${fileCount} files with ${records.length} records are in order`]);
    });
}
