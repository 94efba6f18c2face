import { blockerStates, featureChanges, integrationStatuses } from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import { Adoptions } from "../standing/adoptions.ts";
import { findAvailability } from "../standing/availability.ts";
import { findLatestOn, stateOfBlocker, statusOfIntegration } from "../standing/report-subject.ts";
import { BlockerCode, isEnd, type Standing } from "../standing/standing.ts";
import type { HeldIndices } from "./assumption-index.ts";

/** Ids of the facts in view that a withdrawal hides, ascending. */
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
  const withdrawn = listWithdrawn(projection, base, withdraw);
  const known = base.assumed.hidden;
  const hidden = {
    featureReleases: new Set([...known.featureReleases, ...withdrawn.featureReleases]),
    adoptions: new Set([...known.adoptions, ...withdrawn.adoptions]),
    blockerReports: new Set([...known.blockerReports, ...withdrawn.blockerReports]),
    statusReports: new Set([...known.statusReports, ...withdrawn.statusReports]),
  };
  let standing: Standing = { ...base, assumed: { ...base.assumed, hidden } };
  standing = withdrawReleases(projection, standing, withdraw.ship);
  standing = withdrawAdoptions(projection, standing, withdraw.adopt);
  standing = withdrawResolutions(projection, standing, withdraw.resolve);
  standing = withdrawReadiness(projection, standing, withdraw.complete);
  return { standing, withdrawn };
}

/** The facts that make so what is withdrawn, but for those that are withdrawn already. */
function listWithdrawn(
  { tables, rowsOf }: Projection,
  { assumed }: Standing,
  { ship, adopt, resolve, complete }: HeldIndices,
): WithdrawnFacts {
  const { featureReleases: releases, adoptions, blockerReports, statusReports } = tables;
  const idsOf = (table: keyof WithdrawnFacts, rows: Iterable<number>): number[] =>
    Array.from(new Set(rows), (row) => tables[table].id[row] as number)
      .filter((id) => !assumed.hidden[table].has(id))
      .sort((a, b) => a - b);
  const [added, resolved] = [featureChanges.indexOf("ADDED"), blockerStates.indexOf("RESOLVED")];
  const ready = integrationStatuses.indexOf("READY");
  return {
    featureReleases: idsOf(
      "featureReleases",
      ship.flatMap((feature) =>
        Array.from(rowsOf.featureReleases.of(feature)).filter((row) => releases.change[row] === added),
      ),
    ),
    adoptions: idsOf(
      "adoptions",
      adopt.flatMap(({ feature, integration }) => {
        const rows = integration === null ? adoptions.feature.keys() : rowsOf.adoptions.of(integration);
        return Array.from(rows).filter((row) => adoptions.feature[row] === feature);
      }),
    ),
    blockerReports: idsOf(
      "blockerReports",
      resolve.flatMap(({ blocker, work }) =>
        Array.from(rowsOf.blockerReports.of(blocker)).filter(
          (row) => blockerReports.word[row] === resolved && blockerReports.work[row] === (work ?? -1),
        ),
      ),
    ),
    statusReports: idsOf(
      "statusReports",
      complete.flatMap((integration) =>
        Array.from(rowsOf.statusReports.of(integration)).filter((row) => statusReports.word[row] === ready),
      ),
    ),
  };
}

function withdrawReleases({ rowsOf }: Projection, standing: Standing, ship: HeldIndices["ship"]): Standing {
  if (ship.length === 0) return standing;
  const available = standing.available.slice();
  const availability = new Map(standing.assumed.availability);
  for (const feature of ship) {
    available[feature] = 0;
    availability.set(feature, findAvailability([], rowsOf.authorships.count(feature) > 0));
  }
  return { ...standing, available, assumed: { ...standing.assumed, availability } };
}

function withdrawAdoptions(
  { features }: Projection,
  standing: Standing,
  adopt: HeldIndices["adopt"],
): Standing {
  if (adopt.length === 0) return standing;
  const adoptions = new Adoptions(features.size, standing.adoptions);
  // Those that only an assumption made go with them.
  for (const { feature, integration } of adopt) {
    if (integration === null) adoptions.withdrawAll(feature);
    else adoptions.withdraw(integration, feature);
  }
  return { ...standing, adoptions };
}

function withdrawResolutions(
  projection: Projection,
  standing: Standing,
  resolve: HeldIndices["resolve"],
): Standing {
  if (resolve.length === 0) return standing;
  const blocker = standing.blocker.slice();
  const workDone = standing.workDone.slice();
  const { hidden } = standing.assumed;
  for (const { blocker: index, work } of resolve) {
    if (work !== null) workDone[work] = 0;
    else {
      const latest = findLatestOn(projection, stateOfBlocker, index, (row) =>
        hidden.blockerReports.has(row.id),
      );
      blocker[index] = BlockerCode[latest?.report.state ?? "OPEN"];
    }
  }
  return { ...standing, blocker, workDone };
}

function withdrawReadiness(
  projection: Projection,
  standing: Standing,
  complete: HeldIndices["complete"],
): Standing {
  if (complete.length === 0) return standing;
  const [codes, ready, ended] = [standing.status.slice(), standing.ready.slice(), standing.ended.slice()];
  const status = new Map(standing.assumed.status);
  const { hidden } = standing.assumed;
  for (const integration of complete) {
    const latest = findLatestOn(projection, statusOfIntegration, integration, (row) =>
      hidden.statusReports.has(row.id),
    );
    const word = latest?.report.status ?? null;
    status.set(integration, latest);
    codes[integration] = word === null ? 0 : 1 + integrationStatuses.indexOf(word);
    ready[integration] = 0;
    ended[integration] = isEnd(word) ? 1 : 0;
  }
  return { ...standing, status: codes, ready, ended, assumed: { ...standing.assumed, status } };
}
