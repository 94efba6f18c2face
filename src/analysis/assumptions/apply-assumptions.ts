import type { StatusReportRow } from "../projection/facts-in-view.ts";
import { integrationStatuses } from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import { type AdoptionLookup, Adoptions } from "../standing/adoptions.ts";
import { BlockerCode, type Standing } from "../standing/standing.ts";
import { assumeReport } from "./assumed-report.ts";
import { refuseConflicts } from "./assumption-conflict.ts";
import { type AssumedIndices, indexAssumptions, type Redirects } from "./assumption-index.ts";
import type { Assumptions } from "./assumptions.ts";
import { listNeeding } from "./list-needing.ts";
import { type WithdrawnFacts, withdrawFacts } from "./withdrawn-facts.ts";

/** How things stand under assumptions, and the facts these hide. */
export interface AssumedStanding {
  readonly standing: Standing;
  readonly withdrawn: WithdrawnFacts;
  readonly assumed: AssumedIndices;
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
  const { standing: left, withdrawn } = withdrawFacts(projection, base, assumed.withdraw);
  const standing = complete(projection, resolve(ship(left, assumed.ship), assumed.resolve), assumed.complete);
  const adoptions = adopt(projection, standing.adoptions, assumed.adopt);
  return { standing: { ...standing, adoptions }, withdrawn, assumed };
}

function ship(standing: Standing, features: AssumedIndices["ship"]): Standing {
  if (features.length === 0) return standing;
  const available = standing.available.slice();
  const availability = new Map(standing.assumed.availability);
  for (const feature of features) {
    if (available[feature] === 1) continue;
    available[feature] = 1;
    availability.set(feature, { state: "AVAILABLE", since: null });
  }
  return { ...standing, available, assumed: { ...standing.assumed, availability } };
}

function resolve(standing: Standing, resolved: AssumedIndices["resolve"]): Standing {
  if (resolved.length === 0) return standing;
  const blocker = standing.blocker.slice();
  const workDone = standing.workDone.slice();
  for (const { blocker: index, work } of resolved) {
    if (work === null) blocker[index] = BlockerCode.RESOLVED;
    else workDone[work] = 1;
  }
  return { ...standing, blocker, workDone };
}

function complete(
  projection: Projection,
  standing: Standing,
  integrations: AssumedIndices["complete"],
): Standing {
  if (integrations.length === 0) return standing;
  const [codes, ready, ended] = [standing.status.slice(), standing.ready.slice(), standing.ended.slice()];
  const status = new Map(standing.assumed.status);
  for (const integration of integrations) {
    if (ready[integration] === 1) continue;
    const report: StatusReportRow = {
      ...assumeReport(projection.asOf),
      integrationId: projection.integrations.idOf(integration),
      status: "READY",
    };
    status.set(integration, { report, confirmations: [] });
    codes[integration] = 1 + integrationStatuses.indexOf("READY");
    ready[integration] = 1;
    ended[integration] = 0;
  }
  return { ...standing, status: codes, ready, ended, assumed: { ...standing.assumed, status } };
}

function adopt(
  projection: Projection,
  base: AdoptionLookup,
  adopted: AssumedIndices["adopt"],
): AdoptionLookup {
  if (adopted.length === 0) return base;
  const adoptions = new Adoptions(projection.features.size, base);
  for (const { feature, integration } of adopted) {
    const adopters = integration === null ? listNeeding(projection, feature) : [integration];
    for (const adopter of adopters) adoptions.add(adopter, feature);
  }
  return adoptions;
}
