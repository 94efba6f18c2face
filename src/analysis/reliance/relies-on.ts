import { groupRows } from "../algorithms/group-rows.ts";
import type { Stoppable } from "../algorithms/stoppable.ts";
import type { FactIndex } from "../projection/fact-index.ts";
import type { FactsInView, ReportRow } from "../projection/facts-in-view.ts";
import { findRelevantFacts, judge } from "./relevant-facts.ts";

/** That a source says a fact: what `load-citations.ts` reads. */
export interface CitationRow {
  readonly factId: number;
  readonly sourceId: number;
  /** Slug of the source. */
  readonly source: string;
  readonly sourceRank: number;
  readonly series: string;
  /** The fact's own day, else the day the source appeared. */
  readonly day: string;
  /** Whether the viewpoint counts the source for this fact; for releases and requirements it counts every one. */
  readonly admitted: boolean;
}

/** What a verdict relies on. */
export interface Reliance {
  /** Sources without any one of which the verdict would be another, in the order of their slugs. */
  readonly sourceIds: readonly number[];
  /** Whether all sources were tried before time ran out. */
  readonly complete: boolean;
}

/**
 * The sources whose withdrawal would change the verdict on an integration. With a source goes every fact that it
 * alone says on or before the day of the viewpoint; releases and requirements too, which no source filter
 * hides: a fact that nobody says is none. A report that others say as well is read by the best of these.
 *
 * Judges once per source that takes a fact away or is the best of one, from the facts that the verdict could
 * rest on.
 *
 * @param citations at least those of the relevant facts (`listFactIds(findRelevantFacts(…))`)
 */
export function* findReliance(
  index: FactIndex,
  integrationId: number,
  citations: readonly CitationRow[],
): Stoppable<Reliance> {
  const relevant = findRelevantFacts(index, integrationId);
  const verdict = judge(relevant, integrationId);
  const counting = citations.filter((row) => row.admitted);
  const ofFact = groupRows(counting, (row) => row.factId);
  const sources = new Map(counting.map((row) => [row.sourceId, row.source]));
  const sourceIds: number[] = [];
  for (const [sourceId] of [...sources].sort(([, a], [, b]) => (a < b ? -1 : 1))) {
    if (yield) return { sourceIds, complete: false };
    const left = withdraw(relevant, sourceId, ofFact);
    if (left !== null && judge(left, integrationId) !== verdict) sourceIds.push(sourceId);
  }
  return { sourceIds, complete: true };
}

/** The facts without a source; null: they are the same. */
function withdraw(
  facts: FactsInView,
  sourceId: number,
  ofFact: ReadonlyMap<number, readonly CitationRow[]>,
): FactsInView | null {
  let isChanged = false;
  const keep = <Row extends { readonly id: number }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ id }) => {
      const citations = ofFact.get(id) ?? [];
      const stays =
        citations.every((row) => row.sourceId !== sourceId) ||
        citations.some((row) => row.sourceId !== sourceId && row.day <= facts.asOf);
      if (!stays) isChanged = true;
      return stays;
    });
  const reread = <Row extends ReportRow>(rows: readonly Row[]): Row[] =>
    keep(rows).map((report) => {
      const others = (ofFact.get(report.id) ?? []).filter((row) => row.sourceId !== sourceId);
      const [best] = others.sort((a, b) => a.sourceRank - b.sourceRank || (a.source < b.source ? -1 : 1));
      if (best === undefined || best.source === report.source) return report;
      isChanged = true;
      return { ...report, source: best.source, sourceRank: best.sourceRank, series: best.series };
    });
  const left: FactsInView = {
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
  return isChanged ? left : null;
}
