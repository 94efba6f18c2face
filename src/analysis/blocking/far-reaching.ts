import { type Adjacency, EdgeList, groupByOrigin } from "../algorithms/adjacency.ts";
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
    graph.toUnadopted.backward.forEach(feature, (blocker) => {
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
  const addAll = (lists: Adjacency, origins: number, from: number, to: number): void => {
    for (let origin = 0; origin < origins; origin++) {
      lists.forEach(origin, (target) => edges.add(from + origin, to + target));
    }
  };
  addAll(graph.toBlocker.forward, blockers.size, nodes.blocker, nodes.blocker);
  addAll(graph.toHub.forward, blockers.size, nodes.blocker, nodes.hub);
  addAll(graph.blockersOfHub, graph.hubs, nodes.hub, nodes.blocker);
  addAll(graph.toFeature.forward, blockers.size, nodes.blocker, nodes.feature);
  addAll(graph.toRequired.forward, features.size, nodes.feature, nodes.feature);
  // Blockers that no walk may cross have no edges and bear no feature.
  addAll(blockersOfIntegration, integrations.size, nodes.integration, nodes.blocker);
  return edges;
}
