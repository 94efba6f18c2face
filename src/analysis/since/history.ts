import type { FactsInView } from "../projection/facts-in-view.ts";

/** From when until when a fact holds, as `YYYY-MM-DD`; `until` is the first day it no longer does, null: none. */
export interface Span {
  readonly from: string;
  readonly until: string | null;
}

/**
 * Facts of a viewpoint together with those that ended before it, and the days between which each holds. Reports
 * and releases carry their own day and have no span.
 */
export interface History {
  readonly facts: FactsInView;
  readonly spans: ReadonlyMap<number, Span>;
}

/** The facts that held on a day, which is the viewpoint's or an earlier one. */
export function goBack({ facts, spans }: History, day: string): FactsInView {
  const holds = ({ id }: { readonly id: number }): boolean => {
    const span = spans.get(id);
    return span === undefined || (span.from <= day && (span.until === null || span.until > day));
  };
  return {
    ...facts,
    asOf: day,
    blockers: facts.blockers.filter(holds),
    remedies: facts.remedies.filter(holds),
    adoptions: facts.adoptions.filter(holds),
    requirements: facts.requirements.filter(holds),
    statusReports: facts.statusReports.filter((report) => report.observedOn <= day),
    blockerReports: facts.blockerReports.filter((report) => report.observedOn <= day),
    featureReleases: facts.featureReleases.filter((release) => release.releasedOn <= day),
  };
}

/** The days, up to that of the viewpoint, on which one of the facts begins or ends; the latest first. */
export function listTurns({ facts, spans }: History): string[] {
  const days = new Set<string>();
  for (const { id } of [...facts.blockers, ...facts.remedies, ...facts.adoptions, ...facts.requirements]) {
    const span = spans.get(id);
    if (span === undefined) continue;
    days.add(span.from);
    if (span.until !== null) days.add(span.until);
  }
  for (const report of [...facts.statusReports, ...facts.blockerReports]) days.add(report.observedOn);
  for (const release of facts.featureReleases) days.add(release.releasedOn);
  return [...days].filter((day) => day <= facts.asOf).sort((a, b) => (a < b ? 1 : -1));
}
