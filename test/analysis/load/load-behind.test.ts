import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { analyse } from "../../../src/analysis/analysis.ts";
import { loadBehind } from "../../../src/analysis/load/load-behind.ts";
import { loadFacts } from "../../../src/analysis/load/load-facts.ts";
import { FactIndex } from "../../../src/analysis/projection/fact-index.ts";
import { findRelevantFacts, judge } from "../../../src/analysis/reliance/relevant-facts.ts";
import { BlockedSinceLookup } from "../../../src/analysis/since/blocked-since.ts";
import { goBack } from "../../../src/analysis/since/history.ts";
import type { Viewpoint } from "../../../src/analysis/viewpoint.ts";
import { writeCrowd } from "../../crowd.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../../domain/empty-database.ts";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestDatabase, type TestDatabase } from "../../postgres.ts";

let database: EmptyDatabase;
let crowd: TestDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
  crowd = await openTestDatabase();
  await writeExamples(crowd.write);
  await writeCrowd(crowd.write, "crowd", 6);
});
afterAll(() => Promise.all([database.close(), crowd.close()]));

const all: Viewpoint = { asOf: "2026-01-01", sourceIds: null };
const days = [
  "2015-02-01",
  "2015-06-01",
  "2015-12-31",
  "2016-08-30",
  "2019-06-15",
  "2020-02-29",
  "2020-06-01",
];

async function idOf({ readPool }: Pick<TestDatabase, "readPool">, table: string, slug: string) {
  const { rows } = await readPool.query(`select id::int from ${table} where slug = $1`, [slug]);
  return rows[0].id as number;
}

async function listIntegrations(): Promise<number[]> {
  const { rows } = await crowd.readPool.query("select id::int from integrations order by id");
  return rows.map(({ id }) => id);
}

describe("loadBehind", () => {
  it.each<[what: string, sources: string[] | null]>([
    ["all sources", null],
    ["one mail", ["mail-1"]],
    ["some of the crowd", ["crowd-source-00", "crowd-source-03"]],
  ])("is enough for every verdict on every day, by %s", async (_what, slugs) => {
    const sourceIds = slugs && (await Promise.all(slugs.map((slug) => idOf(crowd, "sources", slug))));
    const integrations = await listIntegrations();
    const history = await loadBehind(crowd.readPool, { asOf: all.asOf, sourceIds }, integrations);
    const verdicts = new Set<string | null>();
    for (const day of [...days, all.asOf]) {
      const analysis = analyse(await loadFacts(crowd.readPool, { asOf: day, sourceIds }));
      const index = new FactIndex(goBack(history, day));
      for (const id of integrations) {
        const verdict = judge(findRelevantFacts(index, id), id);
        expect([day, id, verdict]).toEqual([day, id, analysis.verdictOf(id)]);
        verdicts.add(verdict);
      }
    }
    expect(verdicts.size).toBeGreaterThan(1);
  });

  it("reads of one integration what it rests on, and as much in company", async () => {
    const integrations = await listIntegrations();
    const { facts: ofAll } = await loadBehind(crowd.readPool, all, integrations);
    const together = new FactIndex(ofAll);
    for (const id of integrations) {
      const { facts } = await loadBehind(crowd.readPool, all, [id]);
      const alone = findRelevantFacts(new FactIndex(facts), id);
      const sort = (rows: readonly { id: number }[]) => rows.map((row) => row.id).sort((a, b) => a - b);
      const expected = findRelevantFacts(together, id);
      for (const kind of ["blockers", "remedies", "adoptions", "requirements", "featureReleases"] as const) {
        expect(sort(alone[kind])).toEqual(sort(expected[kind]));
      }
      expect(facts.blockers.length).toBeLessThan(ofAll.blockers.length);
    }
  });

  it("knows what ended, and from when until when", async () => {
    const runner = await idOf(database, "integrations", "runner");
    const { facts, spans } = await loadBehind(database.readPool, all, [runner]);
    expect([facts.adoptions.length, facts.remedies.length, facts.needs.length]).toEqual([2, 2, 5]);
    expect(facts.needs.find(({ kind }) => kind === "WORK")).toMatchObject({ work: "daemon" });
    const daemon = await idOf(database, "facts", "jogger-pause/daemon");
    expect(spans.get(daemon)).toEqual({ from: "2020-01-01", until: "2021-01-01" });
    const keep = await idOf(database, "facts", "jogger/keep");
    expect(spans.get(keep)).toEqual({ from: "2019-06-01", until: "2020-03-01" });
    expect(finish(new BlockedSinceLookup({ facts, spans }).find(runner))).toEqual({
      day: "2019-05-05",
      exact: true,
      blockerIds: [await idOf(database, "blockers", "runner-pause")],
    });
  });

  it("counts from the day the viewpoint's sources appeared", async () => {
    const runner = await idOf(database, "integrations", "runner");
    const only = async (source: string) => ({
      ...all,
      sourceIds: [await idOf(database, "sources", source)],
    });
    const { spans } = await loadBehind(database.readPool, await only("mail-1"), [runner]);
    expect(spans.get(await idOf(database, "blockers", "walker-legs"))?.from).toBe("2020-01-01");
    const { facts } = await loadBehind(database.readPool, await only("commit-1"), [runner]);
    expect([facts.adoptions, facts.remedies, facts.needs]).toEqual([[], [], []]);
  });

  it("takes a fixed number of statements, whomever it is asked about", async () => {
    const count = async (ids: number[]) => {
      const { statements } = await crowd.readStatements(() => loadBehind(crowd.readPool, all, ids));
      return statements.length;
    };
    expect(await count([])).toBe(15);
    expect(await count(await listIntegrations())).toBe(15);
  });
});
