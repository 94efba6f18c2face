import type { Adjacency } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import type { DirectedGraph } from "../algorithms/directed-graph.ts";

/**
 * A shortest cycle through a node, as the positions of its edges in order; null if there is none. Breadth first,
 * in the order of the edges: the same graph gives the same cycle.
 *
 * @param leaving per node the edges that leave it
 * @param gone 1 per edge that is not to be used
 */
export function findShortestCycle(
  graph: DirectedGraph,
  leaving: Adjacency,
  gone: Uint8Array,
  node: number,
): number[] | null {
  /** Per node reached the edge it was reached by. */
  const reachedBy = new Map<number, number>();
  const reached = [node];
  for (const here of reached) {
    for (let p = leaving.first(here); p < leaving.end(here); p++) {
      const edge = leaving.node(p);
      const next = at(graph.to, edge);
      if (gone[edge] === 1 || reachedBy.has(next)) continue;
      reachedBy.set(next, edge);
      if (next === node) return traceBack(graph, reachedBy, node);
      reached.push(next);
    }
  }
  return null;
}

function traceBack(graph: DirectedGraph, reachedBy: ReadonlyMap<number, number>, node: number): number[] {
  const cycle: number[] = [];
  let here = node;
  do {
    const edge = reachedBy.get(here) as number;
    cycle.unshift(edge);
    here = at(graph.from, edge);
  } while (here !== node);
  return cycle;
}
