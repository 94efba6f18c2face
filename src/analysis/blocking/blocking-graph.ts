import {
  type Adjacency,
  EdgeList,
  groupBothWays,
  groupIndices,
  type TwoWayAdjacency,
} from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Present } from "../standing/present.ts";

/**
 * The part of the graph a walk from an integration to a feature may cross: blockers that are unlifted and
 * OPEN, needs that do not hold, and requirements that are not usable. Everything by index.
 *
 * A need on an integration leads to all its blockers that keep the need from holding. These share a *hub*, so
 * that the edges stay as many as the needs: hub `i` holds the blockers of integration `i`, which is not READY;
 * hub `integrations.size + c` those of capability `c`, whose integration is. A blocker is in one hub at most.
 */
export interface BlockingGraph {
  /** 1 per blocker that a walk may cross. */
  readonly active: Uint8Array;
  readonly hubs: number;
  /** Per blocker its hub; -1: no need on its integration leads to it. */
  readonly hubOf: Int32Array;
  readonly blockersOfHub: Adjacency;
  readonly toBlocker: TwoWayAdjacency;
  readonly toHub: TwoWayAdjacency;
  /** Blocker to each feature it needs in vain. */
  readonly toFeature: TwoWayAdjacency;
  /** The part of `toFeature` where the blocker's integration has not adopted the feature. */
  readonly toUnadopted: TwoWayAdjacency;
  /** Feature to each feature it requires that is not usable. */
  readonly toRequired: TwoWayAdjacency;
}

/** Finds the edges that walks may cross. Linear in blockers, needs and requirements. */
export function buildBlockingGraph(present: Present): BlockingGraph {
  const { projection, standing } = present;
  const { blockers, integrations, capabilities, features, needs } = projection;
  const hubs = integrations.size + capabilities.size;
  const active = new Uint8Array(blockers.size);
  const hubOf = new Int32Array(blockers.size).fill(-1);
  for (let blocker = 0; blocker < blockers.size; blocker++) {
    if (present.lifted[blocker] === 1 || standing.blocker[blocker] !== "OPEN") continue;
    active[blocker] = 1;
    hubOf[blocker] = findHub(present, blocker);
  }
  const [toBlocker, toHub, toFeature, toUnadopted] = [0, 1, 2, 3].map(() => new EdgeList()) as Edges;
  for (let need = 0; need < needs.size; need++) {
    const blocker = at(needs.blocker, need);
    if (active[blocker] !== 1 || present.holds[need] === 1) continue;
    const target = at(needs.target, need);
    if (needs.kind[need] === NeedKind.BLOCKER) {
      if (active[target] === 1) toBlocker.add(blocker, target);
    } else if (needs.kind[need] === NeedKind.INTEGRATION) {
      toHub.add(blocker, findNeededHub(present, target, at(needs.capability, need)));
    } else if (needs.kind[need] === NeedKind.FEATURE) {
      toFeature.add(blocker, target);
      if (!standing.adoptions.has(at(projection.blockerIntegration, blocker), target)) {
        toUnadopted.add(blocker, target);
      }
    }
  }
  return {
    active,
    hubs,
    hubOf,
    blockersOfHub: groupIndices(hubOf, hubs),
    toBlocker: groupBothWays(toBlocker, blockers.size, blockers.size),
    toHub: groupBothWays(toHub, blockers.size, hubs),
    toFeature: groupBothWays(toFeature, blockers.size, features.size),
    toUnadopted: groupBothWays(toUnadopted, blockers.size, features.size),
    toRequired: groupBothWays(listUnusableRequirements(present), features.size, features.size),
  };
}

type Edges = [EdgeList, EdgeList, EdgeList, EdgeList];

function findHub(present: Present, blocker: number): number {
  const { blockerIntegration, blockerCapability } = present.projection;
  return findNeededHub(present, at(blockerIntegration, blocker), at(blockerCapability, blocker));
}

/**
 * The hub that a need on an integration, or on one capability of it, leads to; -1: to none. While the
 * integration is not READY all its blockers keep the need from holding, whatever capability it names.
 */
function findNeededHub({ projection, standing }: Present, integration: number, capability: number): number {
  if (integration < 0 || standing.ended[integration] === 1) return -1;
  if (standing.ready[integration] !== 1) return integration;
  return capability < 0 ? -1 : projection.integrations.size + capability;
}

function listUnusableRequirements({ projection, usable }: Present): EdgeList {
  const { forward } = projection.requirements;
  const edges = new EdgeList();
  for (let feature = 0; feature < projection.features.size; feature++) {
    for (const required of forward.of(feature)) if (usable[required] !== 1) edges.add(feature, required);
  }
  return edges;
}
