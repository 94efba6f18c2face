import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operation, pageOf2016 } from "../../src/graphql/operations.ts";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const ask = async (at: object) => (await server.ask(operation("Coverage"), { at })).coverage;

describe("coverage", () => {
  it("counts what the page says on its own day; releases are CRIU's record whoever counts", async () => {
    expect(await ask(pageOf2016)).toEqual({
      factCount: 32,
      recentShare: 29 / 32,
      unverifiedCount: 29,
      undatedCount: 0,
      integrationCount: 12,
      unexplainedCount: 5,
      facts: [
        { kind: "ADOPTION", count: 1, recentShare: 1, unverifiedCount: 1 },
        { kind: "BLOCKER", count: 4, recentShare: 1, unverifiedCount: 4 },
        { kind: "CAPABILITY_REPORT", count: 3, recentShare: 1, unverifiedCount: 3 },
        { kind: "CONTRIBUTION", count: 4, recentShare: 1, unverifiedCount: 4 },
        { kind: "FEATURE_RELEASE", count: 3, recentShare: 0, unverifiedCount: 0 },
        { kind: "REMEDY", count: 5, recentShare: 1, unverifiedCount: 5 },
        { kind: "STATUS_REPORT", count: 12, recentShare: 1, unverifiedCount: 12 },
      ],
    });
  });

  it("counts what nobody had told by a day, and no sources of the last year ten years on", async () => {
    const before = await ask({ asOf: "2016-08-29" });
    expect(before).toMatchObject({ integrationCount: 0, unexplainedCount: 0 });
    // Blockers, remedies and contributions of the page have no day of their own.
    expect(before.undatedCount).toBe(13);
    expect(await ask({ asOf: "2026-08-30" })).toMatchObject({ recentShare: 0, undatedCount: 0 });
    expect(await ask({ asOf: "2000-01-01" })).toMatchObject({ factCount: 0, recentShare: null, facts: [] });
  });

  it("goes by the best of a fact's sources, and follows what is assumed in its verdicts alone", async () => {
    expect(await ask({ asOf: "2016-08-30" })).toMatchObject({ unverifiedCount: 28 });
    const assume = { complete: ["docker"] };
    const assumed = await ask({ ...pageOf2016, assume });
    expect(assumed).toMatchObject({ factCount: 32, integrationCount: 12, unexplainedCount: 4 });
    await writeAll(server.database.write, {
      "blocker-review": [{ integration: "docker", date: "2016-08-30", sources: [pageOf2016.sources[0]] }],
    });
    await server.graph.refresh();
    expect(await ask(pageOf2016)).toMatchObject({ factCount: 33, unexplainedCount: 4 });
  });
});
