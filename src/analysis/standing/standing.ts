import type { IntegrationStatus, StatusReportRow } from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import type { AdoptionLookup } from "./adoptions.ts";
import { type Availability, readAvailability } from "./availability.ts";
import type { Latest } from "./latest.ts";
import { findLatestOn, statusOfIntegration } from "./report-subject.ts";

/** How a blocker stands by the reports on it, as a number; OPEN without one. */
export const BlockerCode = { OPEN: 0, RESOLVED: 1, WONT_FIX: 2 } as const;

/**
 * How everything stands in a viewpoint, read off the facts one subject at a time, by index. What follows from
 * it through remedies, needs and requirements is computed from this alone, so an assumption is a change here.
 */
export interface Standing {
  /** Per integration 1 and the place of its status among `integrationStatuses`; 0: no status in view. */
  readonly status: Uint8Array;
  /** 1 per integration that is READY. */
  readonly ready: Uint8Array;
  /** 1 per integration whose support was taken out or whose software ended. */
  readonly ended: Uint8Array;
  /** Per capability 1 and the place of its state among `capabilityStates`; 0: no report in view. */
  readonly capability: Uint8Array;
  /** Per blocker a `BlockerCode`. */
  readonly blocker: Uint8Array;
  /** 1 per work that is done. */
  readonly workDone: Uint8Array;
  /** 1 per feature that is AVAILABLE. */
  readonly available: Uint8Array;
  readonly adoptions: AdoptionLookup;
  /** What assumptions make of some subjects, where that is not what the facts make of them. */
  readonly assumed: AssumedReports;
}

/** Answers that are not read off the facts. */
export interface AssumedReports {
  /** By integration. */
  readonly status: ReadonlyMap<number, Latest<StatusReportRow> | null>;
  /** By feature. */
  readonly availability: ReadonlyMap<number, Availability>;
  /** Ids of the facts in view that are withdrawn, by their tables. */
  readonly hidden: HiddenFacts;
}

/** Facts that are withdrawn. */
export type HiddenFacts = Readonly<
  Record<"featureReleases" | "adoptions" | "blockerReports" | "statusReports", ReadonlySet<number>>
>;

const none: ReadonlySet<number> = new Set();

export const noAssumedReports: AssumedReports = {
  status: new Map(),
  availability: new Map(),
  hidden: { featureReleases: none, adoptions: none, blockerReports: none, statusReports: none },
};

/** Whether a status says that support was taken out or the software ended. */
export function isEnd(status: IntegrationStatus | null | undefined): boolean {
  return status === "REMOVED" || status === "DISCONTINUED";
}

/** A projection and how everything in it stands. */
export interface Stood {
  readonly projection: Projection;
  readonly standing: Standing;
}

/** The report that gives an integration its status, and those that only repeat it; null: no status in view. */
export function findStatusReport(
  { projection, standing }: Stood,
  integration: number,
): Latest<StatusReportRow> | null {
  if (integration < 0) return null;
  const assumed = standing.assumed.status.get(integration);
  return assumed !== undefined ? assumed : findLatestOn(projection, statusOfIntegration, integration);
}

/** Whether a feature can be had, and since which release. */
export function findAvailabilityOf({ projection, standing }: Stood, feature: number): Availability {
  if (feature < 0) return { state: "MISSING", since: null };
  return standing.assumed.availability.get(feature) ?? readAvailability(projection, feature);
}
