/**
 * The facts one viewpoint sees, as rows, for questions that are asked of few of them, and for small graphs. What
 * is loaded from Postgres, and every analysis, is columns: see `fact-columns.ts`. Ids are the database's; a fact's
 * id is also the id its citations hang on.
 *
 * Every row here has already passed the date filter and the source filter of the viewpoint. Integrations,
 * features and capabilities are nodes and come whole, in view or not.
 */
export interface FactsInView {
  /** The day of the viewpoint, `YYYY-MM-DD`. Releases of a later day are not in `featureReleases`. */
  readonly asOf: string;
  readonly integrations: readonly NamedRow[];
  readonly features: readonly NamedRow[];
  readonly capabilities: readonly CapabilityRow[];
  readonly blockers: readonly BlockerRow[];
  readonly statusReports: readonly StatusReportRow[];
  readonly capabilityReports: readonly CapabilityReportRow[];
  readonly blockerReports: readonly BlockerReportRow[];
  readonly blockerReviews: readonly BlockerReviewRow[];
  readonly remedies: readonly RemedyRow[];
  readonly needs: readonly NeedRow[];
  readonly adoptions: readonly AdoptionRow[];
  readonly requirements: readonly RequirementRow[];
  readonly featureReleases: readonly FeatureReleaseRow[];
  /** Features with an AUTHORED contribution in view whose state is PLANNED or DONE. */
  readonly authoredFeatures: readonly number[];
}

export const integrationStatuses = [
  "READY",
  "IN_PROGRESS",
  "STALLED",
  "NOT_STARTED",
  "REMOVED",
  "DISCONTINUED",
] as const;
export type IntegrationStatus = (typeof integrationStatuses)[number];
export const capabilityStates = ["WORKS", "PARTIAL", "MISSING"] as const;
export type CapabilityState = (typeof capabilityStates)[number];
export const blockerStates = ["OPEN", "RESOLVED", "WONT_FIX"] as const;
export type BlockerState = (typeof blockerStates)[number];
export const needKinds = ["FEATURE", "BLOCKER", "INTEGRATION", "WORK"] as const;
export const featureChanges = ["ADDED", "REMOVED"] as const;

export interface NamedRow {
  readonly id: number;
  readonly slug: string;
}

export interface CapabilityRow extends NamedRow {
  readonly name: string;
  readonly integrationId: number;
}

export interface BlockerRow extends NamedRow {
  readonly integrationId: number;
  /** Null: the blocker concerns the whole integration. */
  readonly capabilityId: number | null;
}

/** What a report says about its subject, with what decides between reports of one day. */
export interface ReportRow {
  readonly id: number;
  readonly observedOn: string;
  /** Of the report's best source in view: 0 COMMIT and RELEASE_NOTE, 1 MAIL, ISSUE and DOCUMENT, 2 WIKI_REVISION. */
  readonly sourceRank: number;
  /** Slug of the report's best source in view. */
  readonly source: string;
  /** The series of that source: a wiki page, a repository, or the source alone. */
  readonly series: string;
}

export interface StatusReportRow extends ReportRow {
  readonly integrationId: number;
  readonly status: IntegrationStatus;
}

export interface CapabilityReportRow extends ReportRow {
  readonly capabilityId: number;
  readonly state: CapabilityState;
}

export interface BlockerReportRow extends ReportRow {
  readonly blockerId: number;
  /** Slug of the work the report speaks of; null: of the whole blocker. */
  readonly work: string | null;
  readonly state: BlockerState;
}

export interface BlockerReviewRow {
  readonly id: number;
  readonly integrationId: number;
}

export interface RemedyRow {
  readonly id: number;
  readonly blockerId: number;
}

/** One need of a remedy; a target that is a fact or node out of view keeps its id here. */
export type NeedRow = { readonly remedyId: number; readonly position: number } & (
  | { readonly kind: "FEATURE"; readonly featureId: number }
  | { readonly kind: "BLOCKER"; readonly blockerId: number }
  | { readonly kind: "INTEGRATION"; readonly integrationId: number; readonly capabilityId: number | null }
  | { readonly kind: "WORK"; readonly work: string }
);

export interface AdoptionRow {
  readonly id: number;
  readonly integrationId: number;
  readonly featureId: number;
}

export interface RequirementRow {
  readonly id: number;
  readonly featureId: number;
  readonly requiredFeatureId: number;
}

export interface FeatureReleaseRow {
  readonly id: number;
  readonly featureId: number;
  readonly releaseId: number;
  readonly change: (typeof featureChanges)[number];
  readonly releasedOn: string;
}
