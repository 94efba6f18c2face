import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { integrations } from "../../schema/tables/integration.ts";
import { openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { ExpectedError } from "../../src/expected-error.ts";
import { openTestDatabase, type TestDatabase, withDatabase } from "../postgres.ts";
import { until } from "./data-folder.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe("an open database", () => {
  it("answers through drizzle and counts its statements", async () => {
    const { result, statements } = await database.readStatements(async () => [
      await database.read.query.integrations.findMany({ with: { blockers: true } }),
      await database.read.$count(integrations),
    ]);
    expect(result).toHaveLength(2);
    expect(statements).toHaveLength(2);
  });

  it("shows a write to the next read", async () => {
    const revision = "select revision::int as revision from graph_revision";
    await database.write.execute(sql`update graph_revision set revision = revision + 1`);
    const { rows } = await database.readPool.query(revision);
    expect((await database.writePool.query(revision)).rows).toEqual(rows);
  });

  it.each(["readPool", "writePool"] as const)("compiles no statement: %s", async (pool) => {
    // A server built with LLVM would take seconds for what is read in milliseconds; one without it says "on" as well.
    expect((await database[pool].query("show jit")).rows).toEqual([{ jit: "off" }]);
  });

  it("gives up on a statement that takes too long", async () => {
    const impatient = await openDatabase(
      readConfig({ DATABASE_URL: database.url, STATEMENT_TIMEOUT: "100" }),
    );
    await expect(impatient.readPool.query("select pg_sleep(10)")).rejects.toMatchObject({ code: "57014" });
    await impatient.close();
    await impatient.close();
  });

  it("survives that the server ends its sessions, idle or at work", async () => {
    const lent = await database.readPool.connect();
    await Promise.all([database.readPool.query("select 1"), database.writePool.query("select 1")]);
    await database.writePool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await expect(lent.query("select 1")).rejects.toThrow();
    lent.release(true);
    // A session can be lent out in the moment before it is known to have ended.
    await until(() =>
      database.readPool.query("select 1").then(
        () => true,
        () => false,
      ),
    );
  });
});

describe("a database that cannot be opened", () => {
  async function failure(url: string): Promise<string> {
    const error: unknown = await openDatabase(readConfig({ DATABASE_URL: url })).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ExpectedError);
    const { message } = error as ExpectedError;
    expect(message).not.toContain("secret");
    expect(message.split("\n")).toHaveLength(1);
    return message;
  }

  it("is not there", async () => {
    expect(await failure(withDatabase(database.url, "nowhere"))).toMatch(
      /^There is no database "nowhere" on the PostgreSQL server at .+: create it/,
    );
  });

  it("has no such user", async () => {
    const url = new URL(database.url);
    url.username = "stranger";
    url.password = "secret";
    expect(await failure(url.href)).toMatch(/^The PostgreSQL server at .+ does not .*"stranger"/);
  });

  it.each([
    [
      "postgres://me:secret@127.0.0.1:1/graph",
      'No connection to database "graph" at 127.0.0.1:1: connection refused. Start that server, or correct DATABASE_URL.',
    ],
    [
      "postgres://me:secret@localhost:1/graph",
      'No connection to database "graph" at localhost:1: connection refused. Start that server, or correct DATABASE_URL.',
    ],
    [
      "postgres://me:secret@nowhere.invalid/graph",
      'No connection to database "graph" at nowhere.invalid:5432: the host name is not known. Correct DATABASE_URL.',
    ],
    [
      "postgres://me:secret@/graph?host=/nowhere",
      'No connection to database "graph" at /nowhere: no socket there. Start that server, or correct DATABASE_URL.',
    ],
  ])("is at %s", async (url, sentence) => {
    expect(await failure(url)).toBe(sentence);
  });
});
