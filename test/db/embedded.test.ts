import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { type DataFolder, makeDataFolder, until } from "./data-folder.ts";
import { startProgram } from "./start-program.ts";

function newFolder({ onTestFinished }: TestContext): DataFolder {
  const folder = makeDataFolder();
  onTestFinished(() => folder.remove());
  return folder;
}

function startIn(folder: DataFolder) {
  return startProgram({ DATA_DIR: folder.path });
}

describe.concurrent("the embedded server", { timeout: 60_000 }, () => {
  it("is made at the first start, stops with the program, and has its data at the next start", async (context) => {
    const folder = newFolder(context);
    const first = await startIn(folder);
    expect(first.opened.applied).not.toEqual([]);
    expect(await first.ask()).toEqual([{ role: "criugraph_reader", nodes: 0 }]);
    await folder.run("create table kept as select 42 as answer");
    expect(folder.serverPid()).toBeDefined();
    expect(await first.close()).toBe(0);
    expect(folder.serverPid()).toBeUndefined();

    const second = await startIn(folder);
    expect(second.opened.applied).toEqual([]);
    expect(await folder.run("select answer from kept")).toEqual([{ answer: 42 }]);
    // Text has the same order and the same letters on every system, and what is written is kept.
    expect(
      await folder.run("select lower('Ä') as lower, 'B' < 'a' as order, current_setting('fsync') as fsync"),
    ).toEqual([{ lower: "ä", order: true, fsync: "on" }]);
    expect(await folder.run("select current_setting('listen_addresses') as addresses")).toEqual([
      { addresses: "" },
    ]);
    expect(await second.close()).toBe(0);
    expect(folder.names()).toEqual(["postgres", "postgres.log"]);
  });

  it("outlives a program that is killed, and the next start takes it over", async (context) => {
    const folder = newFolder(context);
    const killed = await startIn(folder);
    const server = folder.serverPid() as number;
    await killed.kill();
    expect(folder.serverPid()).toBe(server);

    const next = await startIn(folder);
    expect(folder.serverPid()).toBe(server);
    expect(await next.close()).toBe(0);
    expect(folder.serverPid()).toBeUndefined();
  });

  it("is made once by programs that start at once, and stopped by the last of them", async (context) => {
    const folder = newFolder(context);
    const programs = await Promise.all([startIn(folder), startIn(folder), startIn(folder)]);
    expect(folder.starts()).toBe(1);
    expect(programs.filter(({ opened }) => opened.applied.length > 0)).toHaveLength(1);
    const [a, b, c] = programs;
    await a?.close();
    expect(await b?.ask()).toEqual([{ role: "criugraph_reader", nodes: 0 }]);
    // Killed, it has no part in the server any more.
    await c?.kill();
    expect(await b?.close()).toBe(0);
    expect(folder.serverPid()).toBeUndefined();
    expect(folder.names()).toEqual(["postgres", "postgres.log"]);
  });

  it("is one server for programs that come while others go", async (context) => {
    const folder = newFolder(context);
    let program = await startIn(folder);
    for (let round = 0; round < 2; round++) {
      const [next] = await Promise.all([startIn(folder), program.close()]);
      expect(await next.ask()).toEqual([{ role: "criugraph_reader", nodes: 0 }]);
      program = next;
    }
    await program.close();
    expect(folder.serverPid()).toBeUndefined();
  });

  it("is started again when it dies under a running program", async (context) => {
    const folder = newFolder(context);
    const program = await startIn(folder);
    const server = folder.serverPid() as number;
    process.kill(server, "SIGKILL");
    await until(() => folder.serverPid() !== undefined && folder.serverPid() !== server);
    await until(async () => JSON.stringify(await program.ask()).includes("criugraph_reader"));
    expect(await program.close()).toBe(0);
    expect(folder.serverPid()).toBeUndefined();
  });

  it("is not confused by the file of a killed server whose number another process has now", async (context) => {
    const folder = newFolder(context);
    const program = await startIn(folder);
    const server = folder.serverPid() as number;
    await program.kill();
    process.kill(server, "SIGKILL");
    await until(() => folder.serverPid() === undefined);
    const file = join(folder.path, "postgres", "postmaster.pid");
    const { uid, gid } = statSync(file);
    const stranger = spawn("sleep", ["60"], { uid, gid });
    writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(stranger.pid)));

    const next = await startIn(folder);
    expect(await next.close()).toBe(0);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
  });

  it("is made although a program was killed while it made it", async (context) => {
    const folder = newFolder(context);
    chmodSync(folder.path, 0o755);
    mkdirSync(join(folder.path, "postgres.new-1", "base"), { recursive: true });
    writeFileSync(join(folder.path, "postgres.lock"), "of a program that was killed");
    const program = await startIn(folder);
    await program.close();
    expect(folder.names()).toEqual(["postgres", "postgres.log"]);
  });

  it("has its socket elsewhere where the path is too long for one", async (context) => {
    const folder = newFolder(context);
    chmodSync(folder.path, 0o755);
    const long = join(folder.path, "a".repeat(60), "b".repeat(60));
    const program = await startProgram({ DATA_DIR: long });
    expect(await program.ask()).toEqual([{ role: "criugraph_reader", nodes: 0 }]);
    const socketFolder = readFileSync(join(long, "postgres", "postmaster.pid"), "utf8").split(
      "\n",
    )[4] as string;
    expect(statSync(socketFolder).mode & 0o777).toBe(0o700);
    await program.close();
    expect(existsSync(socketFolder)).toBe(false);
  });
});
