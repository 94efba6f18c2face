import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { findFindings } from "../../../src/analysis/findings/findings.ts";
import { loadCitations } from "../../../src/analysis/load/load-citations.ts";
import { loadFacts } from "../../../src/analysis/load/load-facts.ts";
import { loadFindingFacts } from "../../../src/analysis/load/load-finding-facts.ts";
import { loadPlanned } from "../../../src/analysis/load/load-planned.ts";
import { FactIndex, listFactIds } from "../../../src/analysis/projection/fact-index.ts";
import { findRelevantFacts } from "../../../src/analysis/reliance/relevant-facts.ts";
import { findReliance } from "../../../src/analysis/reliance/relies-on.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import type { Viewpoint } from "../../../src/analysis/viewpoint.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../../domain/empty-database.ts";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestDatabase } from "../../postgres.ts";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

const all: Viewpoint = { asOf: "2026-01-01", sourceIds: null };

async function idOf(table: string, slug: string): Promise<number> {
  const { rows } = await database.readPool.query(`select id::int from ${table} where slug = $1`, [slug]);
  return rows[0].id;
}

async function only(source: string): Promise<Viewpoint> {
  return { ...all, sourceIds: [await idOf("sources", source)] };
}

describe("loadFindingFacts", () => {
  it("reads notes, days, people and sources", async () => {
    const found = await loadFindingFacts(database.readPool, all);
    expect([...found.notedReports]).toEqual([await idOf("facts", "jogger/2020-02-29/commit-0")]);
    expect(found.heldFrom.get(await idOf("facts", "walker/keep"))).toBe("2020-01-01");
    expect(found.heldFrom.get(await idOf("blockers", "runner-pause"))).toBe("2019-05-05");
    expect(found.heldFrom.has(await idOf("facts", "jogger/keep"))).toBe(false);
    expect(found.contributors.map(({ slug, aliases }) => [slug, aliases]).sort()).toEqual([
      ["ada", ["Ada", "Countess of Lovelace"]],
      ["bob", []],
    ]);
    const newest = found.newestSources.map(({ slug, publishedOn }) => [slug, publishedOn]);
    expect(newest).toEqual([
      ["commit-1", "2020-02-29"],
      ["mail-1", "2020-01-01"],
    ]);
    const [review, legs] = [
      await idOf("facts", "walker/2020-06-01/mail-1"),
      await idOf("blockers", "walker-legs"),
    ];
    expect(found.reviewSources.map(({ factId }) => factId).sort()).toEqual([review, legs].sort());
  });

  it("counts the viewpoint's sources alone", async () => {
    const found = await loadFindingFacts(database.readPool, await only("commit-1"));
    expect(found.newestSources.map(({ slug }) => slug)).toEqual(["commit-1"]);
    expect(found.reviewSources).toEqual([]);
    expect([...found.heldFrom.keys()]).toEqual([await idOf("blockers", "runner-pause")]);
  });

  it("gives rules all they ask for", async () => {
    const facts = await loadFacts(database.readPool, all);
    const more = await loadFindingFacts(database.readPool, all);
    const found = finish(findFindings({ ...viewFacts(facts), more }));
    expect(found.map(({ rule, subject }) => `${rule} ${subject.slug}`)).toEqual([
      "STALE runner",
      "STALE walker",
    ]);
  });
});

describe("loadPlanned and loadCitations", () => {
  it("read what they say", async () => {
    expect(await loadPlanned(database.readPool, all)).toEqual([
      {
        contributorId: await idOf("contributors", "bob"),
        featureId: null,
        blockerId: await idOf("blockers", "walker-legs"),
      },
    ]);
    expect(await loadPlanned(database.readPool, await only("commit-1"))).toEqual([]);
    const pause = await idOf("blockers", "runner-pause");
    const release = await idOf("facts", "keep/criu-1.10");
    const rows = await loadCitations(database.readPool, await only("commit-1"), [pause, release]);
    expect(
      rows
        .map(({ source, series, sourceRank, day, admitted }) => [source, series, sourceRank, day, admitted])
        .sort(),
    ).toEqual([
      ["commit-1", "runner-log", 0, "2019-05-05", true],
      ["mail-1", "mail-1", 1, "2019-01-01", true],
      ["mail-1", "mail-1", 1, "2019-05-05", false],
    ]);
  });

  it("tell what the seeds' verdicts rely on", async () => {
    const seeded = await openTestDatabase();
    const { rows } = await seeded.readPool.query("select id::int from integrations where slug = 'systemd'");
    const index = new FactIndex(await loadFacts(seeded.readPool, { ...all, asOf: "2016-08-30" }));
    const ids = listFactIds(findRelevantFacts(index, rows[0].id));
    const citations = await loadCitations(seeded.readPool, all, ids);
    await seeded.close();
    const { sourceIds, complete } = finish(findReliance(index, rows[0].id, citations));
    const slugs = sourceIds.map((id) => citations.find((row) => row.sourceId === id)?.source);
    expect([slugs, complete]).toEqual([["criu-wiki-integration-2016-08-30"], true]);
  });
});
