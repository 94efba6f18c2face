import type { Command } from "commander";
import type { Config } from "../env.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** `criugraph migrate`: the database up to this version, and nothing else. */
export function addMigrate(
  program: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): void {
  program
    .command("migrate")
    .summary("bring the database up to this version")
    .description(
      "Applies the migrations the database does not have; every other command does so too when it starts.",
    )
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExample:\n  $ DATABASE_URL=postgres://me@db.example/criugraph criugraph migrate")
    .action(async ({ json }: { json?: boolean }) => {
      const config = readConfig();
      const { openDatabase } = await import("../db/open.ts");
      const database = await openDatabase(config, stop);
      await database.close();
      const { applied, notices } = database;
      printLines(terminal.err, notices);
      if (json) return printLines(terminal.out, [JSON.stringify({ applied })]);
      printLines(
        terminal.out,
        applied.length ? applied.map((name) => `applied ${name}`) : ["nothing to apply"],
      );
    });
}
