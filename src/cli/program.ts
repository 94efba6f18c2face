import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { type Config, readConfig } from "../env.ts";
import { packageRoot } from "../package-root.ts";
import { untilStopped } from "../until-stopped.ts";
import type { WithServer } from "./application.ts";
import { addBlockedBy } from "./blocked-by.ts";
import { addBlocks } from "./blocks.ts";
import { addCheck } from "./check.ts";
import { addCycles } from "./cycles.ts";
import { exitCodes } from "./exit-code.ts";
import { addExport } from "./export.ts";
import { addFindings } from "./findings.ts";
import { addHealth } from "./health.ts";
import { addImport } from "./import.ts";
import { addImportWiki } from "./import-wiki.ts";
import { addMatrix } from "./matrix.ts";
import { addMigrate } from "./migrate.ts";
import { addNew } from "./new.ts";
import { addPath } from "./path.ts";
import { addPlan } from "./plan.ts";
import { addSeed } from "./seed.ts";
import { addServe } from "./serve.ts";
import { addStatus } from "./status.ts";
import type { Terminal } from "./terminal.ts";
import { addToken } from "./token.ts";
import { addWebhook } from "./webhook.ts";
import { addWhatIf } from "./what-if.ts";

/** The version of this program. */
export const version: string = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version;

/** What the commands depend on beside their arguments. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the program is asked to stop. */
  readonly stop: AbortSignal;
}

/** Builds the command line; `parseAsync` runs it. */
export function buildProgram({ terminal, env, stop }: Surroundings): Command {
  const program = new Command("criugraph")
    .description(
      "Which features of CRIU block which integrations, why, who says so, and what would unblock them.",
    )
    .version(version)
    .option("--database-url <url>", "PostgreSQL to use instead of criugraph's own (DATABASE_URL)")
    .option("--data-dir <folder>", "folder of criugraph's own PostgreSQL (DATA_DIR)")
    .addHelpText("after", exitCodes)
    .showHelpAfterError("(criugraph --help says more)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    });
  const config = (flags: Partial<Record<keyof Config, unknown>> = {}): Config =>
    readConfig(env, { ...program.opts(), ...flags });
  // What a command needs is imported when it runs: health checks and --help should cost next to nothing.
  const withServer: WithServer = async (ask) => {
    const checked = config();
    const { openApplication } = await import("./application.ts");
    const { server, database, close } = await openApplication(checked, { stop });
    return untilStopped(stop, database.cut, () => ask(server)).finally(close);
  };
  addServe(program, terminal, config, stop);
  addStatus(program, terminal, withServer);
  addBlocks(program, terminal, withServer);
  addBlockedBy(program, terminal, withServer);
  addMatrix(program, terminal, withServer);
  addWhatIf(program, terminal, withServer);
  addPlan(program, terminal, withServer);
  addPath(program, terminal, withServer);
  addCycles(program, terminal, withServer);
  addFindings(program, terminal, withServer);
  addSeed(program, terminal, config, stop);
  addCheck(program, terminal);
  addNew(program, terminal);
  addExport(program, terminal, config, stop);
  addImportWiki(addImport(program, terminal, config, stop), terminal, config, stop);
  addToken(program, terminal, config, stop);
  addWebhook(program, terminal, config, stop);
  addMigrate(program, terminal, config, stop);
  addHealth(program, terminal, config, stop);
  return program;
}
