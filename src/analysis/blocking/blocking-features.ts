import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import type { BlockingGraph } from "./blocking-graph.ts";
import { type Reached, sortByDepth } from "./reached.ts";

/**
 * The features that block the integration at an index, nearest first, then by slug: a walk from its blockers,
 * breadth first, linear in what it reaches, but for arrays as long as all blockers and features.
 */
export function listBlockingFeatures(
  { projection, standing }: Present,
  graph: BlockingGraph,
  integration: number,
): Reached[] {
  const distance = new Int32Array(projection.blockers.size);
  const depths = new Int32Array(projection.features.size);
  const passed = new Uint8Array(projection.features.size);
  const seenHubs = new Uint8Array(graph.hubs);
  const reached: number[] = [];
  let blockers = 0;
  const reach = (blocker: number): void => {
    if (distance[blocker] !== 0) return;
    distance[blocker] = blockers + 1;
    reached.push(blocker);
  };
  const block = (feature: number): void => {
    if (depths[feature] === 0) depths[feature] = blockers;
  };
  for (const blocker of projection.blockersOfIntegration.of(integration)) {
    if (graph.isActive(blocker)) reach(blocker);
  }
  for (const blocker of reached) {
    blockers = at(distance, blocker);
    graph.forEachUnadopted(blocker, block);
    graph.forEachFeature(blocker, (feature) => {
      for (const required of passOn(graph, feature, passed)) {
        if (standing.available[required] !== 1) block(required);
      }
    });
    graph.forEachBlocker(blocker, reach);
    graph.forEachHub(blocker, (hub) => {
      if (seenHubs[hub] === 1) return;
      seenHubs[hub] = 1;
      graph.forEachInHub(hub, reach);
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
  for (const requiring of found) graph.forEachRequired(requiring, pass);
  return found;
}
