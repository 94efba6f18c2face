import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { mutate } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const sources = [{ source: "mail-1" }];

/** Makes an integration with one report a year from 2000 on; one with a note says so. */
async function reported(slug: string, ...statuses: readonly string[]): Promise<void> {
  const reports = statuses.map((each, index) => {
    const [status, note] = each.split(": ");
    return { reportStatus: { integration: slug, date: `200${index}-01-01`, status, note, sources } };
  });
  const changes = [{ createIntegration: { slug, name: slug, kind: "TOOLING" } }, ...reports];
  expect(await mutate(server, "applyChanges", { changes }, "graphRevision")).toHaveProperty("graphRevision");
}

const report = (slug: string, year: number) => `${slug}/200${year}-01-01/mail-1`;

/** What a refusal says of the report that would be a step back. */
const refused = (slug: string, from: string, to: string) => ({
  __typename: "ValidationError",
  problems: [
    {
      path: [],
      message: `the status report "${slug}" would be a step back from ${from} to ${to} without a note that says why; give it one first`,
    },
  ],
});

describe("a step back without a note", () => {
  it("is refused where an earlier report is made or changed, which the later one then follows", async () => {
    await reported("kite", "NOT_STARTED", "STALLED");
    const back = refused(report("kite", 1), "READY", "STALLED");
    const earlier = { id: report("kite", 0), expectedVersion: 1, status: "READY" };
    expect(await mutate(server, "updateStatusReport", earlier)).toMatchObject(back);
    const between = { integration: "kite", date: "2000-06-01", status: "READY", sources };
    expect(await mutate(server, "reportStatus", between)).toMatchObject(back);
    const both = [
      { reportStatus: between },
      { updateIntegration: { id: "kite", expectedVersion: 1, name: "K" } },
    ];
    expect(await mutate(server, "applyChanges", { changes: both })).toMatchObject(back);
  });

  it("is refused where the report between is deleted, or moved to another integration", async () => {
    await reported("drum", "READY", "STALLED: Broken.", "NOT_STARTED");
    await reported("flute", "IN_PROGRESS");
    const back = refused(report("drum", 2), "READY", "NOT_STARTED");
    const between = report("drum", 1);
    expect(await mutate(server, "deleteStatusReport", { id: between })).toMatchObject(back);
    const move = { id: between, expectedVersion: 1, integration: "flute" };
    expect(await mutate(server, "updateStatusReport", move)).toMatchObject(back);
  });

  it("is refused where a revert brings it about", async () => {
    await reported("oboe", "READY");
    const { changes } = await mutate(
      server,
      "deleteStatusReport",
      { id: report("oboe", 0) },
      "changes { id }",
    );
    const later = { integration: "oboe", date: "2001-01-01", status: "STALLED", sources };
    expect(await mutate(server, "reportStatus", later)).toHaveProperty("changes");
    const back = refused(report("oboe", 1), "READY", "STALLED");
    expect(await mutate(server, "revertChange", { id: changes[0].id })).toMatchObject(back);
  });

  it("is refused where a source comes to count for more", async () => {
    const source = (slug: string, kind: string) => {
      const newSource = { slug, kind, title: slug, url: "https://example.org/x", publishedOn: "2000-01-01" };
      return [{ newSource }];
    };
    await reported("harp", "READY");
    const same = { integration: "harp", date: "2001-01-01" };
    const [page, issue] = [source("harp-page", "WIKI_REVISION"), source("harp-issue", "ISSUE")];
    await mutate(server, "reportStatus", { ...same, status: "READY", sources: issue });
    await mutate(server, "reportStatus", { ...same, status: "STALLED", sources: page });
    const back = refused("harp/2001-01-01/harp-page", "READY", "STALLED");
    const weightier = { id: "harp-page", expectedVersion: 1, kind: "COMMIT" };
    expect(await mutate(server, "updateSource", weightier)).toMatchObject(back);
    expect(
      await mutate(server, "updateSource", { ...weightier, kind: "DOCUMENT", title: "Page" }),
    ).toMatchObject({
      __typename: "SourcePayload",
    });
  });

  it("that was there before keeps nobody from writing, and a note lifts the refusal", async () => {
    await reported("lute", "READY", "STALLED: Broken.");
    await server.database.writePool.query("update facts set note = null where slug = $1", [
      report("lute", 1),
    ]);
    const more = { integration: "lute", date: "1999-01-01", status: "READY", sources };
    expect(await mutate(server, "reportStatus", more)).toHaveProperty("changes");
    await reported("horn", "NOT_STARTED", "STALLED");
    const noted = { id: report("horn", 1), expectedVersion: 1, note: "Nobody looked after it." };
    expect(await mutate(server, "updateStatusReport", noted)).toHaveProperty("changes");
    const earlier = { id: report("horn", 0), expectedVersion: 1, status: "READY" };
    expect(await mutate(server, "updateStatusReport", earlier)).toHaveProperty("changes");
  });
});
