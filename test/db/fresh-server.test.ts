import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedServer, openEmbedded } from "../../src/db/embedded.ts";
import { migrateDatabase } from "../../src/db/migrate.ts";
import { type DataFolder, makeDataFolder } from "./data-folder.ts";

// What cannot be tried on the server that the tests share: it has the reader role, and trusts everybody.
let folder: DataFolder;
let server: EmbeddedServer;
beforeAll(async () => {
  folder = makeDataFolder();
  server = await openEmbedded(folder.path);
});
afterAll(async () => {
  await server.close();
  await folder.remove();
});

describe("a fresh server", () => {
  it("gets one reader role from programs that start at once on several of its databases", async () => {
    const names = ["one", "two", "three", "four"];
    for (const name of names) await folder.run(`create database ${name}`);
    const migrated = await Promise.all(
      names.map((database) => migrateDatabase({ ...server.connection, database })),
    );
    expect(migrated.map(({ readerRoleSql }) => readerRoleSql)).toEqual(names.map(() => undefined));
    for (const name of names) await folder.run(`drop database ${name}`);
  });

  it("gets the reader role also from a user who may make roles and no more", async () => {
    await folder.run("drop role criugraph_reader");
    await folder.run("create role maker login createrole");
    await folder.run("create database made owner maker");
    const { readerRoleSql } = await migrateDatabase({
      ...server.connection,
      user: "maker",
      database: "made",
    });
    expect(readerRoleSql).toBeUndefined();
  });

  it("refuses a wrong password, and one that is missing, without showing it", async () => {
    const rules = join(folder.path, "postgres", "pg_hba.conf");
    writeFileSync(rules, `local all guarded scram-sha-256\n${readFileSync(rules, "utf8")}`);
    await folder.run("select pg_reload_conf()");
    await folder.run("create role guarded login password 'right'");
    const connect = (password?: string) =>
      migrateDatabase({ ...server.connection, user: "guarded", password });
    await expect(connect("secret")).rejects.toThrow(
      `The PostgreSQL server at ${join(folder.path, "postgres")} does not accept the password of user "guarded": correct DATABASE_URL.`,
    );
    await expect(connect()).rejects.toThrow(/wants a password for user "guarded": put it in DATABASE_URL/);
  });

  it("says what a user needs who may not make tables", async () => {
    await folder.run("create role guest login");
    await expect(migrateDatabase({ ...server.connection, user: "guest" })).rejects.toThrow(
      /^User "guest" may not make criugraph's tables in database "criugraph" at .*permission denied.*: let it own the database/,
    );
  });
});
