import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { LiveGraph } from "../../src/analysis/live-graph.ts";
import { TokenLookup } from "../../src/auth/token-lookup.ts";
import type { Database } from "../../src/db/open.ts";
import { ChangeFeed } from "../../src/feed/change-feed.ts";
import { VerdictFeed } from "../../src/feed/verdict/verdict-feed.ts";
import { buildServer } from "../../src/server.ts";
import { openBenchDatabase } from "../bench/bench-database.ts";

/** A server that listens, on a PostgreSQL of its own. */
export interface Soak {
  readonly database: Database;
  readonly feed: ChangeFeed;
  /** Where GraphQL is asked. */
  readonly url: string;
  /** Ends all sessions of the database but the one that does so, and returns how many. */
  cut(): Promise<number>;
  close(): Promise<void>;
}

/** Opens a server for a run that takes long. */
export async function openSoak(): Promise<Soak> {
  const { database, close } = await openBenchDatabase();
  const graph = new LiveGraph(database.readPool);
  const tokens = new TokenLookup(database.auth);
  const feed = new ChangeFeed(database.readPool);
  const verdicts = new VerdictFeed(database, graph, feed);
  const http = createServer(
    buildServer({ graph, write: database.write, feed, verdicts, tokens, mostSubscriptions: 100_000 }),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", 4096, resolve));
  const { port } = http.address() as AddressInfo;
  const cutter = new pg.Client({ ...database.writePool.options });
  cutter.on("error", (error) => console.error("the session that cuts the others:", error.message));
  await cutter.connect();
  return {
    database,
    feed,
    url: `http://127.0.0.1:${port}/graphql`,
    cut: async () => {
      const { rowCount } = await cutter.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
      );
      return rowCount ?? 0;
    },
    close: async () => {
      feed.close();
      http.closeAllConnections();
      http.close();
      await cutter.end();
      await close();
    },
  };
}
