import { setTimeout as pause } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import type { PgAsyncDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { ClientConfig, Pool } from "pg";
import { relations } from "../../schema/relations.ts";
import type { Config } from "../env.ts";
import { type EmbeddedServer, openEmbedded } from "./embedded.ts";
import { migrateDatabase } from "./migrate.ts";
import { openReadPool, openWritePool } from "./pools.ts";

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
  readonly writePool: Pool;
  readonly readPool: Pool;
  /** The migrations that opening it applied. */
  readonly applied: readonly string[];
  /** What the person who runs criugraph should know, one sentence each. */
  readonly notices: readonly string[];
  /**
   * Ends all sessions, those at work when they are done or after five seconds, and the embedded server if no other
   * program uses it. Safe to call twice.
   */
  close(): Promise<void>;
}

/**
 * Opens the database of DATABASE_URL, or criugraph's own, and brings it up to this version.
 *
 * @throws ExpectedError with one sentence that says what failed and where; it shows no password.
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const server = config.databaseUrl ? undefined : await openEmbedded(config.dataDir);
  try {
    return await openPools(server?.connection ?? { connectionString: config.databaseUrl }, config, server);
  } catch (error) {
    await server?.close();
    throw error;
  }
}

async function openPools(
  connection: ClientConfig,
  config: DatabaseConfig,
  server: EmbeddedServer | undefined,
): Promise<Database> {
  const { applied, readerRoleSql } = await migrateDatabase(connection);
  const writePool = openWritePool({ connection, size: config.writePoolSize });
  const readPool = openReadPool({
    connection,
    size: config.readPoolSize,
    statementTimeout: config.statementTimeout,
    isReader: readerRoleSql === undefined,
  });
  let closed: Promise<void> | undefined;
  const close = async () => {
    const ended = Promise.all([readPool.end(), writePool.end()]);
    await Promise.race([ended, pause(patience, undefined, { ref: false })]);
    await server?.close();
  };
  return {
    write: drizzle({ client: writePool, relations }),
    read: drizzle({ client: readPool, relations }),
    writePool,
    readPool,
    applied,
    notices: [
      ...(server?.notices ?? []),
      ...(readerRoleSql === undefined
        ? []
        : [
            `Queries run with all rights of the database's user. An administrator can narrow them: ${readerRoleSql}`,
          ]),
    ],
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
