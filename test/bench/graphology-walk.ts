import graphology from "graphology";
import { bfsFromNode } from "graphology-traversal";
import type { BlockingEdges } from "./blocking-edges.ts";

export type LibraryGraph = graphology.DirectedGraph;

/** The same edges, turned around, in a graph of the library. */
export function buildLibraryGraph(edges: BlockingEdges): LibraryGraph {
  const graph = new graphology.DirectedGraph();
  const add = (pairs: readonly (readonly [number, number])[], origin: string, target: string): void => {
    for (const [from, to] of pairs) graph.mergeEdge(`${target}${to}`, `${origin}${from}`);
  };
  add(edges.integrationToBlocker, "i", "b");
  add(edges.blockerToBlocker, "b", "b");
  add(edges.blockerToFeature, "b", "f");
  return graph;
}

/** What the statement finds, found by the library's breadth-first walk. */
export function walkInLibrary(graph: LibraryGraph, feature: number): Map<number, number> {
  const found = new Map<number, number>();
  bfsFromNode(graph, `f${feature}`, (node, _attributes, distance) => {
    // Between the integration and the feature there are as many blockers as edges but one.
    if (node.startsWith("i")) found.set(Number(node.slice(1)), distance - 1);
  });
  return found;
}
