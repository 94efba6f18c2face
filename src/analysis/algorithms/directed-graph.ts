import { type Adjacency, EdgeList, groupByOrigin } from "./adjacency.ts";

/** A directed graph of nodes 0 … size-1, edges as columns; an edge may lead from a node to itself. */
export interface DirectedGraph {
  readonly size: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Per node the positions of the edges that leave it, and of those that enter it. */
export function groupByEnds(graph: DirectedGraph): {
  readonly leaving: Adjacency;
  readonly entering: Adjacency;
} {
  return { leaving: groupPositions(graph.from, graph.size), entering: groupPositions(graph.to, graph.size) };
}

function groupPositions(ends: Int32Array, size: number): Adjacency {
  const positions = new EdgeList();
  ends.forEach((node, edge) => {
    positions.add(node, edge);
  });
  return groupByOrigin(positions, size);
}
