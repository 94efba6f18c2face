import { pino } from "pino";
import { LiveGraph } from "../analysis/live-graph.ts";
import { TokenLookup } from "../auth/token-lookup.ts";
import type { LoadReport } from "../data/load-report.ts";
import { loadSeeds } from "../data/load-seeds.ts";
import { readSeeds } from "../data/read-seeds.ts";
import { seedsHash } from "../data/seed-folder.ts";
import { seedsAreLoaded } from "../data/seed-history.ts";
import { type Database, openDatabase } from "../db/open.ts";
import type { Config } from "../env.ts";
import { ChangeFeed } from "../feed/change-feed.ts";
import { VerdictFeed } from "../feed/verdict/verdict-feed.ts";
import { Courier } from "../feed/webhook/courier.ts";
import { buildServer, type Server } from "../server.ts";
import { never, untilStopped } from "../until-stopped.ts";
import { seedFolder } from "./seed-folder.ts";

/** Everything a command needs, opened: a migrated, seeded database and what answers questions to it. */
export interface Application {
  readonly database: Database;
  readonly graph: LiveGraph;
  /** Closing it ends all subscriptions. */
  readonly feed: ChangeFeed;
  /** Delivers to webhooks once it is started. */
  readonly courier: Courier;
  readonly server: Server;
  /** What opening it loaded; null: the seed files are those loaded last. */
  readonly seeded: LoadReport | null;
  close(): Promise<void>;
}

/** Asks the server of an application with the settings of the command line, which is open for that long. */
export type WithServer = <T>(ask: (server: Server) => Promise<T>) => Promise<T>;

/**
 * Opens the database, migrates it, loads the seed files where they differ from those loaded last, and builds the
 * server. Nothing listens yet. Asked to stop meanwhile it leaves what was there before: the database without the
 * migrations or the seeds that were under way.
 *
 * @throws what {@link openDatabase} and {@link loadSeeds} throw, and the reason of `stop`
 */
export async function openApplication(
  config: Config,
  { log = pino({ level: "silent" }), stop = never } = {},
): Promise<Application> {
  const database = await openDatabase(config, stop);
  try {
    const seeded = await untilStopped(stop, database.cut, () => loadNewSeeds(database));
    const graph = new LiveGraph(database.readPool, { maxBytes: config.viewpointCacheSize * 2 ** 20 });
    const feed = new ChangeFeed(database.readPool);
    const verdicts = new VerdictFeed(database, graph, feed);
    const tokens = new TokenLookup(database.auth);
    const served = { readAccess: config.readAccess, mostSubscriptions: config.mostSubscriptions };
    const server = buildServer({ graph, write: database.write, feed, verdicts, tokens, ...served, log });
    const courier = new Courier({
      authPool: database.authPool,
      readPool: database.readPool,
      allowsPrivate: config.webhookTargets === "any",
      log,
    });
    return { database, graph, feed, courier, server, seeded, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function loadNewSeeds(database: Database): Promise<LoadReport | null> {
  if (await seedsAreLoaded(database.write, await seedsHash(seedFolder))) return null;
  return loadSeeds(database.write, await readSeeds(seedFolder), { onConflict: "leave", actor: "criugraph" });
}
