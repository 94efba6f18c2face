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
    .description("Asks the server on this machine whether it can answer questions; exits 0 if it can.")
    .option("--port <number>", "port it listens on (PORT)")
    .addHelpText("after", "\nExample:\n  $ criugraph health && echo up")
    .action(async (flags: { port?: string }) => {
      const { host, port } = readConfig(flags);
      const url = `http://${reachable(host)}:${port}`;
      const signal = AbortSignal.any([AbortSignal.timeout(5_000), stop]);
      // Open to all, whoever may read the graph.
      const problem = await fetch(`${url}/ready`, { signal })
        .then(({ ok }) =>
          ok ? undefined : "its database cannot be reached just now, or it is still starting",
        )
        .catch((error: Error) => (error.cause as Error | undefined)?.message ?? error.message);
      stop.throwIfAborted();
      if (problem) throw new ExpectedError(`The server at ${url}/graphql does not answer: ${problem}.`);
      printLines(terminal.out, ["ok"]);
    });
}

/** Where a server that listens on `host` is reached from its own machine. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIPv6(host) ? `[${host}]` : host;
}
