import { EdgeList, groupByOrigin } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { condense } from "../algorithms/condensation.ts";
import { countReaching } from "../algorithms/reaching.ts";
import type { Present } from "../standing/present.ts";
import type { BlockingGraph } from "./blocking-graph.ts";

/**
 * For each of some features, given by index, the number of integrations it blocks, without the ENDED ones.
 *
 * Integrations, blockers, hubs and features become nodes of one graph, its circles are drawn together, and sets
 * of features are carried up it: the time hardly depends on how far a feature reaches.
 */
export function countFarBlocked(
  present: Present,
  graph: BlockingGraph,
  features: readonly number[],
): Int32Array {
  if (features.length === 0) return new Int32Array(0);
  const nodes = numberNodes(present, graph);
  const condensation = condense(groupByOrigin(listEdges(present, graph, nodes), nodes.size), nodes.size);
  const { componentOf } = condensation;
  const bearers = new EdgeList();
  features.forEach((feature, mark) => {
    if (present.standing.available[feature] !== 1) {
      bearers.add(mark, at(componentOf, nodes.feature + feature));
      return;
    }
    graph.forEachUnadopting(feature, (blocker) => {
      bearers.add(mark, at(componentOf, nodes.blocker + blocker));
    });
  });
  const groups = componentOf
    .subarray(nodes.integration)
    .filter((_, integration) => present.standing.ended[integration] !== 1);
  return countReaching(condensation, groups, groupByOrigin(bearers, features.length), features.length);
}

/** Where the nodes of each type begin in the one graph. */
interface NodeNumbers {
  readonly blocker: number;
  readonly hub: number;
  readonly feature: number;
  readonly integration: number;
  readonly size: number;
}

function numberNodes({ projection }: Present, graph: BlockingGraph): NodeNumbers {
  const hub = projection.blockers.size;
  const feature = hub + graph.hubs;
  const integration = feature + projection.features.size;
  return { blocker: 0, hub, feature, integration, size: integration + projection.integrations.size };
}

function listEdges({ projection }: Present, graph: BlockingGraph, nodes: NodeNumbers): EdgeList {
  const { integrations, blockers, features, blockersOfIntegration } = projection;
  const edges = new EdgeList();
  for (let blocker = 0; blocker < blockers.size; blocker++) {
    const from = nodes.blocker + blocker;
    graph.forEachBlocker(blocker, (target) => edges.add(from, nodes.blocker + target));
    graph.forEachHub(blocker, (hub) => edges.add(from, nodes.hub + hub));
    graph.forEachFeature(blocker, (feature) => edges.add(from, nodes.feature + feature));
  }
  for (let hub = 0; hub < graph.hubs; hub++) {
    graph.forEachInHub(hub, (blocker) => edges.add(nodes.hub + hub, nodes.blocker + blocker));
  }
  for (let feature = 0; feature < features.size; feature++) {
    const from = nodes.feature + feature;
    graph.forEachRequired(feature, (required) => edges.add(from, nodes.feature + required));
  }
  // Blockers that no walk may cross have no edges and bear no feature.
  for (let integration = 0; integration < integrations.size; integration++) {
    const from = nodes.integration + integration;
    blockersOfIntegration.forEach(integration, (blocker) => edges.add(from, nodes.blocker + blocker));
  }
  return edges;
}
