import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import type { BlockingGraph } from "./blocking-graph.ts";
import { type Reached, sortByDepth } from "./reached.ts";

/**
 * The features that block the integration at an index, nearest first, then by slug: a walk from its blockers,
 * breadth first, linear in what it reaches, but for arrays as long as all blockers and features.
 */
export function listBlockingFeatures(present: Present, graph: BlockingGraph, integration: number): Reached[] {
  const { projection, standing } = present;
  const distance = new Int32Array(projection.blockers.size);
  const depths = new Int32Array(projection.features.size);
  const passed = new Uint8Array(projection.features.size);
  const seenHubs = new Uint8Array(graph.hubs);
  const reached: number[] = [];
  const reach = (blocker: number, blockers: number): void => {
    if (distance[blocker] !== 0) return;
    distance[blocker] = blockers;
    reached.push(blocker);
  };
  const block = (feature: number, blockers: number): void => {
    if (depths[feature] === 0) depths[feature] = blockers;
  };
  for (const blocker of projection.blockersOfIntegration.of(integration)) {
    if (graph.active[blocker] === 1) reach(blocker, 1);
  }
  for (const blocker of reached) {
    const here = at(distance, blocker);
    graph.toUnadopted.forward.forEach(blocker, (feature) => block(feature, here));
    graph.toFeature.forward.forEach(blocker, (feature) => {
      for (const required of passOn(graph, feature, passed)) {
        if (standing.available[required] !== 1) block(required, here);
      }
    });
    graph.toBlocker.forward.forEach(blocker, (next) => reach(next, here + 1));
    graph.toHub.forward.forEach(blocker, (hub) => {
      if (seenHubs[hub] === 1) return;
      seenHubs[hub] = 1;
      graph.blockersOfHub.forEach(hub, (next) => reach(next, here + 1));
    });
  }
  return sortByDepth(depths);
}

/** The feature and what it requires, directly or not, as far as no walk has passed there; all of it is passed now. */
function passOn(graph: BlockingGraph, feature: number, passed: Uint8Array): readonly number[] {
  const found: number[] = [];
  const pass = (next: number): void => {
    if (passed[next] === 1) return;
    passed[next] = 1;
    found.push(next);
  };
  pass(feature);
  for (const requiring of found) graph.toRequired.forward.forEach(requiring, pass);
  return found;
}
