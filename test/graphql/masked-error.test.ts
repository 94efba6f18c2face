import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Listener, listen } from "../../src/listen.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// What is the server's own fault is told to nobody but the log, where the request's id finds it.

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly requestId: string;
  readonly path: readonly (string | number)[];
  readonly err: { readonly message: string; readonly stack: string };
}

const lines: Line[] = [];
const log = pino(
  { level: "info" },
  new Writable({
    write: (line, _encoding, done) => {
      lines.push(JSON.parse(String(line)));
      done();
    },
  }),
);

let server: TestServer;
let listener: Listener;
beforeAll(async () => {
  server = await openTestServer({ log });
  listener = await listen({ host: "127.0.0.1", port: 0 });
  listener.serve(server.server);
  await server.ask("{ integrations { totalCount } }");
  await server.database.writePool.query("alter table status_reports rename to reports_of_status");
});
afterAll(async () => {
  await listener.close();
  await server.close();
});
beforeEach(() => {
  lines.length = 0;
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("an error of the server", () => {
  it.each([
    ["a statement", `{ integration(slug: "systemd") { statusHistory { totalCount } } }`, ["integration"]],
    [
      "an analysis",
      `{ feature(slug: "restore-sibling") { availability(at: { asOf: "2011-01-01" }) } }`,
      ["feature"],
    ],
    ["a chosen list", `{ rows: integrations(filter: { status: { eq: READY } }) { totalCount } }`, ["rows"]],
  ])("in %s is masked, and logged once under the id the client is given", async (_what, document, path) => {
    const { status, headers, data, errors } = await server.send(document);
    const requestId = headers.get("x-request-id");
    expect(requestId).toMatch(uuid);
    expect(status).toBe(200);
    expect(data === null || Object.values(data)[0] === null).toBe(true);
    expect(errors).toEqual([
      {
        message: "an error of the server; its request id finds it in the log",
        locations: expect.any(Array),
        path,
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
      },
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 50, requestId, path, msg: "INTERNAL_SERVER_ERROR" });
    expect(lines[0]?.err.stack).toContain("status_reports");
    expect(JSON.stringify({ data, errors })).not.toMatch(/status_reports|relation|select|node_modules|\.ts/);
  });

  it("in one field leaves the others", async () => {
    const { data, errors } = await server.send(
      `{ good: release(slug: "criu-1.4") { version } bad: integration(slug: "systemd") { status(at: { asOf: "2011-01-02" }) } worse: integration(slug: "shell") { statusHistory { totalCount } } }`,
    );
    expect(data).toEqual({ good: { version: "1.4" }, bad: null, worse: null });
    expect(errors?.map((error) => error.path?.[0]).sort()).toEqual(["bad", "worse"]);
    expect(new Set(lines.map((line) => line.requestId)).size).toBe(1);
    expect(lines).toHaveLength(2);
  });

  it("has the same id over HTTP, and another one the next time", async () => {
    const ask = async () => {
      const response = await fetch(`${listener.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: `{ integration(slug: "systemd") { statusHistory { totalCount } } }` }),
      });
      const { errors } = (await response.json()) as { errors: { extensions: { requestId: string } }[] };
      return [response.headers.get("x-request-id"), errors[0]?.extensions.requestId];
    };
    const [first, second] = [await ask(), await ask()];
    expect(first[0]).toMatch(uuid);
    expect(first[0]).toBe(first[1]);
    expect(second[0]).toBe(second[1]);
    expect(second[0]).not.toBe(first[0]);
    expect(lines.map((line) => line.requestId)).toEqual([first[0], second[0]]);
  });

  it("is not made of what the client got wrong, which is not logged", async () => {
    const { headers, errors } = await server.send(`{ node(id: "garbage") { id } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
    expect(headers.get("x-request-id")).toMatch(uuid);
    await server.send("{ price }");
    expect(lines).toEqual([]);
  });
});

describe("a database that is busy or gone", () => {
  it("is told by kind when a table is locked for too long", async () => {
    const client = await server.database.writePool.connect();
    try {
      await client.query("begin; lock table releases in access exclusive mode");
      const { headers, errors } = await server.send(`{ release(slug: "criu-1.4") { version } }`);
      expect(errors?.[0]).toMatchObject({
        message: "the database cannot be reached just now",
        extensions: { code: "SERVICE_UNAVAILABLE", requestId: headers.get("x-request-id") },
      });
      expect(lines).toMatchObject([
        { level: 40, requestId: headers.get("x-request-id"), err: { code: "55P03" } },
      ]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  it.each([
    [
      "gives a statement up",
      "pg_cancel_backend",
      "TIMEOUT",
      "the question took too long; ask for less at once",
    ],
    [
      "ends a session",
      "pg_terminate_backend",
      "SERVICE_UNAVAILABLE",
      "the database cannot be reached just now",
    ],
  ])("is told by kind when it %s, and the next question is answered", async (_what, end, code, message) => {
    const others = server.database.writePool;
    const client = await others.connect();
    try {
      await client.query("begin; lock table releases in access exclusive mode");
      const answer = server.send(`{ release(slug: "criu-1.4") { version } }`);
      const waiting = `select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;
      let pids: { pid: number }[] = [];
      while (pids.length === 0) ({ rows: pids } = await others.query<{ pid: number }>(waiting));
      await others.query(`select ${end}($1)`, [pids[0]?.pid]);
      const { errors } = await answer;
      expect(errors?.[0]).toMatchObject({
        message,
        extensions: { code, requestId: expect.stringMatching(uuid) },
      });
    } finally {
      await client.query("rollback");
      client.release();
    }
    expect(await server.ask(`{ release(slug: "criu-1.4") { version } }`)).toEqual({
      release: { version: "1.4" },
    });
  });
});

describe("a listener that nobody serves yet", () => {
  it("says so, and to come back", async () => {
    const starting = await listen({ host: "127.0.0.1", port: 0 });
    try {
      const response = await fetch(`${starting.url}/graphql?query={__typename}`);
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("1");
      expect(await response.json()).toEqual({
        errors: [{ message: "starting", extensions: { code: "SERVICE_UNAVAILABLE" } }],
      });
    } finally {
      await starting.close();
    }
  });
});
