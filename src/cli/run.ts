import { CommanderError } from "commander";
import { ExpectedError } from "../expected-error.ts";
import { Interruption } from "../interruption.ts";
import { wrongUsage } from "./exit-code.ts";
import { buildProgram, type Surroundings } from "./program.ts";

/**
 * Runs the command line.
 *
 * @param args what follows the program's name
 * @returns what the process exits with; undefined: whatever it is set to
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number | undefined> {
  const { err } = surroundings.terminal;
  try {
    await buildProgram(surroundings).parseAsync(args, { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage;
    if (error instanceof Interruption) return error.exitCode;
    if (error instanceof ExpectedError) {
      err.write(`${error.message}\n`);
      return error.exitCode;
    }
    err.write(`criugraph failed in a way it should not:\n${(error as Error)?.stack ?? error}\n`);
    return 1;
  }
}
