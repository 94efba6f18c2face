import type {
  AdoptionRow,
  BlockerReportRow,
  FeatureReleaseRow,
  StatusReportRow,
} from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import { type Availability, findAvailability } from "../standing/availability.ts";
import { findLatest } from "../standing/latest.ts";
import { Adoptions, type Standing } from "../standing/standing.ts";
import type { HeldIndices } from "./assumption-index.ts";

/** Ids of the facts in view that a withdrawal hides. */
export interface WithdrawnFacts {
  readonly featureReleases: readonly number[];
  readonly adoptions: readonly number[];
  readonly blockerReports: readonly number[];
  readonly statusReports: readonly number[];
}

/** How things stand without some facts, and which these are. */
export interface WithdrawnStanding {
  readonly standing: Standing;
  readonly withdrawn: WithdrawnFacts;
}

/**
 * How things stand as if the facts were not in view by which a feature is shipped (ADDED reports) or adopted (by
 * anyone, where no integration is named), a blocker or a work resolved (RESOLVED reports of just that) or an
 * integration complete (READY reports). What is left is read again by the rules it was read by before.
 */
export function withdrawFacts(
  projection: Projection,
  base: Standing,
  withdraw: HeldIndices,
): WithdrawnStanding {
  const releases = withdrawReleases(projection, base, withdraw.ship);
  const adoptions = withdrawAdoptions(projection, base, withdraw.adopt);
  const reports = withdrawResolutions(projection, base, withdraw.resolve);
  const statuses = withdrawReadiness(projection, base, withdraw.complete);
  return {
    standing: {
      ...base,
      ...releases.change,
      ...adoptions.change,
      ...reports.change,
      ...statuses.change,
      facts: {
        ...base.facts,
        featureReleases: releases.left,
        adoptions: adoptions.left,
        blockerReports: reports.left,
        statusReports: statuses.left,
      },
    },
    withdrawn: {
      featureReleases: releases.hidden.map((row) => row.id),
      adoptions: adoptions.hidden.map((row) => row.id),
      blockerReports: reports.hidden.map((row) => row.id),
      statusReports: statuses.hidden.map((row) => row.id),
    },
  };
}

/** The facts of one kind, parted, and what changes with them. */
interface Withdrawal<Row> {
  readonly left: readonly Row[];
  readonly hidden: readonly Row[];
  readonly change: Partial<Standing>;
}

function withdrawReleases(
  { features }: Projection,
  { facts, availability, available }: Standing,
  ship: HeldIndices["ship"],
): Withdrawal<FeatureReleaseRow> {
  if (ship.length === 0) return { left: facts.featureReleases, hidden: [], change: {} };
  const named = new Set(ship);
  const parts = part(
    facts.featureReleases,
    (row) => row.change === "ADDED" && named.has(features.indexOf(row.featureId)),
  );
  const changed: Availability[] = [...availability];
  const stillAvailable = available.slice();
  for (const feature of named) {
    changed[feature] = findAvailability([], facts.authoredFeatures.includes(features.idOf(feature)));
    stillAvailable[feature] = 0;
  }
  return { ...parts, change: { availability: changed, available: stillAvailable } };
}

function withdrawAdoptions(
  { integrations, features }: Projection,
  base: Standing,
  adopt: HeldIndices["adopt"],
): Withdrawal<AdoptionRow> {
  const { facts } = base;
  if (adopt.length === 0) return { left: facts.adoptions, hidden: [], change: {} };
  const isNamed = (row: AdoptionRow): boolean =>
    adopt.some(
      ({ feature, integration }) =>
        features.indexOf(row.featureId) === feature &&
        (integration === null || integrations.indexOf(row.integrationId) === integration),
    );
  const parts = part(facts.adoptions, isNamed);
  const adoptions = new Adoptions(features.size, base.adoptions);
  // Those that only an assumption made go with them.
  for (const { feature, integration } of adopt) {
    if (integration === null) adoptions.withdrawAll(feature);
    else adoptions.withdraw(integration, feature);
  }
  return { ...parts, change: { adoptions } };
}

function withdrawResolutions(
  { blockers, works }: Projection,
  { facts, blocker, workDone }: Standing,
  resolve: HeldIndices["resolve"],
): Withdrawal<BlockerReportRow> {
  if (resolve.length === 0) return { left: facts.blockerReports, hidden: [], change: {} };
  const states = [...blocker];
  const done = workDone.slice();
  const wholes = new Map<number, BlockerReportRow[]>();
  const parts = new Map<number, BlockerReportRow[]>();
  for (const named of resolve) {
    if (named.work === null) wholes.set(named.blocker, []);
    else parts.set(named.work, []);
  }
  const listOf = (row: BlockerReportRow): BlockerReportRow[] | undefined => {
    const subject = blockers.indexOf(row.blockerId);
    return row.work === null ? wholes.get(subject) : parts.get(works.indexOf(subject, row.work));
  };
  const { left, hidden } = part(
    facts.blockerReports,
    (row) => row.state === "RESOLVED" && listOf(row) !== undefined,
  );
  for (const row of left) listOf(row)?.push(row);
  for (const [index, rows] of wholes) {
    states[index] = findLatest(rows, (row) => row.state)?.report.state ?? "OPEN";
  }
  for (const work of parts.keys()) done[work] = 0;
  return { left, hidden, change: { blocker: states, workDone: done } };
}

function withdrawReadiness(
  { integrations }: Projection,
  { facts, status, ready, ended }: Standing,
  complete: HeldIndices["complete"],
): Withdrawal<StatusReportRow> {
  if (complete.length === 0) return { left: facts.statusReports, hidden: [], change: {} };
  const named = new Map(complete.map((integration): [number, StatusReportRow[]] => [integration, []]));
  const listOf = (row: StatusReportRow): StatusReportRow[] | undefined =>
    named.get(integrations.indexOf(row.integrationId));
  const { left, hidden } = part(
    facts.statusReports,
    (row) => row.status === "READY" && listOf(row) !== undefined,
  );
  for (const row of left) listOf(row)?.push(row);
  const changed = [...status];
  const [stillReady, nowEnded] = [ready.slice(), ended.slice()];
  for (const [integration, rows] of named) {
    const latest = findLatest(rows, (row) => row.status);
    changed[integration] = latest;
    stillReady[integration] = 0;
    nowEnded[integration] = latest && isEnd(latest.report) ? 1 : 0;
  }
  return { left, hidden, change: { status: changed, ready: stillReady, ended: nowEnded } };
}

function isEnd({ status }: StatusReportRow): boolean {
  return status === "REMOVED" || status === "DISCONTINUED";
}

function part<Row>(rows: readonly Row[], isHidden: (row: Row) => boolean): { left: Row[]; hidden: Row[] } {
  const [left, hidden]: [Row[], Row[]] = [[], []];
  for (const row of rows) (isHidden(row) ? hidden : left).push(row);
  return { left, hidden };
}
