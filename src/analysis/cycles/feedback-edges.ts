import type { Adjacency } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { type DirectedGraph, groupByEnds } from "../algorithms/directed-graph.ts";
import { findHittingSet } from "../algorithms/hitting-set.ts";
import { OutOfTime, type Stoppable } from "../algorithms/stoppable.ts";
import { orderAgainstCycles } from "./node-order.ts";
import { findShortestCycle } from "./shortest-cycle.ts";

/** Edges without which a graph has no cycle. */
export interface FeedbackEdges {
  /** Positions of the edges, ascending. */
  readonly edges: readonly number[];
  /** Whether no smaller set does. */
  readonly minimal: boolean;
}

/** Of larger graphs no smallest set is looked for: the search would not end in any time one may wait. */
const searchable = 12_000;

/**
 * A smallest set of edges that breaks every cycle; where time runs out, or the graph is large, a small one.
 * The same graph gives the same set, unless time runs out.
 *
 * Begins with the edges that lead backwards in a good order of the nodes. Then collects cycles, finds a smallest
 * set that hits all it has, and looks for cycles that this set leaves, until it leaves none: then it is smallest,
 * as no smaller set hits even these (Baharev, Schichl, Neumaier, Achterberg, "An exact method for the minimum
 * feedback arc set problem", 2021).
 */
export function* findFeedbackEdges(graph: DirectedGraph): Stoppable<FeedbackEdges> {
  let best = yield* dropNeedless(graph, orderAgainstCycles(graph));
  if (graph.from.length > searchable) return { edges: best, minimal: best.length <= 1 };
  try {
    const cycles = yield* collectCycles(graph, []);
    for (;;) {
      const hitting = yield* findHittingSet(cycles, best.length);
      if (hitting === null) return { edges: best, minimal: true };
      const missed = yield* collectCycles(graph, hitting);
      if (missed.length === 0) return { edges: hitting.sort((a, b) => a - b), minimal: true };
      cycles.push(...missed);
      const mended = yield* dropNeedless(graph, [...hitting, ...orderAgainstCycles(graph, hitting)]);
      if (mended.length < best.length) best = mended;
    }
  } catch (error) {
    if (error instanceof OutOfTime) return { edges: best, minimal: false };
    throw error;
  }
}

/** Short cycles that share no edge, until none is left without the edges given and those of these cycles. */
function* collectCycles(graph: DirectedGraph, without: readonly number[]): Stoppable<Set<number>[]> {
  const { leaving } = groupByEnds(graph);
  const gone = new Uint8Array(graph.from.length);
  for (const edge of without) gone[edge] = 1;
  const cycles: Set<number>[] = [];
  for (let node = 0; node < graph.size; node++) {
    for (;;) {
      if (yield) throw new OutOfTime();
      const cycle = findShortestCycle(graph, leaving, gone, node);
      if (cycle === null) break;
      for (const edge of cycle) gone[edge] = 1;
      cycles.push(new Set(cycle));
    }
  }
  return cycles;
}

/** Puts back, one by one, every edge that closes no cycle with what is left. */
function* dropNeedless(graph: DirectedGraph, edges: readonly number[]): Stoppable<number[]> {
  const { leaving } = groupByEnds(graph);
  const gone = new Uint8Array(graph.from.length);
  for (const edge of edges) gone[edge] = 1;
  for (const edge of edges) {
    if (yield) break;
    gone[edge] = isReachable(graph, leaving, gone, at(graph.to, edge), at(graph.from, edge)) ? 1 : 0;
  }
  return Array.from(new Set(edges))
    .filter((edge) => gone[edge] === 1)
    .sort((a, b) => a - b);
}

function isReachable(
  graph: DirectedGraph,
  leaving: Adjacency,
  gone: Uint8Array,
  from: number,
  to: number,
): boolean {
  const seen = new Uint8Array(graph.size);
  const open = [from];
  seen[from] = 1;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true;
    leaving.forEach(node, (edge) => {
      const next = at(graph.to, edge);
      if (gone[edge] === 1 || seen[next] === 1) return;
      seen[next] = 1;
      open.push(next);
    });
  }
  return false;
}
