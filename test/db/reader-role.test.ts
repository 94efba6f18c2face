import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { makeOwnerOf, makeScratchDatabase, type Scratch } from "./scratch-database.ts";

let database: Scratch;
let owner: Scratch;
let opened: Database | undefined;
beforeEach(async () => {
  database = await makeScratchDatabase();
  owner = await makeOwnerOf(database);
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
  await owner.drop();
});

async function open(url: string): Promise<Database> {
  opened = await openDatabase(readConfig({ DATABASE_URL: url }));
  return opened;
}

describe("the reader role", () => {
  it("reads every table of the graph and writes none, not even in a transaction that asks for it", async () => {
    const { readPool, writePool } = await open(database.url);
    await writePool.query("create table later (word text)");
    await expect(
      readPool.query("select current_user as role from later right join integrations on true"),
    ).resolves.toMatchObject({ rows: [] });
    await expect(readPool.query("select current_user as role")).resolves.toMatchObject({
      rows: [{ role: "criugraph_reader" }],
    });
    await expect(readPool.query("insert into later values ('no')")).rejects.toMatchObject({ code: "25006" });
    await expect(readPool.query("begin read write; insert into later values ('no')")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(readPool.query("begin read write; create table no ()")).rejects.toMatchObject({
      code: "42501",
    });
  });

  it.each(["tokens", "webhooks", "idempotency_keys"])(
    "does not see %s, whatever was granted before",
    async (table) => {
      await open(database.url);
      const refused = { code: "42501", message: `permission denied for table ${table}` };
      await expect(opened?.readPool.query(`select from ${table}`)).rejects.toMatchObject(refused);
      await opened?.writePool.query(`grant all on ${table} to criugraph_reader, public`);
      await opened?.close();
      const { readPool, authPool } = await open(database.url);
      await expect(readPool.query(`select from ${table}`)).rejects.toMatchObject(refused);
      expect((await authPool.query(`select from ${table}`)).rows).toEqual([]);
    },
  );

  it("sees the tables of a user who has a schema of its own", async () => {
    await database.run(`create schema authorization ${owner.name}`);
    await database.run(`grant criugraph_reader to ${owner.name}`);
    const { readPool, notices } = await open(owner.url);
    expect(notices).toEqual([]);
    await expect(readPool.query("select from integrations")).resolves.toMatchObject({ rowCount: 0 });
    expect(await owner.run("select schemaname from pg_tables where tablename = 'integrations'")).toEqual([
      { schemaname: owner.name },
    ]);
  });

  it("is not needed: a user who may not have it reads read-only, with advice for an administrator", async () => {
    const { readPool, notices, close } = await open(owner.url);
    await expect(readPool.query("select current_user as role")).resolves.toMatchObject({
      rows: [{ role: owner.name }],
    });
    await expect(readPool.query("delete from integrations")).rejects.toMatchObject({ code: "25006" });
    const [notice = ""] = notices;
    expect(notice).toMatch(`GRANT criugraph_reader TO ${owner.name};`);
    await close();

    await database.run(notice.slice(notice.indexOf("GRANT")));
    const again = await open(owner.url);
    expect(again.notices).toEqual([]);
    await expect(
      again.readPool.query("select current_user as role from graph_revision"),
    ).resolves.toMatchObject({
      rows: [{ role: "criugraph_reader" }],
    });
  });
});
