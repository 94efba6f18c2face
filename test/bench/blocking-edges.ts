import type { Present } from "../../src/analysis/standing/present.ts";
import { BlockerCode } from "../../src/analysis/standing/standing.ts";

/** The edges that walks from blocked integrations to features may cross, by database id, each once. */
export interface BlockingEdges {
  readonly integrationToBlocker: readonly (readonly [number, number])[];
  readonly blockerToBlocker: readonly (readonly [number, number])[];
  readonly blockerToFeature: readonly (readonly [number, number])[];
}

/**
 * Lists the edges for what the analysis is held against. It works by itself, on what holds: a need on an
 * integration is an edge to each blocker that keeps it from holding, and a feature that is only required is as
 * good as needed.
 */
export function listBlockingEdges({ projection, standing, lifted, holds, usable }: Present): BlockingEdges {
  const { blockers, integrations, features, needs, requirements } = projection;
  const isActive = (blocker: number): boolean =>
    lifted[blocker] !== 1 && standing.blocker[blocker] === BlockerCode.OPEN;
  const pairs = { integration: new Set<string>(), blocker: new Set<string>(), feature: new Set<string>() };
  for (let blocker = 0; blocker < blockers.size; blocker++) {
    const integration = projection.blockerIntegration[blocker] as number;
    if (!isActive(blocker) || standing.ended[integration] === 1) continue;
    pairs.integration.add(`${integrations.idOf(integration)} ${blockers.idOf(blocker)}`);
  }
  const needFeature = (blocker: number, feature: number, seen: Set<number>): void => {
    if (seen.has(feature)) return;
    seen.add(feature);
    const integration = projection.blockerIntegration[blocker] as number;
    const isAdopted = seen.size > 1 || standing.adoptions.has(integration, feature);
    if (standing.available[feature] !== 1 || !isAdopted) {
      pairs.feature.add(`${blockers.idOf(blocker)} ${features.idOf(feature)}`);
    }
    requirements.forward.forEach(feature, (required) => {
      if (usable[required] !== 1) needFeature(blocker, required, seen);
    });
  };
  for (let need = 0; need < needs.size; need++) {
    const blocker = needs.blocker[need] as number;
    const target = needs.target[need] as number;
    if (!isActive(blocker) || holds[need] === 1 || target < 0) continue;
    const lead = (to: number): void => {
      if (isActive(to)) pairs.blocker.add(`${blockers.idOf(blocker)} ${blockers.idOf(to)}`);
    };
    if (needs.kind[need] === 0) needFeature(blocker, target, new Set());
    else if (needs.kind[need] === 1) lead(target);
    else if (needs.kind[need] === 2 && standing.ended[target] !== 1) {
      const capability = needs.capability[need] as number;
      if (standing.ready[target] !== 1) projection.blockersOfIntegration.forEach(target, lead);
      else if (capability >= 0) projection.blockersOfCapability.forEach(capability, lead);
    }
  }
  const read = (set: ReadonlySet<string>): (readonly [number, number])[] =>
    Array.from(set, (pair) => pair.split(" ").map(Number) as [number, number]);
  return {
    integrationToBlocker: read(pairs.integration),
    blockerToBlocker: read(pairs.blocker),
    blockerToFeature: read(pairs.feature),
  };
}
