import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { loadSeeds } from "../src/data/load-seeds.ts";
import { readSeeds } from "../src/data/read-seeds.ts";
import { type Database, openDatabase } from "../src/db/open.ts";
import { readConfig } from "../src/env.ts";
import { packageRoot } from "../src/package-root.ts";

/** A database of a test's own, like the template at first. */
export interface TestDatabase extends Database {
  readonly url: string;
  /** Runs `action` and collects the SQL that goes through the read pool meanwhile. */
  readStatements<T>(action: () => Promise<T>): Promise<{ result: T; statements: string[] }>;
  /** The same of the pool that looks for tokens. */
  authStatements<T>(action: () => Promise<T>): Promise<{ result: T; statements: string[] }>;
  /** Also drops it. */
  close(): Promise<void>;
}

/**
 * Makes a copy of the template and opens it: with what the page of 2016 said, or with the seeds that come with
 * criugraph, which a program that starts on it finds loaded.
 *
 * @example
 * const database = await openTestDatabase();
 * afterAll(() => database.close());
 *
 * const { result, statements } = await database.readStatements(() => ask("{ integrations { totalCount } }"));
 * expect(statements).toHaveLength(1);
 */
export async function openTestDatabase(holds: "page" | "seeds" = "page"): Promise<TestDatabase> {
  const server = inject("serverUrl");
  const name = `${inject("template")}_${randomBytes(6).toString("hex")}`;
  const template = holds === "page" ? inject("template") : await findSeededTemplate(server);
  await runOn(server, `create database ${name} template ${template}`);
  const url = withDatabase(server, name);
  const database = await openDatabase(readConfig({ DATABASE_URL: url }));
  const collect = (pool: pg.Pool): TestDatabase["readStatements"] => {
    const statements = recordStatements(pool);
    return async (action) => {
      const before = statements.length;
      const result = await action();
      return { result, statements: statements.slice(before) };
    };
  };
  return {
    ...database,
    url,
    readStatements: collect(database.readPool),
    authStatements: collect(database.authPool),
    close: async () => {
      await database.close();
      await runOn(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** The template that holds the seeds, which the first test file to ask for it makes while others wait. */
async function findSeededTemplate(server: string): Promise<string> {
  const template = `${inject("template")}_seeds`;
  const holder = new pg.Client({ connectionString: server });
  await holder.connect();
  try {
    await holder.query("select pg_advisory_lock(hashtext($1))", [template]);
    const { rows } = await holder.query("select from pg_database where datname = $1", [template]);
    if (rows.length > 0) return template;
    const unfinished = `${template}_unfinished`;
    await holder.query(`drop database if exists ${unfinished}`);
    await holder.query(`create database ${unfinished} template ${inject("emptyTemplate")}`);
    const database = await openDatabase(readConfig({ DATABASE_URL: withDatabase(server, unfinished) }));
    await loadSeeds(database.write, await readSeeds(join(packageRoot, "seeds")), { actor: "test" });
    await database.close();
    await holder.query(`alter database ${unfinished} rename to ${template}`);
    return template;
  } finally {
    await holder.end();
  }
}

/** Collects what the sessions of `pool` are sent, but not what sets a session up. */
function recordStatements(pool: pg.Pool): string[] {
  const statements: string[] = [];
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [statement] = args as [string | { text: string }];
        statements.push(typeof statement === "string" ? statement : statement.text);
        return query(...args);
      },
    });
  });
  return statements;
}

/** Runs one statement on a session of its own. */
export async function runOn<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The URL of another database on the same server. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
