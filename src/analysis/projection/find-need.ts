import type { NeedRow } from "./facts-in-view.ts";
import { NeedKind } from "./projected-needs.ts";
import type { Projection } from "./projection.ts";

/** The index of a need that is in view; -1: it is not. */
export function findNeed(projection: Projection, row: NeedRow): number {
  const { needs, remedies, remedyBlocker, capabilities } = projection;
  const remedy = remedies.indexOf(row.remedyId);
  if (remedy < 0) return -1;
  const target = findTarget(projection, row, remedyBlocker[remedy] as number);
  const capability = row.kind === "INTEGRATION" ? capabilities.indexOf(row.capabilityId) : -1;
  const isIt = (need: number): boolean =>
    needs.kind[need] === NeedKind[row.kind] &&
    needs.target[need] === target &&
    needs.capability[need] === capability;
  return target < 0 ? -1 : (needs.ofRemedy.of(remedy).find(isIt) ?? -1);
}

function findTarget(projection: Projection, need: NeedRow, blocker: number): number {
  switch (need.kind) {
    case "FEATURE":
      return projection.features.indexOf(need.featureId);
    case "BLOCKER":
      return projection.blockers.indexOf(need.blockerId);
    case "INTEGRATION":
      return projection.integrations.indexOf(need.integrationId);
    case "WORK":
      return projection.works.indexOf(blocker, need.work);
  }
}
