import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { type DataFolder, makeDataFolder, until } from "../db/data-folder.ts";
import { makeScratchDatabase, type Scratch } from "../db/scratch-database.ts";
import { type Ended, launchCriugraph, startServe } from "./criugraph.ts";

/** Runs a command until `isThere`, then asks it to stop; returns what it left, and how long that took it. */
async function stopWhen(
  isThere: () => boolean | Promise<boolean>,
  args: readonly string[],
  env: Record<string, string>,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<Ended & { milliseconds: number }> {
  const { child, ended } = launchCriugraph(args, { env });
  await until(isThere).finally(() => child.kill(signal));
  const asked = performance.now();
  return { ...(await ended), milliseconds: performance.now() - asked };
}

/** It takes some tenths of a second; a busy machine may need more. */
const soon = 5_000;
const serve = ["serve", "--port", "0"];
const nothing = { code: 0, stdout: "", stderr: "" };

describe("criugraph, asked to stop while it starts a database of its own,", { timeout: 60_000 }, () => {
  let folder: DataFolder;
  beforeEach(() => {
    folder = makeDataFolder();
  });
  afterEach(() => folder.remove());

  it("leaves no half of it, and starts the next time", async () => {
    const isBeingMade = () => folder.names().some((name) => name.startsWith("postgres.new-"));
    const { milliseconds, ...ended } = await stopWhen(isBeingMade, serve, { DATA_DIR: folder.path });
    expect(ended).toEqual(nothing);
    expect(milliseconds).toBeLessThan(soon);
    expect(folder.names()).toEqual([]);

    const serving = await startServe([], { env: { DATA_DIR: folder.path } });
    expect((await serving.stop()).code).toBe(0);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends its server, by %s", async (signal) => {
    const isRunning = () => folder.serverPid() !== undefined;
    const { milliseconds, ...ended } = await stopWhen(isRunning, serve, { DATA_DIR: folder.path }, signal);
    expect(ended).toEqual(nothing);
    expect(milliseconds).toBeLessThan(soon);
    expect(folder.serverPid()).toBeUndefined();
    expect(folder.names()).toEqual(["postgres", "postgres.log"]);
    expect(existsSync(join(folder.path, "postgres", "postmaster.pid"))).toBe(false);
  });
});

describe("criugraph, asked to stop while it waits for another session,", { timeout: 60_000 }, () => {
  let database: Scratch;
  let other: pg.Client;
  beforeEach(async () => {
    database = await makeScratchDatabase();
    other = new pg.Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await database.drop();
  });

  // Asked in a session of its own: in a transaction the first answer would be kept.
  const isWaiting = async () => {
    const rows = await database.run(
      "select 1 as one from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length === 1;
  };

  it.each([
    ["serve", serve, "SIGTERM", 0],
    ["migrate", ["migrate"], "SIGINT", 130],
    ["status", ["status"], "SIGTERM", 143],
  ] as const)("migrates nothing: %s", async (_name, args, signal, code) => {
    // The lock under which migrations run.
    await other.query("select pg_advisory_lock(1668442485, 2)");
    const env = { DATABASE_URL: database.url };
    const { milliseconds, ...ended } = await stopWhen(isWaiting, args, env, signal);
    expect(ended).toEqual({ ...nothing, code });
    expect(milliseconds).toBeLessThan(soon);
    await other.query("select pg_advisory_unlock(1668442485, 2)");
    expect(await database.run("select from pg_tables where tablename = 'integrations'")).toEqual([]);
  });

  it.each([
    ["serve", serve, "SIGINT", 0],
    ["seed", ["seed"], "SIGTERM", 143],
    ["status", ["status"], "SIGINT", 130],
  ] as const)("loads nothing: %s", async (_name, args, signal, code) => {
    const env = { DATABASE_URL: database.url };
    await openDatabase(readConfig(env)).then((migrated) => migrated.close());
    await other.query("begin; lock table integrations in share mode");
    const { milliseconds, ...ended } = await stopWhen(isWaiting, args, env, signal);
    expect(ended).toEqual({ ...nothing, code });
    expect(milliseconds).toBeLessThan(soon);
    await other.query("rollback");
    const counts =
      "(select count(*) from sources)::int as sources, (select count(*) from changes)::int as changes";
    expect(await database.run(`select ${counts}`)).toEqual([{ sources: 0, changes: 0 }]);
  });

  it("answers no question", async () => {
    const env = { DATABASE_URL: database.url };
    expect((await launchCriugraph(["seed"], { env }).ended).code).toBe(0);
    await other.query("begin; lock table integrations in access exclusive mode");
    const { milliseconds, ...ended } = await stopWhen(isWaiting, ["status"], env, "SIGINT");
    expect(ended).toEqual({ ...nothing, code: 130 });
    expect(milliseconds).toBeLessThan(soon);
  });
});
