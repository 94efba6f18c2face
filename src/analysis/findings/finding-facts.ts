import type { View } from "../standing/view.ts";

/** What rules look at beside the facts of a viewpoint: what `load-finding-facts.ts` reads from Postgres. */
export interface FindingFacts {
  /** Status reports in view that carry a note. */
  readonly notedReports: ReadonlySet<number>;
  /** By fact id the first day that each blocker, remedy, adoption and review in view holds. */
  readonly heldFrom: ReadonlyMap<number, string>;
  /** All of them: names are the same from every viewpoint. */
  readonly contributors: readonly ContributorRow[];
  /** Per integration with a fact in view the newest source, of the viewpoint's, that one of these cites. */
  readonly newestSources: readonly NewestSourceRow[];
  /** The sources, of the viewpoint's, of the reviews in view and of the blockers of reviewed integrations. */
  readonly reviewSources: readonly SourceRow[];
}

export interface ContributorRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface NewestSourceRow {
  readonly integrationId: number;
  readonly slug: string;
  readonly publishedOn: string;
  /** A fact of the integration that cites it. */
  readonly factId: number;
}

export interface SourceRow {
  readonly factId: number;
  readonly sourceId: number;
}

/** What a rule is asked of. */
export interface FindingView extends View {
  readonly more: FindingFacts;
}
