import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrateDatabase } from "../../src/db/migrate.ts";
import { packageRoot } from "../../src/package-root.ts";
import { makeScratchDatabase, type Scratch } from "./scratch-database.ts";

const migrations = join(packageRoot, "schema", "migrations");
const names = readdirSync(migrations).sort();
const [oldest = "", ...newer] = names;

let database: Scratch;
let folder: string;
beforeEach(async () => {
  database = await makeScratchDatabase();
  folder = mkdtempSync(join(tmpdir(), "criugraph-migrations-"));
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function migrate(from?: string) {
  return migrateDatabase({ connectionString: database.url }, { folder: from });
}

/** What another version of criugraph brings. */
function writeMigration(name: string, statements: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "migration.sql"), statements);
}

describe("migrateDatabase", () => {
  it("applies all migrations to an empty database, and then none", async () => {
    expect(await migrate()).toEqual({ applied: names });
    expect(await migrate()).toEqual({ applied: [] });
  });

  it("applies what an older version did not have", async () => {
    cpSync(join(migrations, oldest), join(folder, oldest), { recursive: true });
    expect(await migrate(folder)).toEqual({ applied: [oldest] });
    expect(await migrate()).toEqual({ applied: newer });
  });

  it("lets one of several programs that start at once do it", async () => {
    const all = await Promise.all([migrate(), migrate(), migrate()]);
    expect(all.map(({ applied }) => applied.length).sort()).toEqual([0, 0, names.length]);
  });

  it("refuses a database of a newer version, and names both", async () => {
    writeMigration("29990101000000_future", "create table future ()");
    writeMigration("29990202000000_farther", "create table farther ()");
    await migrate(folder);
    await expect(migrate()).rejects.toThrow(
      new RegExp(
        `"${database.name}" at .* was migrated by a newer criugraph: its newest migration is 29990202000000_farther, the newest that this one knows is ${names.at(-1)}\\.`,
      ),
    );
    expect(await database.run("select from pg_class where relname = 'integrations'")).toEqual([]);
  });

  it("leaves everything as it was when a migration fails, and says why", async () => {
    writeMigration("20000101000000_good", "create table good ()");
    writeMigration("20000102000000_bad", "create table bad (x nonsense)");
    await expect(migrate(folder)).rejects.toThrow(
      /could not be migrated, and stays as it was: type "nonsense" does not exist/,
    );
    expect(await database.run("select from pg_class where relname = 'good'")).toEqual([]);
  });

  it("refuses a server that is too old", async () => {
    // The server's own answer, as an old one would give it.
    await database.run("create schema old");
    await database.run(`create function old.current_setting(text) returns text language sql
      return case when $1 = 'server_version_num' then '140010' when $1 = 'server_version' then '14.10' else 'UTF8' end`);
    await database.run(`alter database ${database.name} set search_path = old, pg_catalog, public`);
    await expect(migrate()).rejects.toThrow(/is on PostgreSQL 14\.10; criugraph needs 15 or later/);
  });

  it("refuses an encoding that cannot hold every name", async () => {
    const latin = await makeScratchDatabase(
      "template template0 encoding 'LATIN1' locale_provider libc locale 'C'",
    );
    await expect(migrateDatabase({ connectionString: latin.url })).rejects.toThrow(
      "is encoded in LATIN1; criugraph needs UTF8",
    );
    await latin.drop();
  });

  it("says that criugraph is not whole where there are no migrations", async () => {
    await expect(migrate(folder)).rejects.toThrow(`No migrations in ${folder}`);
  });
});
