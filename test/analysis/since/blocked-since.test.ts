import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { type Analysis, analyse } from "../../../src/analysis/analysis.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { BlockedSinceLookup } from "../../../src/analysis/since/blocked-since.ts";
import type { Span } from "../../../src/analysis/since/history.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Graph } from "../graph.ts";
import { runs } from "../property-runs.ts";

/** The days of the drawn facts, and one before them. */
const days = ["2015-12-31", "2016-01-01", "2016-01-02", "2016-01-03"] as const;
const span = fc
  .record({ from: fc.constantFrom(...days.slice(1)), until: fc.option(fc.constantFrom(...days.slice(1))) })
  .filter(({ from, until }) => until === null || until >= from);

test("on any small graph an integration is blocked since the first of the days it was blocked on in a row", () => {
  const spans = fc.array(span, { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(arbitraryFacts, spans, (facts, drawn) => {
      const ending = [...facts.remedies, ...facts.adoptions];
      const lasting = [...facts.blockers, ...facts.requirements];
      const known = new Map<number, Span>();
      for (const [index, { id }] of [...ending, ...lasting].entries()) {
        const { from, until } = drawn[index % drawn.length] as Span;
        known.set(id, { from, until: index < ending.length ? until : null });
      }
      const lookup = new BlockedSinceLookup({ facts, spans: known });
      const analyses = days.map((day) => analyse(goBack(facts, known, day)));
      const findFirst = (isSo: (analysis: Analysis) => boolean): number =>
        analyses.map(isSo).lastIndexOf(false) + 1;
      for (const { id } of facts.integrations) {
        const listBlockers = (analysis: Analysis | undefined) => analysis?.blockersOf(id, { lifted: false });
        const first = findFirst((analysis) => listBlockers(analysis)?.length !== 0);
        const expected = { day: days[first], exact: true, blockerIds: listBlockers(analyses[first]) };
        expect(finish(lookup.find(id))).toEqual(first === days.length ? null : expected);
      }
      for (const { id } of facts.blockers) {
        const first = findFirst((analysis) => analysis.blockerState(id) !== null && !analysis.isLifted(id));
        const expected = { day: days[first], exact: true };
        const found = finish(lookup.findOfBlocker(id));
        expect(found && { day: found.day, exact: found.exact }).toEqual(
          first === days.length ? null : expected,
        );
      }
    }),
    runs,
  );
});

describe("BlockedSinceLookup", () => {
  const graph = new Graph()
    .released("pipe", "ADDED", "2012-01-01")
    .blocker("waits", "shell", ["pipe"])
    .adopts("shell", "pipe");
  const shell = graph.integration("shell");
  const [adoption] = graph.facts.adoptions.map(({ id }) => id) as [number];
  const find = (adopted: Span, isOver?: () => boolean) => {
    const lookup = new BlockedSinceLookup({
      facts: graph.facts,
      spans: new Map([
        [graph.blockerId("waits"), { from: "2010-01-01", until: null }],
        [graph.remedyId("waits"), { from: "2010-01-01", until: null }],
        [adoption, adopted],
      ]),
    });
    return finish(lookup.find(shell), isOver);
  };

  const blockerIds = [graph.blockerId("waits")];

  it("begins anew after a day on which the blocker was lifted", () => {
    expect(find({ from: "2013-01-01", until: "2014-01-01" })).toEqual({
      day: "2014-01-01",
      exact: true,
      blockerIds,
    });
  });

  it("goes back to the blocker's first day where it was never lifted", () => {
    expect(find({ from: "2011-01-01", until: "2011-06-01" })).toEqual({
      day: "2010-01-01",
      exact: true,
      blockerIds,
    });
  });

  it("is null where nothing blocks on the day of the viewpoint", () => {
    expect(find({ from: "2013-01-01", until: null })).toBeNull();
    expect(find({ from: "2013-01-01", until: "2020-01-02" })).toBeNull();
  });

  it("says when it did not look back to the beginning", () => {
    let looks = 0;
    const isOver = () => looks++ > 0;
    expect(find({ from: "2011-01-01", until: "2011-06-01" }, isOver)).toEqual({
      day: "2012-01-01",
      exact: false,
      blockerIds,
    });
  });
});

function goBack(facts: FactsInView, spans: ReadonlyMap<number, Span>, day: string): FactsInView {
  const holds = ({ id }: { id: number }): boolean => {
    const { from, until } = spans.get(id) as Span;
    return from <= day && (until === null || day < until);
  };
  return {
    ...facts,
    asOf: day,
    blockers: facts.blockers.filter(holds),
    remedies: facts.remedies.filter(holds),
    adoptions: facts.adoptions.filter(holds),
    requirements: facts.requirements.filter(holds),
    statusReports: facts.statusReports.filter((row) => row.observedOn <= day),
    blockerReports: facts.blockerReports.filter((row) => row.observedOn <= day),
    featureReleases: facts.featureReleases.filter((row) => row.releasedOn <= day),
  };
}
