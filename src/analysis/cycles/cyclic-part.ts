import { type Adjacency, EdgeList, groupByOrigin } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { condense } from "../algorithms/condensation.ts";
import { BlockingGraph } from "../blocking/blocking-graph.ts";
import type { NodeKey } from "../blocking/explanation.ts";
import type { Present } from "../standing/present.ts";

/**
 * A node of the blocking graph that cycles run through. A need on an integration leads to those of its blockers
 * that keep the need from holding: while it is not READY all, else those of one capability, and then that
 * capability tells one such node from another of the same integration.
 */
export interface CycleNode {
  readonly type: NodeKey["type"];
  readonly index: number;
  /** Index; -1: of no capability in particular. */
  readonly capability: number;
}

/** Nodes that can all be reached from each other, and the edges between them, by position among the nodes. */
export interface CyclicPart {
  /** Blockers, then integrations, then features, each in the order of slugs. */
  readonly nodes: readonly CycleNode[];
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * The parts of the blocking graph with a cycle in them, by their first nodes: strongly connected components of
 * two nodes or more, or of one that needs itself. Blockers lead to blockers and integrations, features only to
 * features they require. Linear but for sorting.
 */
export function findCyclicParts(present: Present): CyclicPart[] {
  const graph = new BlockingGraph(present);
  const numbers = numberNodes(present, graph);
  const edges = listEdges(present, graph, numbers);
  const { componentOf, size } = condense(edges, numbers.size);
  const members: number[][] = [];
  const counts = new Int32Array(size);
  for (const component of componentOf) counts[component] = at(counts, component) + 1;
  for (let node = 0; node < numbers.size; node++) {
    const component = at(componentOf, node);
    if (at(counts, component) === 1 && !edges.of(node).includes(node)) continue;
    const known = members[component];
    if (known === undefined) members[component] = [node];
    else known.push(node);
  }
  return members
    .filter((nodes) => nodes !== undefined)
    .sort((a, b) => at(a, 0) - at(b, 0))
    .map((nodes) => cutOut(present, edges, numbers, nodes));
}

/** Where the nodes of each type begin in the one graph: blockers at 0. */
interface NodeNumbers {
  readonly hub: number;
  readonly feature: number;
  readonly size: number;
}

function numberNodes({ projection }: Present, graph: BlockingGraph): NodeNumbers {
  const hub = projection.blockers.size;
  const feature = hub + graph.hubs;
  return { hub, feature, size: feature + projection.features.size };
}

function listEdges({ projection }: Present, graph: BlockingGraph, numbers: NodeNumbers): Adjacency {
  const edges = new EdgeList();
  for (let blocker = 0; blocker < projection.blockers.size; blocker++) {
    addEach(edges, blocker, 0, (visit) => graph.forEachBlocker(blocker, visit));
    addEach(edges, blocker, numbers.hub, (visit) => graph.forEachHub(blocker, visit));
  }
  for (let hub = 0; hub < graph.hubs; hub++) {
    addEach(edges, numbers.hub + hub, 0, (visit) => graph.forEachInHub(hub, visit));
  }
  for (let feature = 0; feature < projection.features.size; feature++) {
    const from = numbers.feature + feature;
    addEach(edges, from, numbers.feature, (visit) => graph.forEachRequired(feature, visit));
  }
  return groupByOrigin(edges, numbers.size);
}

/** Adds an edge to each target, once however often it is listed. */
function addEach(
  edges: EdgeList,
  from: number,
  first: number,
  forEach: (visit: (target: number) => void) => void,
): void {
  const targets = new Set<number>();
  forEach((target) => targets.add(target));
  for (const target of targets) edges.add(from, first + target);
}

function cutOut(
  { projection }: Present,
  edges: Adjacency,
  numbers: NodeNumbers,
  members: readonly number[],
): CyclicPart {
  const positions = new Map(members.map((node, position) => [node, position]));
  const inside = new EdgeList();
  members.forEach((node, position) => {
    edges.forEach(node, (target) => inside.add(position, positions.get(target) ?? -1));
  });
  const integrations = projection.integrations.size;
  const nodes = members.map((node): CycleNode => {
    if (node < numbers.hub) return { type: "Blocker", index: node, capability: -1 };
    if (node >= numbers.feature) return { type: "Feature", index: node - numbers.feature, capability: -1 };
    const hub = node - numbers.hub;
    if (hub < integrations) return { type: "Integration", index: hub, capability: -1 };
    const capability = hub - integrations;
    return { type: "Integration", index: findOwner(projection, capability), capability };
  });
  return { nodes, from: inside.from.slice(), to: inside.to.slice() };
}

function findOwner(
  { blockersOfCapability, blockerIntegration }: Present["projection"],
  capability: number,
): number {
  return at(blockerIntegration, blockersOfCapability.node(blockersOfCapability.first(capability)));
}
