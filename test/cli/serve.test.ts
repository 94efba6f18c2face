import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type DataFolder, makeDataFolder, until } from "../db/data-folder.ts";
import { openTestDatabase, runOn, type TestDatabase } from "../postgres.ts";
import { program, runCriugraph, type Serving, startServe } from "./criugraph.ts";

const question = '{ feature(slug: "restore-sibling") { name } }';
const answer = { data: { feature: { name: "--restore-sibling" } } };

let serving: Serving | undefined;
afterEach(async () => {
  if (serving && serving.child.exitCode === null) await serving.stop("SIGKILL");
});

describe("criugraph serve on a database of its own", () => {
  let folder: DataFolder;
  beforeAll(() => {
    folder = makeDataFolder();
  });
  afterAll(() => folder.remove());

  let secret: string;
  it("has a token made where there is nothing yet", async () => {
    const { code, stdout, stderr } = await runCriugraph(["token", "create", "ada", "--scope", "admin"], {
      env: { DATA_DIR: folder.path },
    });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^The token "ada" has the scope admin and /)]);
    expect(stdout).toMatch(/^cg_\w{49}\n$/);
    secret = stdout.trim();
    expect(folder.serverPid()).toBeUndefined();
  });

  it("starts where there is no graph yet, prints where it serves and the headline answer, and stops its database with itself", async () => {
    serving = await startServe([], { env: { DATA_DIR: folder.path } });
    expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(serving.greeting).toContain(`GraphQL     ${serving.url}/graphql\n`);
    expect(serving.greeting).toMatch(/\n--restore-sibling\t\d+\t.*shell.*systemd.*\n/);
    expect(await serving.ask(question)).toMatchObject(answer);
    expect(await serving.ask("{ viewer { name } }", secret)).toEqual({
      data: { viewer: { name: "ada" } },
      extensions: expect.anything(),
    });
    expect(folder.serverPid()).toBeDefined();

    const health = await runCriugraph(["health", "--port", new URL(serving.url).port]);
    expect(health).toEqual({ code: 0, stdout: "ok\n", stderr: "" });

    const { code, stderr } = await serving.stop();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The seeds are loaded, as revision 1\.\n/);
    expect(folder.serverPid()).toBeUndefined();
  });

  it("starts again with what it has, and shares it with the commands run meanwhile", async () => {
    serving = await startServe([], { env: { DATA_DIR: folder.path } });
    const status = await runCriugraph(["status"], { env: { DATA_DIR: folder.path } });
    expect([status.code, status.stdout]).toEqual([0, expect.stringMatching(/^systemd\tNOT_STARTED\t/m)]);
    expect(await serving.ask(question)).toMatchObject(answer);
    const { code, stderr } = await serving.stop("SIGINT");
    expect([code, stderr]).toEqual([0, ""]);
    expect(folder.serverPid()).toBeUndefined();
  });

  it("ends in order when nobody reads what it prints", async () => {
    const child = spawn(process.execPath, [program, "serve", "--port", "0"], {
      env: { DATA_DIR: folder.path },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    expect(folder.serverPid()).toBeUndefined();
  });
});

describe("criugraph serve, asked to stop,", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("seeds");
  });
  afterAll(() => database.close());

  it("lets a request that is under way finish, and takes no other", async () => {
    serving = await startServe([], { env: { DATABASE_URL: database.url } });
    const { port } = new URL(serving.url);
    const locker = new pg.Client({ connectionString: database.url });
    await locker.connect();
    await locker.query("begin; lock table features in access exclusive mode");
    const underWay = serving.ask(question);
    // Asked in a session of its own: in a transaction the first answer would be kept.
    const waiting =
      "select 1 as one from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await until(async () => (await runOn(database.url, waiting)).length === 1);

    const ended = serving.stop();
    await until(async () => {
      const socket = connect(Number(port), "127.0.0.1");
      const [refused] = await Promise.race([
        once(socket, "connect").then(() => [false]),
        once(socket, "error").then(() => [true]),
      ]).catch(() => [true]);
      socket.destroy();
      return refused === true;
    });
    await locker.query("rollback");
    await locker.end();
    expect(await underWay).toMatchObject(answer);
    expect((await ended).code).toBe(0);
  });

  it("does not wait for ever for a client that never finishes", async () => {
    serving = await startServe([], { env: { DATABASE_URL: database.url } });
    const socket = connect(Number(new URL(serving.url).port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(
      "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n",
    );
    // The server has taken the request when it asks for its body.
    await once(socket, "data");
    const asked = performance.now();
    expect((await serving.stop()).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    socket.destroy();
  });
});
