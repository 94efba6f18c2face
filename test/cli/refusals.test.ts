import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/db/embedded.ts";
import { makeDataFolder } from "../db/data-folder.ts";
import { runCriugraph, sentenceOf } from "./criugraph.ts";

const isRoot = process.getuid?.() === 0;

let folder: string;
let absent: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "criugraph-test-"));
  absent = join(folder, "data");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commands = [["serve", "--port", "0"], ["status"], ["seed"], ["migrate"]];

describe.concurrent("criugraph says in one sentence, and changes nothing,", { timeout: 60_000 }, () => {
  it("that the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const ended = await runCriugraph(["serve"], { env: { PORT: String(port), DATA_DIR: absent } });
    expect(sentenceOf(ended)).toBe(
      `Another program listens on port ${port} of 127.0.0.1: stop it, or choose another with --port or PORT.`,
    );
    expect(existsSync(absent)).toBe(false);
    other.close();
  });

  it("that the address is not of this machine", async () => {
    const ended = await runCriugraph(["serve", "--port", "0", "--host", "192.0.2.1"], {
      env: { DATA_DIR: absent },
    });
    expect(sentenceOf(ended)).toBe(
      "192.0.2.1 is no address of this machine: choose one with --host or HOST.",
    );
  });

  it.each(commands)("%s: that the database is not reached", async (...args) => {
    const env = { DATABASE_URL: "postgres://me:secret@127.0.0.1:1/graph", DATA_DIR: absent };
    expect(sentenceOf(await runCriugraph(args, { env }))).toBe(
      'No connection to database "graph" at 127.0.0.1:1: connection refused. Start that server, or correct DATABASE_URL.',
    );
    expect(existsSync(absent)).toBe(false);
  });

  it("that the password is wrong", async () => {
    const data = makeDataFolder();
    const server = await openEmbedded(data.path);
    try {
      const rules = join(data.path, "postgres", "pg_hba.conf");
      writeFileSync(rules, `local all guarded scram-sha-256\n${readFileSync(rules, "utf8")}`);
      await data.run("select pg_reload_conf()");
      await data.run("create role guarded superuser login password 'right'");
      const url = `postgres://guarded@localhost/criugraph?host=${join(data.path, "postgres")}`;
      const as = (password: string) => ({ env: { DATABASE_URL: url, PGPASSWORD: password } });
      for (const args of commands) {
        const ended = await runCriugraph(args, as("wrong"));
        expect(sentenceOf(ended)).toBe(
          `The PostgreSQL server at ${join(data.path, "postgres")} does not accept the password of user "guarded": correct DATABASE_URL.`,
        );
      }
      expect(await data.run("select from pg_class where relname = 'integrations'")).toEqual([]);
      expect(await runCriugraph(["migrate"], as("right"))).toMatchObject({ code: 0 });
    } finally {
      await server.close();
      await data.remove();
    }
  });

  it.each(commands)("%s: that DATA_DIR cannot be a folder", async (...args) => {
    const file = join(folder, `file-${args[0]}`);
    writeFileSync(file, "kept");
    const ended = await runCriugraph(args, { env: { DATA_DIR: join(file, "data") } });
    expect(sentenceOf(ended)).toMatch(
      /^criugraph cannot keep its data in .*file-\w+\/data: a part of the path is a file\. .*DATA_DIR.*DATABASE_URL/,
    );
    expect(readFileSync(file, "utf8")).toBe("kept");
  });

  it.skipIf(isRoot)("that DATA_DIR may not be written", async () => {
    const closed = join(folder, "closed");
    mkdirSync(closed, { mode: 0o555 });
    const dataDir = join(closed, "data");
    expect(sentenceOf(await runCriugraph(["serve", "--port", "0"], { env: { DATA_DIR: dataDir } }))).toMatch(
      /^criugraph cannot keep its data in .*: permission denied\. .*DATA_DIR.*DATABASE_URL/,
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  it("that no server answers", async () => {
    expect(sentenceOf(await runCriugraph(["health", "--port", "1"]))).toMatch(
      /^The server at http:\/\/127\.0\.0\.1:1\/graphql does not answer: /,
    );
  });
});
