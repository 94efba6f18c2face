import { at } from "./at.ts";
import type { BlockingGraph } from "./blocking-graph.ts";
import type { Present } from "./present.ts";

/** How far every blocker is from one feature that it blocks on. */
export interface FeatureWalk {
  /** Index of the feature. */
  readonly feature: number;
  /** Per blocker the least number of blockers, itself included, on a walk to the feature; 0: there is none. */
  readonly distance: Int32Array;
  /** The blockers with a distance, the nearest first. */
  readonly reached: readonly number[];
  /** Per feature that leads on to this one by requirements the least number of them. */
  readonly steps: ReadonlyMap<number, number>;
}

/**
 * Walks from a feature back to every blocker that is held up by it, breadth first: linear in what it reaches,
 * but for an array as long as all blockers.
 *
 * A feature that is not AVAILABLE holds up whatever needs it, or needs what requires it; one that is holds up
 * only the blockers whose integration has yet to adopt it.
 */
export function walkFromFeature(present: Present, graph: BlockingGraph, feature: number): FeatureWalk {
  const distance = new Int32Array(present.projection.blockers.size);
  const seenHubs = new Uint8Array(graph.hubs);
  const reached: number[] = [];
  const reach = (blocker: number, blockers: number): void => {
    if (distance[blocker] !== 0) return;
    distance[blocker] = blockers;
    reached.push(blocker);
  };
  const isAvailable = present.standing.available[feature] === 1;
  const steps = isAvailable ? new Map([[feature, 0]]) : countSteps(graph, feature);
  const { backward: needing } = isAvailable ? graph.toUnadopted : graph.toFeature;
  for (const needed of steps.keys()) {
    for (const blocker of needing.of(needed)) reach(blocker, 1);
  }
  const { toBlocker, toHub, hubOf } = graph;
  for (const blocker of reached) {
    const next = at(distance, blocker) + 1;
    for (let p = toBlocker.backward.first(blocker); p < toBlocker.backward.end(blocker); p++) {
      reach(toBlocker.backward.node(p), next);
    }
    const hub = at(hubOf, blocker);
    if (hub < 0 || seenHubs[hub] === 1) continue;
    seenHubs[hub] = 1;
    for (let p = toHub.backward.first(hub); p < toHub.backward.end(hub); p++) {
      reach(toHub.backward.node(p), next);
    }
  }
  return { feature, distance, reached, steps };
}

/** From every feature that requires this one, directly or not, the least number of requirements to it. */
function countSteps(graph: BlockingGraph, feature: number): Map<number, number> {
  const steps = new Map([[feature, 0]]);
  for (const [required, count] of steps) {
    for (const requiring of graph.toRequired.backward.of(required)) {
      if (!steps.has(requiring)) steps.set(requiring, count + 1);
    }
  }
  return steps;
}
