import { afterAll, beforeAll, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const sources = ["announcement"];
  await writeAll(server.database.write, {
    source: [
      {
        slug: "announcement",
        kind: "MAIL",
        title: "An announcement",
        url: "https://example.org/announcement",
        publishedOn: "2026-11-20",
      },
    ],
    "status-report": [{ integration: "systemd", date: "2026-11-24", status: "READY", sources }],
    "blocker-report": [{ blocker: "systemd-adoption", date: "2026-11-24", state: "RESOLVED", sources }],
    adoption: [
      { integration: "shell", feature: "restore-sibling", from: "2026-11-20", to: "2026-11-24", sources },
    ],
  });
});
afterAll(() => server.close());

it("comes without a write: what begins on the new day holds, and what ends on it does not", async () => {
  const document = `{
    integration(slug: "systemd") { status readiness { verdict } }
    feature(slug: "restore-sibling") { blockedIntegrations { nodes { slug } } }
    graphRevision
  }`;
  server.now = new Date("2026-11-23T23:59:59.999Z");
  const before = await server.ask(document);
  expect(before).toMatchObject({
    integration: { status: "NOT_STARTED", readiness: { verdict: "BLOCKED" } },
    feature: { blockedIntegrations: { nodes: [{ slug: "systemd" }] } },
  });
  server.now = new Date("2026-11-24T00:00:00.000Z");
  expect(await server.ask(document)).toEqual({
    integration: { status: "READY", readiness: { verdict: "READY" } },
    feature: { blockedIntegrations: { nodes: [{ slug: "shell" }] } },
    graphRevision: before.graphRevision,
  });
});
