import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { analyse } from "../../../src/analysis/analysis.ts";
import { FactIndex, listFactIds } from "../../../src/analysis/projection/fact-index.ts";
import type { FactsInView, ReportRow } from "../../../src/analysis/projection/facts-in-view.ts";
import { findRelevantFacts, judge } from "../../../src/analysis/reliance/relevant-facts.ts";
import { type CitationRow, findReliance } from "../../../src/analysis/reliance/relies-on.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Graph } from "../graph.ts";
import { runs } from "../property-runs.ts";

test("on any small graph the relevant facts are enough for the verdict, and none is invented", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const [analysis, index] = [analyse(facts), new FactIndex(facts)];
      const all = new Set(listFactIds(facts));
      for (const { id } of facts.integrations) {
        const relevant = findRelevantFacts(index, id);
        expect(judge(relevant, id)).toBe(analysis.verdictOf(id));
        expect(listFactIds(relevant).every((fact) => all.has(fact))).toBe(true);
        const { blockers, remedies, adoptions, requirements, featureReleases } = relevant;
        for (const rows of [blockers, remedies, adoptions, requirements, featureReleases]) {
          expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        }
      }
    }),
    runs,
  );
});

test("on any small graph a verdict relies on the sources without which all facts give another", () => {
  const seconds = fc.array(fc.option(fc.constantFrom("x", "y")), { minLength: 60, maxLength: 60 });
  const firsts = fc.array(fc.constantFrom("x", "y", "z"), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(arbitraryFacts, firsts, seconds, (drawn, first, second) => {
      const { facts, citations } = cite(drawn, first, second);
      const index = new FactIndex(facts);
      for (const { id } of facts.integrations) {
        const verdict = analyse(facts).verdictOf(id);
        const expected = [...new Set(citations.map((row) => row.sourceId))]
          .sort((a, b) => a - b)
          .filter((source) => analyse(read(facts, citations, source)).verdictOf(id) !== verdict);
        expect(finish(findReliance(index, id, citations))).toEqual({
          sourceIds: expected,
          complete: true,
        });
      }
    }),
    runs,
  );
});

describe("findReliance", () => {
  const graph = new Graph()
    .status("systemd", "NOT_STARTED", { source: "wiki" })
    .released("sibling")
    .blocker("orphan", "systemd", ["sibling"])
    .adopts("systemd", "sibling");
  const systemd = graph.integration("systemd");
  const [report] = graph.facts.statusReports.map(({ id }) => id) as [number];
  const [release] = graph.facts.featureReleases.map(({ id }) => id) as [number];
  const [adoption] = graph.facts.adoptions.map(({ id }) => id) as [number];
  const citing = (factId: number, source: string, more: Partial<CitationRow> = {}): CitationRow => ({
    factId,
    sourceId: source.charCodeAt(0),
    source,
    sourceRank: 2,
    series: source,
    day: "2016-01-01",
    admitted: true,
    ...more,
  });
  const rest = [
    citing(graph.blockerId("orphan"), "wiki"),
    citing(graph.remedyId("orphan"), "wiki"),
    citing(report, "wiki"),
  ];
  const rely = (...citations: CitationRow[]): string[] => {
    const { sourceIds } = finish(findReliance(new FactIndex(graph.facts), systemd, [...rest, ...citations]));
    return sourceIds.map((id) => String.fromCharCode(id));
  };

  it("names each source that alone says what the verdict needs, a release too", () => {
    expect(rely(citing(release, "notes"), citing(adoption, "commit"))).toEqual(["c", "n", "w"]);
  });

  it("does not name a source that another stands in for", () => {
    expect(rely(citing(release, "notes"), citing(adoption, "commit"), citing(adoption, "mail"))).toEqual([
      "n",
      "w",
    ]);
  });

  it("names it if the other appeared too late, or does not count from the viewpoint", () => {
    const late = citing(adoption, "mail", { day: "2030-01-01" });
    expect(rely(citing(release, "notes"), citing(adoption, "commit"), late)).toContain("c");
    const hidden = citing(adoption, "mail", { admitted: false });
    expect(rely(citing(release, "notes"), citing(adoption, "commit"), hidden)).toContain("c");
  });

  it("says when there was no time to try all", () => {
    const reliance = finish(findReliance(new FactIndex(graph.facts), systemd, rest), () => true);
    expect(reliance).toEqual({ sourceIds: [], complete: false });
  });
});

/** Ids to one key space, and for every fact one source or two; a report is read by the better of its own. */
function cite(
  drawn: FactsInView,
  first: readonly string[],
  second: readonly (string | null)[],
): { facts: FactsInView; citations: CitationRow[] } {
  const citations: CitationRow[] = [];
  const shift = <Row extends { id: number }>(rows: readonly Row[], by: number): Row[] =>
    rows.map((row) => ({ ...row, id: row.id + by }));
  const ranks: Record<string, number> = { x: 0, y: 1, z: 2 };
  const facts: FactsInView = {
    ...drawn,
    statusReports: shift(drawn.statusReports, 10_000),
    blockerReports: shift(drawn.blockerReports, 20_000),
  };
  const ids = listFactIds(facts);
  for (const [index, factId] of ids.entries()) {
    const sources = [first[index % first.length] as string, second[index % second.length] ?? null];
    for (const source of new Set(sources.filter((each) => each !== null))) {
      citations.push({
        factId,
        source,
        sourceId: source.charCodeAt(0),
        sourceRank: ranks[source] as number,
        series: source === "z" ? "x" : source,
        day: index % 3 === 0 && source === "y" ? "2030-01-01" : "2016-01-01",
        admitted: true,
      });
    }
  }
  const hasOneInTime = (id: number): boolean =>
    citations.some((row) => row.factId === id && row.day <= drawn.asOf);
  for (const id of ids.filter((id) => !hasOneInTime(id))) {
    const index = citations.findIndex((row) => row.factId === id);
    citations[index] = { ...(citations[index] as CitationRow), day: "2016-01-01" };
  }
  return { facts: read(facts, citations, -1), citations };
}

/** All facts as they are read without a source. */
function read(facts: FactsInView, citations: readonly CitationRow[], without: number): FactsInView {
  const left = citations.filter((row) => row.sourceId !== without);
  const keep = <Row extends { id: number }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ id }) => left.some((row) => row.factId === id && row.day <= facts.asOf));
  const reread = <Row extends ReportRow>(rows: readonly Row[]): Row[] =>
    keep(rows).map((row) => {
      const [best] = left
        .filter(({ factId }) => factId === row.id)
        .sort((a, b) => a.sourceRank - b.sourceRank) as [CitationRow];
      return { ...row, source: best.source, sourceRank: best.sourceRank, series: best.series };
    });
  return {
    ...facts,
    blockers: keep(facts.blockers),
    statusReports: reread(facts.statusReports),
    blockerReports: reread(facts.blockerReports),
    blockerReviews: keep(facts.blockerReviews),
    remedies: keep(facts.remedies),
    adoptions: keep(facts.adoptions),
    requirements: keep(facts.requirements),
    featureReleases: keep(facts.featureReleases),
  };
}
