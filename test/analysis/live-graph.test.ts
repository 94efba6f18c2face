import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LiveGraph } from "../../src/analysis/live-graph.ts";
import { weighAnalysis } from "../../src/analysis/weigh-analysis.ts";
import { writeAll } from "../domain/write-all.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";

const now = () => new Date("2026-11-23T12:00:00Z");

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function open(maxBytes?: number): Promise<LiveGraph> {
  const graph = new LiveGraph(database.readPool, { now, ...(maxBytes && { maxBytes }) });
  await graph.ready();
  return graph;
}

describe("other viewpoints", () => {
  it("are kept as long as all together weigh no more than they may, the last asked for longest", async () => {
    const spacious = await open();
    const weight = weighAnalysis(await spacious.loadAnalysis(spacious.viewpoint({ asOf: "2016-08-30" })));
    const graph = await open(Math.ceil(weight * 3.5));
    const days = Array.from({ length: 12 }, (_, index) => ({
      asOf: `2016-09-${String(index + 1).padStart(2, "0")}`,
    }));
    const ask = (asOf: object) => graph.loadAnalysis(graph.viewpoint(asOf));
    const asked: unknown[] = [];
    for (const day of days) {
      asked.push(await ask(day));
      expect(graph.keptBytes).toBeLessThanOrEqual(weight * 3.5);
    }
    const { statements } = await database.readStatements(async () => {
      expect(await Promise.all(days.slice(-3).map(ask))).toEqual(asked.slice(-3));
    });
    expect(statements).toEqual([]);
    expect(await ask(days[0] ?? {})).not.toBe(asked[0]);
  });

  it("are worked out once for all who ask at the same time, and every time where one alone weighs too much", async () => {
    const graph = await open(1);
    const viewpoint = graph.viewpoint({ asOf: "2016-10-01" });
    const [one, other] = await Promise.all([graph.loadAnalysis(viewpoint), graph.loadAnalysis(viewpoint)]);
    expect(one).toBe(other);
    expect(graph.keptBytes).toBe(0);
    expect(await graph.loadAnalysis(viewpoint)).not.toBe(one);
  });

  it("weigh little where they only assume something", async () => {
    const graph = await open();
    const facts = await graph.loadAnalysis(graph.viewpoint({ asOf: "2016-08-30" }));
    const assume = { complete: ["systemd"] };
    const assumed = await graph.loadAnalysis(graph.viewpoint({ asOf: "2016-08-30", assume }));
    expect(assumed.assumed).not.toBeNull();
    expect(weighAnalysis(assumed)).toBeLessThan(weighAnalysis(facts) / 4);
  });
});

describe("the default viewpoint", () => {
  it("takes in what was written without being loaded again, and the rest is loaded when it is asked for", async () => {
    const graph = await open();
    const today = () => graph.loadAnalysis(graph.viewpoint(null));
    const before = await today();
    const id = Number(
      (await database.readPool.query("select id from integrations where slug = 'systemd'")).rows[0].id,
    );
    expect(before.statusOf(id)).toBe("NOT_STARTED");
    await writeAll(database.write, {
      "status-report": [
        {
          integration: "systemd",
          date: "2016-08-30",
          status: "STALLED",
          key: "x",
          sources: ["file-72da5ae7-magic-magdir-linux"],
        },
      ],
    });
    const { result, statements } = await database.readStatements(async () => {
      await graph.refresh();
      return today();
    });
    expect(result.statusOf(id)).toBe("STALLED");
    const copied = statements.filter((statement) => /copy/i.test(String(statement)));
    expect(copied).toEqual([expect.stringContaining("status_reports")]);
    expect(await today()).toBe(result);
    expect(before.statusOf(id)).toBe("NOT_STARTED");
  });

  it("is kept however little other viewpoints may weigh", async () => {
    const graph = await open(1_000);
    const today = await graph.loadAnalysis(graph.viewpoint(null));
    for (const day of ["2016-01-01", "2017-01-01", "2018-01-01"]) {
      await graph.loadAnalysis(graph.viewpoint({ asOf: day }));
    }
    expect(await graph.loadAnalysis(graph.viewpoint({ asOf: "2026-11-23" }))).toBe(today);
  });

  it("is loaded anew where too much was written to follow", async () => {
    const graph = await open();
    await graph.loadAnalysis(graph.viewpoint(null));
    const features = Array.from({ length: 1_001 }, (_, index) => ({
      slug: `many-${index}`,
      name: `many ${index}`,
      kind: "RPC",
    }));
    await writeAll(database.write, { feature: features });
    await graph.refresh();
    const analysis = await graph.loadAnalysis(graph.viewpoint(null));
    expect(analysis.present.projection.features.size).toBeGreaterThan(1_000);
  });
});
