import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { renderLoadReport } from "../data/load-report.ts";
import type { Config } from "../env.ts";
import { untilStopped } from "../until-stopped.ts";
import { seedFolder } from "./seed-folder.ts";
import { printLines, type Terminal } from "./terminal.ts";

interface SeedOptions {
  readonly theirs?: boolean;
  readonly ours?: boolean;
  readonly json?: boolean;
}

/** `criugraph seed`: the seed files into the database. */
export function addSeed(
  program: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): void {
  program
    .command("seed")
    .argument("[folder]", "folder of seed files; those that come with criugraph when absent")
    .summary("load the seed files into the database")
    .description(
      "Loads the seed files, all or nothing, and says what changed. What somebody else changed in the database since the files were last loaded is left as it is, and listed as a conflict where the files changed it too.",
    )
    .addOption(
      new Option("--theirs", "on a conflict keep the database, and call it settled").conflicts("ours"),
    )
    .option("--ours", "on a conflict take the files")
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph seed
  $ criugraph seed --ours
  $ criugraph seed ./my-seeds --json`,
    )
    .action(async (folder: string | undefined, { theirs, ours, json }: SeedOptions) => {
      const config = readConfig();
      const [{ readSeeds }, { openDatabase }, { loadSeeds }] = await Promise.all([
        import("../data/read-seeds.ts"),
        import("../db/open.ts"),
        import("../data/load-seeds.ts"),
      ]);
      const seeds = await readSeeds(folder ? resolve(folder) : seedFolder);
      const database = await openDatabase(config, stop);
      const onConflict = ours ? "ours" : theirs ? "theirs" : "leave";
      const report = await untilStopped(stop, database.cut, () =>
        loadSeeds(database.write, seeds, { actor: "criugraph seed", onConflict, force: true }),
      ).finally(() => database.close());
      printLines(terminal.err, database.notices);
      printLines(terminal.out, json ? [JSON.stringify(report, null, 2)] : renderLoadReport(report));
    });
}
