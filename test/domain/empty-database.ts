import type pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { makeScratchDatabase } from "../db/scratch-database.ts";

/** A database whose writes are watched. */
export interface EmptyDatabase extends Database {
  /** Runs `action` and counts the statements that go through the write pool meanwhile. */
  countWriteStatements(action: () => Promise<unknown>): Promise<number>;
}

/** A migrated database with nothing in it; closing it drops it. */
export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const scratch = await makeScratchDatabase(`template ${inject("emptyTemplate")}`);
  const database = await openDatabase(readConfig({ DATABASE_URL: scratch.url }));
  const close = async () => {
    await database.close();
    await scratch.drop();
  };
  const statements = watch(database.writePool);
  const countWriteStatements = async (action: () => Promise<unknown>) => {
    const before = statements.count;
    await action();
    return statements.count - before;
  };
  return { ...database, close, countWriteStatements };
}

function watch(pool: pg.Pool): { count: number } {
  const statements = { count: 0 };
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const counted = (...args: unknown[]) => {
      statements.count += 1;
      return query(...args);
    };
    Object.assign(client, { query: counted });
  });
  return statements;
}
