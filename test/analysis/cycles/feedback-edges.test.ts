import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { DirectedGraph } from "../../../src/analysis/algorithms/directed-graph.ts";
import { findHittingSet } from "../../../src/analysis/algorithms/hitting-set.ts";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { findFeedbackEdges } from "../../../src/analysis/cycles/feedback-edges.ts";
import { orderAgainstCycles } from "../../../src/analysis/cycles/node-order.ts";
import { runs } from "../property-runs.ts";

function draw(nodes: number, edges: number): fc.Arbitrary<DirectedGraph> {
  return fc
    .array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: edges })
    .map((drawn) => makeGraph(nodes, drawn));
}

function makeGraph(size: number, edges: readonly (readonly [number, number])[]): DirectedGraph {
  return { size, from: Int32Array.from(edges, ([from]) => from), to: Int32Array.from(edges, ([, to]) => to) };
}

test("on any small graph the edges break every cycle, and no smaller set does", () => {
  fc.assert(
    fc.property(draw(5, 12), (graph) => {
      const { edges, minimal } = finish(findFeedbackEdges(graph));
      expect(minimal).toBe(true);
      expect(isAcyclic(graph, edges)).toBe(true);
      expect(edges.length).toBe(countFewest(graph));
    }),
    runs,
  );
});

test("on larger graphs the edges break every cycle, even where no time is left to look for fewer", () => {
  fc.assert(
    fc.property(draw(12, 40), (graph) => {
      const exact = finish(findFeedbackEdges(graph));
      const hasty = finish(findFeedbackEdges(graph), () => true);
      expect([exact.minimal, isAcyclic(graph, exact.edges), isAcyclic(graph, hasty.edges)]).toEqual([
        true,
        true,
        true,
      ]);
      expect(hasty.edges.length).toBeGreaterThanOrEqual(exact.edges.length);
      expect(isAcyclic(graph, orderAgainstCycles(graph))).toBe(true);
    }),
    runs,
  );
});

test("a smallest hitting set is as small as trying all says, or not below the bound", () => {
  const sets = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(sets, fc.nat(6), (drawn, below) => {
      const hits = (numbers: number[]): boolean => drawn.every((set) => set.some((n) => numbers.includes(n)));
      const fewest = Math.min(...listSubsets(8).flatMap((subset) => (hits(subset) ? [subset.length] : [])));
      const asSets = drawn.map((set) => new Set(set));
      const found = finish(findHittingSet(asSets, below));
      if (fewest >= below) expect(found).toBeNull();
      else expect([found?.length, hits(found ?? [])]).toEqual([fewest, true]);
    }),
    runs,
  );
});

describe("findFeedbackEdges", () => {
  it("breaks two circles where they share an edge", () => {
    const eight = makeGraph(4, [
      [0, 1],
      [1, 2],
      [2, 0],
      [1, 3],
      [3, 0],
    ]);
    expect(finish(findFeedbackEdges(eight))).toEqual({ edges: [0], minimal: true });
  });

  it("says that it has not proven a set the smallest where time ran out", () => {
    const edges = Array.from({ length: 200 }, (_, i) => [i % 20, (i * 7 + 3) % 20] as const);
    expect(finish(findFeedbackEdges(makeGraph(20, edges)), () => true).minimal).toBe(false);
  });

  it("takes a graph of ten thousand nodes, and neither recurses nor searches there", () => {
    const size = 10_000;
    const ring = Array.from({ length: size }, (_, node) => [node, (node + 1) % size] as const);
    const chords = Array.from({ length: size }, (_, node) => [node, (node * 17 + 5) % size] as const);
    const start = performance.now();
    const graph = makeGraph(size, [...ring, ...chords]);
    const { edges, minimal } = finish(findFeedbackEdges(graph), () => performance.now() - start > 300);
    expect(minimal).toBe(false);
    expect(isAcyclic(graph, edges)).toBe(true);
    expect(edges.length).toBeLessThan(size / 2);
  });
});

/** By taking away, again and again, a node that no edge enters (Kahn, 1962). */
function isAcyclic({ size, from, to }: DirectedGraph, without: readonly number[]): boolean {
  const gone = new Set(without);
  const left = Array.from(from.keys()).filter((edge) => !gone.has(edge));
  const entering = new Int32Array(size);
  const leaving = Array.from({ length: size }, (): number[] => []);
  for (const edge of left) {
    entering[to[edge] as number] = (entering[to[edge] as number] as number) + 1;
    leaving[from[edge] as number]?.push(to[edge] as number);
  }
  const free = Array.from({ length: size }, (_, node) => node).filter((node) => entering[node] === 0);
  for (const node of free) {
    for (const next of leaving[node] as number[]) {
      entering[next] = (entering[next] as number) - 1;
      if (entering[next] === 0) free.push(next);
    }
  }
  return free.length === size;
}

function countFewest(graph: DirectedGraph): number {
  const sizes = listSubsets(graph.from.length).filter((subset) => isAcyclic(graph, subset));
  return Math.min(...sizes.map((subset) => subset.length));
}

const subsets = new Map<number, number[][]>();

function listSubsets(size: number): number[][] {
  const known = subsets.get(size);
  if (known !== undefined) return known;
  const found = Array.from({ length: 2 ** size }, (_, bits) =>
    Array.from({ length: size }, (_, item) => item).filter((item) => (bits >> item) & 1),
  );
  subsets.set(size, found);
  return found;
}
