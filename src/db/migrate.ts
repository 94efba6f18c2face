import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { ExpectedError } from "../expected-error.ts";
import { packageRoot } from "../package-root.ts";
import { never, untilStopped } from "../until-stopped.ts";
import {
  type Destination,
  destinationOf,
  explainConnectError,
  explainMigrationError,
} from "./database-error.ts";
import { ensureReaderRole } from "./reader-role.ts";

/** What {@link migrateDatabase} did. */
export interface Migrated {
  /** The names of the migrations it applied, oldest first. */
  readonly applied: readonly string[];
  /** Absent: queries can run as the reader role. Else the SQL an administrator should run so that they can. */
  readonly readerRoleSql?: string;
}

const defaultFolder = join(packageRoot, "schema", "migrations");

// "criu", and a number of our own; a program that waits longer than this says so.
const lockKey = "1668442485, 2";
const longestWait = "60s";

/**
 * Brings the database that `config` leads to up to this version: applies the migrations of `folder` that it does
 * not have, all or none, one program at a time, and lets the reader role read every table. Three statements
 * when nothing is to do.
 *
 * @throws ExpectedError where the database cannot be reached or migrated, is older than PostgreSQL 15, or was
 * migrated by a newer criugraph. The reason of `stop`, where that is aborted: none is applied then.
 */
export async function migrateDatabase(
  config: pg.ClientConfig,
  { folder = defaultFolder, stop = never } = {},
): Promise<Migrated> {
  const destination = destinationOf(config);
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  return untilStopped(
    stop,
    () => client.end(),
    async () => {
      await client.connect().catch((error: unknown) => {
        throw explainConnectError(error, destination);
      });
      try {
        return await migrateOver(client, folder, destination);
      } catch (error) {
        throw explainMigrationError(error, destination);
      } finally {
        await client.end().catch(() => {});
      }
    },
  );
}

async function migrateOver(client: pg.Client, folder: string, destination: Destination): Promise<Migrated> {
  const place = `database "${destination.database}" at ${destination.server}`;
  const known = migrationsIn(folder);
  await refuseUnfitServer(client, place);
  let missing = await findMissing(client, known, place);
  if (missing.length > 0) {
    await client.query(`set statement_timeout = 0; set lock_timeout = '${longestWait}'`);
    await client.query(`select pg_advisory_lock(${lockKey})`);
    missing = await findMissing(client, known, place);
  }
  if (missing.length > 0) {
    await migrate(drizzle({ client }), { migrationsFolder: folder });
  }
  const readerRoleSql = await ensureReaderRole(client);
  return { applied: missing, ...(readerRoleSql && { readerRoleSql }) };
}

/** The names of the migrations in `folder`, oldest first: they begin with a time. */
function migrationsIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const migrations = names.filter((name) => existsSync(join(folder, name, "migration.sql"))).sort();
  if (migrations.length === 0)
    throw new ExpectedError(`No migrations in ${folder}: criugraph is not installed whole.`);
  return migrations;
}

async function refuseUnfitServer(client: pg.ClientBase, place: string): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string }>(`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding`);
  const [server] = rows;
  if (server && server.number < 150_000) {
    throw new ExpectedError(`The ${place} is on PostgreSQL ${server.version}; criugraph needs 15 or later.`);
  }
  if (server && server.encoding !== "UTF8") {
    throw new ExpectedError(`The ${place} is encoded in ${server.encoding}; criugraph needs UTF8.`);
  }
}

/** What of `known` the database does not have. */
async function findMissing(
  client: pg.ClientBase,
  known: readonly string[],
  place: string,
): Promise<string[]> {
  const names = "select name from drizzle.__drizzle_migrations";
  const { rows } = await client.query<{ name: string }>(names).catch((error: pg.DatabaseError) => {
    // Neither the schema nor the table: a database that was never migrated.
    if (error.code === "42P01" || error.code === "3F000") return { rows: [] };
    throw error;
  });
  const there = new Set(rows.map(({ name }) => name));
  const unknown = [...there].filter((name) => !known.includes(name)).sort();
  if (unknown.length > 0) {
    throw new ExpectedError(
      `The ${place} was migrated by a newer criugraph: its newest migration is ${unknown.at(-1)}, the newest that this one knows is ${known.at(-1)}. Update criugraph, or use another database.`,
    );
  }
  return known.filter((name) => !there.has(name));
}
