import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeToken } from "../../src/auth/token.ts";
import { run } from "../../src/cli/run.ts";
import { type Listener, listen } from "../../src/listen.ts";
import { giveToken } from "../auth/give-token.ts";
import { runInProcess } from "../cli/in-process.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
let listener: Listener;
let secret: string;
beforeAll(async () => {
  server = await openTestServer({ readAccess: "token", holds: "seeds" });
  listener = await listen({ host: "127.0.0.1", port: 0 });
  listener.serve(server.server);
  secret = await giveToken(server.database, { name: "reader", scope: "read" });
});
afterAll(async () => {
  await listener.close();
  await server.close();
});

const document = "{ integrations { totalCount } }";

describe("a server that is closed to those without a token", () => {
  it.each([
    ["a query", document],
    ["an introspection", "{ __schema { queryType { name } } }"],
    ["a subscription", "subscription { changes { slug } }"],
    ["nonsense", "{"],
  ])("refuses %s with a sentence and without a hint of an error", async (_what, query) => {
    const { status, headers, data, errors } = await server.send(query);
    expect([status, headers.get("www-authenticate"), data]).toEqual([
      401,
      'Bearer realm="criugraph"',
      undefined,
    ]);
    expect(errors).toEqual([
      {
        message: expect.stringMatching(
          /^this server answers only those who have a token: send `Authorization: /,
        ),
        extensions: { code: "UNAUTHENTICATED" },
      },
    ]);
  });

  it("answers who has one", async () => {
    const response = await fetch(`${listener.url}/graphql?query=${encodeURIComponent(document)}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(await response.json()).toMatchObject({
      data: { integrations: { totalCount: expect.any(Number) } },
    });
  });

  it("refuses other addresses too, and tells anybody that it lives and is ready", async () => {
    const statusOf = async (path: string) => (await fetch(`${listener.url}${path}`)).status;
    const closed = ["/graphql", "/else", "/feeds/changes.atom", "/feeds/integrations/nobody.atom"];
    expect(await Promise.all(closed.map(statusOf))).toEqual([401, 401, 401, 401]);
    expect(await Promise.all(["/live", "/ready"].map(statusOf))).toEqual([200, 200]);
    const health = await runInProcess(["health", "--port", new URL(listener.url).port], {});
    expect(health).toEqual({ code: 0, stdout: "ok\n", stderr: "" });
  });

  it("shows the page of the playground", async () => {
    const page = await fetch(`${listener.url}/graphql`, { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^text\/html/),
    ]);
  });

  it("starts with the headline answer, and says so where nobody could ask", async () => {
    expect(await greeting()).toEqual({ out: headline, err: "" });
    await revokeToken(server.database.auth, "reader");
    expect(await greeting()).toEqual({
      out: headline,
      err: "READ_ACCESS is token, and there is no token: make one with criugraph token create <name> --scope read.\n",
    });
  });

  it("answers the command line, which has the database itself", async () => {
    const env = { DATABASE_URL: server.database.url, READ_ACCESS: "token" };
    const { code, stdout } = await runInProcess(["status", "--json"], env);
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ coverage: expect.anything() })]);
  });
});

const headline = expect.stringMatching(/\n--restore-sibling\t2\tshell, systemd\n/);

/** What `serve` prints until it has greeted, which ends with a table. */
async function greeting(): Promise<{ out: string; err: string }> {
  const stop = new AbortController();
  const printed = { out: "", err: "" };
  const streamTo = (name: keyof typeof printed) =>
    Object.assign(new PassThrough(), { isTTY: false }).on("data", (text) => {
      printed[name] += text;
      if (/by all sources:\n.*\n$/s.test(printed.out)) stop.abort();
    }) as unknown as NodeJS.WriteStream;
  const terminal = { in: process.stdin, out: streamTo("out"), err: streamTo("err") };
  const env = { DATABASE_URL: server.database.url, READ_ACCESS: "token", PORT: "0", LOG_LEVEL: "silent" };
  await run(["serve"], { terminal, env, stop: stop.signal });
  return printed;
}
