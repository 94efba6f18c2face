import { setTimeout as pause } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import type { PgAsyncDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { ClientConfig, Pool, PoolClient } from "pg";
import { relations } from "../../schema/relations.ts";
import type { Config } from "../env.ts";
import { never } from "../until-stopped.ts";
import { type EmbeddedServer, openEmbedded } from "./embedded.ts";
import { type Migrated, migrateDatabase } from "./migrate.ts";
import { openAuthPool, openReadPool, openWritePool } from "./pools.ts";

/** How long {@link Database.close} waits for what is at work. */
const patience = 5_000;

/** What queries and writes take: a pool and a transaction alike. */
export type Db = PgAsyncDatabase<PgQueryResultHKT, typeof relations>;

/** The settings that a database needs. */
export type DatabaseConfig = Pick<
  Config,
  "databaseUrl" | "dataDir" | "readPoolSize" | "writePoolSize" | "statementTimeout"
>;

/** A migrated database, ready for queries. */
export interface Database {
  /** Runs as the connecting user: for writes, and for what must see them at once. */
  readonly write: Db;
  /** Can only SELECT, and gives up on a statement after `statementTimeout`. */
  readonly read: Db;
  /** Sees tokens, which `read` cannot. */
  readonly auth: Db;
  readonly writePool: Pool;
  readonly readPool: Pool;
  readonly authPool: Pool;
  /** The migrations that opening it applied. */
  readonly applied: readonly string[];
  /** What the person who runs criugraph should know, one sentence each. */
  readonly notices: readonly string[];
  /** Ends all sessions at once, also those at work: what they have not committed is undone. It can only be closed then. */
  readonly cut: () => void;
  /**
   * Ends all sessions, those at work when they are done or after five seconds, and the embedded server if no other
   * program uses it. Safe to call twice.
   */
  close(): Promise<void>;
}

/**
 * Opens the database of DATABASE_URL, or criugraph's own, and brings it up to this version.
 *
 * @throws ExpectedError with one sentence that says what failed and where; it shows no password. The reason of `stop`,
 * where that was aborted: the database is as it was before then, and the embedded server is stopped again.
 */
export async function openDatabase(config: DatabaseConfig, stop = never): Promise<Database> {
  const server = config.databaseUrl ? undefined : await openEmbedded(config.dataDir, stop);
  try {
    const connection = server?.connection ?? { connectionString: config.databaseUrl };
    return openPools(connection, config, server, await migrateDatabase(connection, { stop }));
  } catch (error) {
    await server?.close();
    throw error;
  }
}

function openPools(
  connection: ClientConfig,
  config: DatabaseConfig,
  server: EmbeddedServer | undefined,
  { applied, readerRoleSql }: Migrated,
): Database {
  const writePool = openWritePool({ connection, size: config.writePoolSize });
  const readPool = openReadPool({
    connection,
    size: config.readPoolSize,
    statementTimeout: config.statementTimeout,
    isReader: readerRoleSql === undefined,
  });
  const authPool = openAuthPool(connection);
  const pools = [readPool, writePool, authPool];
  const sessions = new Set<PoolClient>();
  for (const pool of pools) {
    pool.on("connect", (session) => sessions.add(session));
    pool.on("remove", (session) => sessions.delete(session));
  }
  let ended: Promise<unknown> | undefined;
  const end = () => {
    ended ??= Promise.all(pools.map((pool) => pool.end()));
    return ended;
  };
  let closed: Promise<void> | undefined;
  const close = async () => {
    await Promise.race([end(), pause(patience, undefined, { ref: false })]);
    await server?.close();
  };
  return {
    write: drizzle({ client: writePool, relations }),
    read: drizzle({ client: readPool, relations }),
    auth: drizzle({ client: authPool, relations }),
    writePool,
    readPool,
    authPool,
    applied,
    notices: [
      ...(server?.notices ?? []),
      ...(readerRoleSql === undefined
        ? []
        : [
            `Queries run with all rights of the database's user. An administrator can narrow them: ${readerRoleSql}`,
          ]),
    ],
    cut: () => {
      end();
      for (const session of sessions) session.end();
    },
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
