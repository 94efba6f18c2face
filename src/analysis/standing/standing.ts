import type {
  BlockerReportRow,
  BlockerState,
  CapabilityReportRow,
  FactsInView,
  FeatureReleaseRow,
  IntegrationStatus,
  StatusReportRow,
} from "../projection/facts-in-view.ts";
import type { IdIndex } from "../projection/node-index.ts";
import type { Projection } from "../projection/projection.ts";
import { type Availability, findAvailability } from "./availability.ts";
import { findLatestOfEach, type Latest } from "./latest.ts";

/** The facts a standing is read from: what an assumption needs to read it again as if some were not in view. */
export type StandingFacts = Pick<
  FactsInView,
  "asOf" | "statusReports" | "blockerReports" | "featureReleases" | "authoredFeatures" | "adoptions"
>;

/**
 * How everything stands in a viewpoint, read off the facts one subject at a time, by index. What follows from
 * it through remedies, needs and requirements is computed from this alone, so an assumption is a change here.
 */
export interface Standing {
  readonly facts: StandingFacts;
  /** Null: no status in view. */
  readonly status: readonly (Latest<StatusReportRow> | null)[];
  /** 1 per integration that is READY. */
  readonly ready: Uint8Array;
  /** 1 per integration whose support was taken out or whose software ended. */
  readonly ended: Uint8Array;
  readonly capability: readonly (Latest<CapabilityReportRow> | null)[];
  readonly blocker: readonly BlockerState[];
  /** 1 per work that is done. */
  readonly workDone: Uint8Array;
  /** 1 per integration with a BlockerReview in view. */
  readonly reviewed: Uint8Array;
  readonly availability: readonly Availability[];
  /** 1 per feature that is AVAILABLE. */
  readonly available: Uint8Array;
  readonly adoptions: Adoptions;
}

/** Which integration has adopted which feature, by index. */
export class Adoptions {
  readonly #features: number;
  readonly #base: Adoptions | null;
  readonly #pairs = new Set<number>();
  readonly #withdrawn = new Set<number>();
  readonly #abandoned = new Set<number>();

  /** @param base adoptions that hold as well, but for those withdrawn here. */
  constructor(features: number, base: Adoptions | null = null) {
    this.#features = features;
    this.#base = base;
  }

  /** Adds a pair, or nothing if one of the two is -1. */
  add(integration: number, feature: number): void {
    if (integration >= 0 && feature >= 0) this.#pairs.add(integration * this.#features + feature);
  }

  /** Takes a pair of the base away. */
  withdraw(integration: number, feature: number): void {
    this.#withdrawn.add(integration * this.#features + feature);
  }

  /** Takes all pairs of the base with a feature away. */
  withdrawAll(feature: number): void {
    this.#abandoned.add(feature);
  }

  /** Takes back a pair that was added here. */
  remove(integration: number, feature: number): void {
    this.#pairs.delete(integration * this.#features + feature);
  }

  has(integration: number, feature: number): boolean {
    const pair = integration * this.#features + feature;
    if (this.#pairs.has(pair)) return true;
    if (this.#base === null || this.#withdrawn.has(pair) || this.#abandoned.has(feature)) return false;
    return this.#base.has(integration, feature);
  }
}

/** Reads the standing of a projection's nodes from the facts it was built from. */
export function readStanding(facts: FactsInView, projection: Projection): Standing {
  const { integrations, capabilities, features } = projection;
  const availability = readAvailability(facts, features);
  const adoptions = new Adoptions(features.size);
  for (const { integrationId, featureId } of facts.adoptions) {
    adoptions.add(integrations.indexOf(integrationId), features.indexOf(featureId));
  }
  const status = findLatestOfEach(
    facts.statusReports,
    integrations.size,
    (report) => integrations.indexOf(report.integrationId),
    (report) => report.status,
  );
  const isOneOf = (...statuses: IntegrationStatus[]): Uint8Array =>
    Uint8Array.from(status, (latest) => (latest && statuses.includes(latest.report.status) ? 1 : 0));
  const { asOf, statusReports, blockerReports, featureReleases, authoredFeatures } = facts;
  return {
    facts: {
      asOf,
      statusReports,
      blockerReports,
      featureReleases,
      authoredFeatures,
      adoptions: facts.adoptions,
    },
    status,
    ready: isOneOf("READY"),
    ended: isOneOf("REMOVED", "DISCONTINUED"),
    capability: findLatestOfEach(
      facts.capabilityReports,
      capabilities.size,
      (report) => capabilities.indexOf(report.capabilityId),
      (report) => report.state,
    ),
    ...readBlockerStates(facts.blockerReports, projection),
    reviewed: mark(
      integrations,
      facts.blockerReviews.map((review) => review.integrationId),
    ),
    availability,
    available: Uint8Array.from(availability, ({ state }) => (state === "AVAILABLE" ? 1 : 0)),
    adoptions,
  };
}

/** A report that names a work speaks of that work alone, any other of the blocker alone. */
function readBlockerStates(
  reports: readonly BlockerReportRow[],
  { blockers, works }: Projection,
): Pick<Standing, "blocker" | "workDone"> {
  const wordOf = (report: BlockerReportRow): string => report.state;
  const states = findLatestOfEach(
    reports.filter((report) => report.work === null),
    blockers.size,
    (report) => blockers.indexOf(report.blockerId),
    wordOf,
  );
  const workStates = findLatestOfEach(
    reports.filter((report) => report.work !== null),
    works.size,
    (report) => works.indexOf(blockers.indexOf(report.blockerId), report.work as string),
    wordOf,
  );
  return {
    blocker: states.map((latest) => latest?.report.state ?? "OPEN"),
    workDone: Uint8Array.from(workStates, (latest) => (latest?.report.state === "RESOLVED" ? 1 : 0)),
  };
}

function readAvailability(facts: FactsInView, features: IdIndex): readonly Availability[] {
  const releases: FeatureReleaseRow[][] = Array.from({ length: features.size }, () => []);
  for (const row of facts.featureReleases) releases[features.indexOf(row.featureId)]?.push(row);
  const authored = mark(features, facts.authoredFeatures);
  return releases.map((rows, feature) => findAvailability(rows, authored[feature] === 1));
}

/** 1 per index whose id is named. */
function mark(index: IdIndex, ids: readonly number[]): Uint8Array {
  const marks = new Uint8Array(index.size);
  for (const id of ids) {
    const position = index.indexOf(id);
    if (position >= 0) marks[position] = 1;
  }
  return marks;
}
