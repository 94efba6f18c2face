import type { Command } from "commander";
import { type LoadReport, renderLoadReport } from "../data/load-report.ts";
import type { Database } from "../db/open.ts";
import type { Config } from "../env.ts";
import { listen } from "../listen.ts";
import { untilStopped } from "../until-stopped.ts";
import type { Application } from "./application.ts";
import { type Answer, ask } from "./ask.ts";
import { paint, printLines, type Terminal, tableLines } from "./terminal.ts";
import { describeViewpoint } from "./viewpoint-options.ts";

/** `criugraph serve`: the server, until it is asked to stop. */
export function addServe(
  program: Command,
  terminal: Terminal,
  readConfig: (flags?: Partial<Record<keyof Config, unknown>>) => Config,
  stop: AbortSignal,
): void {
  program
    .command("serve")
    .summary("serve the graph over GraphQL")
    .description(
      "Starts the database, brings it up to date, and serves the graph over GraphQL until stopped.",
    )
    .option("--port <number>", "port to listen on (PORT)")
    .option("--host <address>", "address to listen on (HOST)")
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph serve
  $ criugraph serve --port 8080
  $ DATABASE_URL=postgres://me@db.example/criugraph criugraph serve --host 0.0.0.0`,
    )
    .action(async (flags: { port?: string; host?: string }) => {
      const config = readConfig(flags);
      // The port first: where it is taken, nothing is started or changed.
      const listener = await listen(config);
      let application: Application | undefined;
      try {
        const [{ pino }, { openApplication }] = await Promise.all([
          import("pino"),
          import("./application.ts"),
        ]);
        const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
        const opened = await openApplication(config, { log, stop });
        application = opened;
        listener.serve(opened.server);
        opened.courier.start();
        await untilStopped(stop, opened.database.cut, () => greet(terminal, listener.url, config, opened));
        await stopped(stop);
      } catch (error) {
        // That is how a server ends, also one that is not there yet.
        if (error !== stop.reason) throw error;
      } finally {
        // Subscriptions end by themselves never, and requests under way are waited for.
        application?.feed.close();
        await Promise.all([listener.close(), application?.courier.close()]);
        await application?.close();
      }
    });
}

async function greet(
  terminal: Terminal,
  url: string,
  config: Config,
  { database, server, seeded }: Application,
): Promise<void> {
  const { out } = terminal;
  if (seeded) printLines(terminal.err, loadedLines(seeded));
  printLines(terminal.err, database.notices);
  if (config.readAccess === "token") printLines(terminal.err, await tellIfNobodyMay(database));
  printLines(out, [
    `${paint(out, "bold", "GraphQL")}     ${url}/graphql`,
    `${paint(out, "bold", "Playground")}  ${url}/graphql in a browser`,
    "",
    `Which features block which integrations, ${describeViewpoint({})}:`,
  ]);
  const { features }: Answer = await ask(server, "TopBlockingFeatures", { first: 10 });
  const blocking = features.nodes.filter((feature: Answer) => feature.blockedIntegrations.totalCount > 0);
  const rows = blocking.map(({ name, blockedIntegrations }: Answer) => [
    name,
    String(blockedIntegrations.totalCount),
    blockedIntegrations.nodes.map((node: Answer) => node.slug).join(", "),
  ]);
  const columns = [{ heading: "FEATURE" }, { heading: "BLOCKS" }, { heading: "INTEGRATIONS" }];
  printLines(out, rows.length ? tableLines(out, columns, rows) : ["none"]);
}

async function tellIfNobodyMay({ auth }: Database): Promise<string[]> {
  const { hasActiveToken } = await import("../auth/token.ts");
  const advice =
    "READ_ACCESS is token, and there is no token: make one with criugraph token create <name> --scope read.";
  return (await hasActiveToken(auth)) ? [] : [advice];
}

/** What a start says of the seeds it loaded: how many, and the conflicts one by one. */
function loadedLines(report: LoadReport): string[] {
  return renderLoadReport({ ...report, changes: [] });
}

function stopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
}
