import type { BlockerState, ReportRow, StatusReportRow } from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import type { Availability } from "../standing/availability.ts";
import type { Latest } from "../standing/latest.ts";
import { Adoptions, type Standing } from "../standing/standing.ts";
import { listNeeding, refuseConflicts } from "./assumption-conflict.ts";
import { type AssumedIndices, indexAssumptions, type Redirects } from "./assumption-index.ts";
import { type WithdrawnFacts, withdrawFacts } from "./withdrawn-facts.ts";

/** What is supposed to be so, by slug. */
export interface HeldAssumptions {
  /** Features that become AVAILABLE. */
  readonly ship?: readonly string[] | null | undefined;
  /** Without an integration: every one with a FeatureNeed on the feature in the viewpoint. */
  readonly adopt?:
    | readonly { readonly feature: string; readonly integration?: string | null | undefined }[]
    | null
    | undefined;
  /** Without a work the whole blocker is lifted, even one that is WONT_FIX. */
  readonly resolve?:
    | readonly { readonly blocker: string; readonly work?: string | null | undefined }[]
    | null
    | undefined;
  /** Integrations that become READY. */
  readonly complete?: readonly string[] | null | undefined;
}

/** What is supposed to be so, and what is not: as if the facts that make it so were not in view. */
export interface Assumptions extends HeldAssumptions {
  readonly withdraw?: HeldAssumptions | null | undefined;
}

/** How things stand under assumptions, and the facts these hide. */
export interface AssumedStanding {
  readonly standing: Standing;
  readonly withdrawn: WithdrawnFacts;
  readonly assumed: AssumedIndices;
}

/** The id of a fact that is only assumed: no row has it. */
export const assumedId = 0;

/** What a report says beside its word where it is only assumed: it goes before all others of its day. */
export function assumeReport(asOf: string): ReportRow {
  return { id: assumedId, observedOn: asOf, sourceRank: -1, source: "", series: "" };
}

/**
 * How things stand under assumptions. The base is left as it is; flat arrays are copied, and facts are looked
 * through only for what is withdrawn.
 *
 * An assumption goes before every fact, whatever its source, and is dated the viewpoint's day; one that says
 * what is so already changes nothing. A feature assumed to be shipped has no release it is available since.
 *
 * @throws AssumptionError for an unknown slug, or one fact named both ways.
 */
export function applyAssumptions(
  projection: Projection,
  base: Standing,
  assumptions: Assumptions,
  redirects?: Redirects,
): AssumedStanding {
  const assumed = indexAssumptions(projection, assumptions, redirects);
  refuseConflicts(projection, assumed);
  const { standing, withdrawn } = withdrawFacts(projection, base, assumed.withdraw);
  return {
    standing: {
      ...standing,
      ...ship(standing, assumed.ship),
      ...resolve(standing, assumed.resolve),
      ...complete(projection, standing, assumed.complete),
      adoptions: adopt(projection, standing.adoptions, assumed.adopt),
    },
    withdrawn,
    assumed,
  };
}

function ship(standing: Standing, features: AssumedIndices["ship"]): Partial<Standing> {
  if (features.length === 0) return {};
  const availability: Availability[] = [...standing.availability];
  const available = standing.available.slice();
  for (const feature of features) {
    if (available[feature] === 1) continue;
    availability[feature] = { state: "AVAILABLE", since: null };
    available[feature] = 1;
  }
  return { availability, available };
}

function resolve(standing: Standing, resolved: AssumedIndices["resolve"]): Partial<Standing> {
  if (resolved.length === 0) return {};
  const blocker: BlockerState[] = [...standing.blocker];
  const workDone = standing.workDone.slice();
  for (const { blocker: index, work } of resolved) {
    if (work === null) blocker[index] = "RESOLVED";
    else workDone[work] = 1;
  }
  return { blocker, workDone };
}

function complete(
  projection: Projection,
  standing: Standing,
  integrations: AssumedIndices["complete"],
): Partial<Standing> {
  if (integrations.length === 0) return {};
  const status: (Latest<StatusReportRow> | null)[] = [...standing.status];
  const ready = standing.ready.slice();
  const ended = standing.ended.slice();
  for (const integration of integrations) {
    if (ready[integration] === 1) continue;
    const report: StatusReportRow = {
      ...assumeReport(standing.facts.asOf),
      integrationId: projection.integrations.idOf(integration),
      status: "READY",
    };
    status[integration] = { report, confirmations: [] };
    ready[integration] = 1;
    ended[integration] = 0;
  }
  return { status, ready, ended };
}

function adopt(projection: Projection, base: Adoptions, adopted: AssumedIndices["adopt"]): Adoptions {
  if (adopted.length === 0) return base;
  const adoptions = new Adoptions(projection.features.size, base);
  for (const { feature, integration } of adopted) {
    const adopters = integration === null ? listNeeding(projection, feature) : [integration];
    for (const adopter of adopters) adoptions.add(adopter, feature);
  }
  return adoptions;
}
