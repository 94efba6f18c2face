import { isIPv6 } from "node:net";
import type { Command } from "commander";
import type { Config } from "../env.ts";
import { ExpectedError } from "../expected-error.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** `criugraph health`: whether a server on this machine answers, for health checks of containers. */
export function addHealth(
  program: Command,
  terminal: Terminal,
  readConfig: (flags?: Partial<Record<keyof Config, unknown>>) => Config,
  stop: AbortSignal,
): void {
  program
    .command("health")
    .summary("whether the server on this machine answers")
    .description("Asks the server on this machine a question that needs the database; exits 0 if it answers.")
    .option("--port <number>", "port it listens on (PORT)")
    .addHelpText("after", "\nExample:\n  $ criugraph health && echo up")
    .action(async (flags: { port?: string }) => {
      const { host, port } = readConfig(flags);
      const url = `http://${reachable(host)}:${port}/graphql`;
      const query = encodeURIComponent("{ integrations(first: 0) { totalCount } }");
      const signal = AbortSignal.any([AbortSignal.timeout(5_000), stop]);
      const answer = await fetch(`${url}?query=${query}`, { signal })
        .then((response) => response.json() as Promise<{ errors?: { message: string }[] }>)
        .catch((error: Error) => ({
          errors: [{ message: (error.cause as Error | undefined)?.message ?? error.message }],
        }));
      stop.throwIfAborted();
      if (answer.errors?.length) {
        throw new ExpectedError(`The server at ${url} does not answer: ${answer.errors[0]?.message}.`);
      }
      printLines(terminal.out, ["ok"]);
    });
}

/** Where a server that listens on `host` is reached from its own machine. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIPv6(host) ? `[${host}]` : host;
}
