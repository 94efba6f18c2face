import type { Stoppable } from "../algorithms/stoppable.ts";
import { FactIndex } from "../projection/fact-index.ts";
import type { FactsInView } from "../projection/facts-in-view.ts";
import { findRelevantFacts } from "../reliance/relevant-facts.ts";
import { viewFacts } from "../standing/view.ts";

/** From when until when a fact holds, as `YYYY-MM-DD`; `until` is the first day it no longer does, null: none. */
export interface Span {
  readonly from: string;
  readonly until: string | null;
}

/**
 * The facts of a viewpoint together with those that ended before it, and the days between which each holds.
 * Reports and releases carry their own day and have no span.
 */
export interface History {
  readonly facts: FactsInView;
  readonly spans: ReadonlyMap<number, Span>;
}

/** How long an integration has been blocked. */
export interface BlockedSince {
  /** First day of the unbroken stretch up to the day of the viewpoint. */
  readonly day: string;
  /** False: it was already blocked on that day, and nobody looked further back. */
  readonly exact: boolean;
}

/** Most days to look at. */
const mostTurns = 1_000;

/** When integrations came to be blocked, looked up one by one. */
export class BlockedSinceLookup {
  readonly #history: History;
  readonly #index: FactIndex;

  constructor(history: History) {
    this.#history = history;
    this.#index = new FactIndex(history.facts);
  }

  /**
   * The first day of the stretch during which an integration has had an unlifted blocker every day, whatever its
   * status was; null: it has none on the day of the viewpoint.
   *
   * Blockers can only turn on a day on which a fact that they could rest on begins or ends. Walks back over these
   * days, the latest first, and looks at what held on each, from the facts it takes for this integration alone.
   * Of these it looks at 1,000, and at fewer where its time is over.
   */
  *find(integrationId: number): Stoppable<BlockedSince | null> {
    const relevant = findRelevantFacts(this.#index, integrationId);
    const { asOf } = relevant;
    if (!this.#isBlocked(relevant, integrationId, asOf)) return null;
    let since = asOf;
    for (const [count, day] of this.#listTurns(relevant).entries()) {
      if (count === mostTurns || (yield)) return { day: since, exact: false };
      if (!this.#isBlocked(relevant, integrationId, day)) break;
      since = day;
    }
    return { day: since, exact: true };
  }

  /** The days, up to that of the viewpoint, on which a fact begins or ends; the latest first. */
  #listTurns(facts: FactsInView): string[] {
    const days = new Set<string>();
    for (const { id } of [...facts.blockers, ...facts.remedies, ...facts.adoptions, ...facts.requirements]) {
      const span = this.#history.spans.get(id);
      if (span === undefined) continue;
      days.add(span.from);
      if (span.until !== null) days.add(span.until);
    }
    for (const report of [...facts.statusReports, ...facts.blockerReports]) days.add(report.observedOn);
    for (const release of facts.featureReleases) days.add(release.releasedOn);
    return [...days].filter((day) => day <= facts.asOf).sort((a, b) => (a < b ? 1 : -1));
  }

  #isBlocked(facts: FactsInView, integrationId: number, day: string): boolean {
    const { projection, lifted } = viewFacts(this.#goBack(facts, day)).present;
    const integration = projection.integrations.indexOf(integrationId);
    return projection.blockersOfIntegration.of(integration).some((blocker) => lifted[blocker] !== 1);
  }

  /** What held on a day. */
  #goBack(facts: FactsInView, day: string): FactsInView {
    const holds = ({ id }: { readonly id: number }): boolean => {
      const span = this.#history.spans.get(id);
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
}
