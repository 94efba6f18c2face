import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Listener, listen } from "../../src/listen.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
let listener: Listener;
beforeAll(async () => {
  server = await openTestServer();
  listener = await listen({ host: "127.0.0.1", port: 0 });
  listener.serve(server.server);
});
afterAll(async () => {
  await listener.close();
  await server.close();
});

describe("the audits of GraphQL over HTTP", () => {
  const overHttp = serverAudits({ url: () => `${listener.url}/graphql` });
  const inProcess = serverAudits({
    url: "http://localhost/graphql",
    fetchFn: (...request: Parameters<TestServer["server"]["fetch"]>) => server.server.fetch(...request),
  });

  it("are 61", () => {
    expect([overHttp.length, inProcess.length]).toEqual([61, 61]);
  });

  it.each(overHttp.map((audit) => [audit.name, audit] as const))("over HTTP: %s", async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: "ok" });
  });

  it.each(inProcess.map((audit) => [audit.name, audit] as const))("in process: %s", async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: "ok" });
  });
});

describe("the listener", () => {
  it("leads from its root to the playground", async () => {
    const response = await fetch(listener.url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/graphql"]);
  });

  it("says that it lives", async () => {
    expect((await fetch(`${listener.url}/live`)).status).toBe(200);
  });

  it("knows no other path", async () => {
    expect((await fetch(`${listener.url}/else`)).status).toBe(404);
  });
});

describe("other ways to ask", () => {
  const send = (init: RequestInit, query = "") => fetch(`${listener.url}/graphql${query}`, init);
  const document = "{ integrations { totalCount } }";

  it("takes a query by GET, but no mutation", async () => {
    const answer = await send(
      { headers: { accept: "application/json" } },
      `?query=${encodeURIComponent(document)}`,
    );
    expect(await answer.json()).toMatchObject({ data: { integrations: { totalCount: 12 } } });
    const refused = await send({ headers: { accept: "application/json" } }, "?query=mutation{x}");
    expect(refused.status).toBe(405);
  });

  it("takes no batch", async () => {
    const body = JSON.stringify([{ query: document }, { query: document }]);
    const response = await send({ method: "POST", headers: { "content-type": "application/json" }, body });
    expect(response.status).toBe(400);
  });

  it("lets pages of other sites ask, without anybody's cookies", async () => {
    const response = await send({
      method: "OPTIONS",
      headers: {
        origin: "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect(response.headers.get("access-control-allow-origin")).toMatch(/^(\*|https:\/\/example\.org)$/);
    expect(response.headers.get("access-control-allow-credentials")).not.toBe("true");
  });
});
