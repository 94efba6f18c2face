import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import type { BlockingGraph } from "./blocking-graph.ts";

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

/** What a walk writes down where it has been: 0 everywhere before a walk begins. */
export interface WalkMarks {
  readonly distance: Int32Array;
  readonly seenHubs: Uint8Array;
}

/** Fresh marks, as long as all blockers. */
export function makeWalkMarks(present: Present, graph: BlockingGraph): WalkMarks {
  return {
    distance: new Int32Array(present.projection.blockers.size),
    seenHubs: new Uint8Array(graph.hubs),
  };
}

/** Takes back the marks of a walk, so that the next one can use them. */
export function clearWalkMarks(graph: BlockingGraph, marks: WalkMarks, walk: FeatureWalk): void {
  for (const blocker of walk.reached) {
    const hub = graph.hubOf(blocker);
    marks.distance[blocker] = 0;
    if (hub >= 0) marks.seenHubs[hub] = 0;
  }
}

/**
 * Walks from a feature back to every blocker that is held up by it, breadth first: linear in what it reaches,
 * but for making marks.
 *
 * A feature that is not AVAILABLE holds up whatever needs it, or needs what requires it; one that is holds up
 * only the blockers whose integration has yet to adopt it.
 *
 * @param limit the walk is broken off once it has reached more than so many blockers.
 */
export function walkFromFeature(
  present: Present,
  graph: BlockingGraph,
  feature: number,
  marks: WalkMarks = makeWalkMarks(present, graph),
  limit = Number.POSITIVE_INFINITY,
): FeatureWalk {
  const { distance, seenHubs } = marks;
  const reached: number[] = [];
  let blockers = 1;
  const reach = (blocker: number): void => {
    if (distance[blocker] !== 0) return;
    distance[blocker] = blockers;
    reached.push(blocker);
  };
  const isAvailable = present.standing.available[feature] === 1;
  const steps = isAvailable ? new Map([[feature, 0]]) : countSteps(graph, feature);
  if (isAvailable) graph.forEachUnadopting(feature, reach);
  else for (const needed of steps.keys()) graph.forEachNeeding(needed, reach);
  for (const blocker of reached) {
    if (reached.length > limit) break;
    blockers = at(distance, blocker) + 1;
    graph.forEachWaiting(blocker, reach);
    const hub = graph.hubOf(blocker);
    if (hub < 0 || seenHubs[hub] === 1) continue;
    seenHubs[hub] = 1;
    graph.forEachWaitingForHub(hub, reach);
  }
  return { feature, distance, reached, steps };
}

/** From every feature that requires this one, directly or not, the least number of requirements to it. */
function countSteps(graph: BlockingGraph, feature: number): Map<number, number> {
  const steps = new Map([[feature, 0]]);
  for (const [required, count] of steps) {
    graph.forEachRequiring(required, (requiring) => {
      if (!steps.has(requiring)) steps.set(requiring, count + 1);
    });
  }
  return steps;
}
