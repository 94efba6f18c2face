import fc from "fast-check";
import { expect, test } from "vitest";
import { finish, OutOfTime } from "../../../src/analysis/algorithms/stoppable.ts";
import { buildGraphEdges } from "../../../src/analysis/edges/build-graph-edges.ts";
import type { GraphNodeRow } from "../../../src/analysis/edges/graph-edges.ts";
import { findNeighborhood } from "../../../src/analysis/edges/neighborhood.ts";
import { findPath } from "../../../src/analysis/edges/paths.ts";
import { runs } from "../property-runs.ts";
import { arbitraryEdges } from "./arbitrary-edges.ts";

test("on any small graph the neighbourhood is the nearest nodes, cut by the limit, and all edges among them", () => {
  fc.assert(
    fc.property(
      arbitraryEdges,
      fc.nat(7),
      fc.nat(4),
      fc.integer({ min: 1, max: 8 }),
      (drawn, index, depth, limit) => {
        const edges = buildGraphEdges(drawn.nodes, drawn.rows);
        const of = drawn.nodes[index % drawn.nodes.length] as GraphNodeRow;
        const near = drawn.nodes
          .map((node) => ({ node, length: finish(findPath(edges, of, node, depth))?.edges.length }))
          .filter(({ length }) => length !== undefined)
          .sort((a, b) => (a.length as number) - (b.length as number) || compareText(a.node, b.node))
          .map(({ node }) => `${node.type} ${node.id}`);
        const found = finish(findNeighborhood(edges, of, depth, limit));
        const listed = near.slice(0, limit);
        expect(found.nodes.map(({ type, id }) => `${type} ${id}`)).toEqual(listed);
        expect(found.truncated).toBe(near.length > limit);
        const spelled = drawn.rows
          .map(({ kind, from, to }) => ({ kind, from: `${from.type} ${from.id}`, to: `${to.type} ${to.id}` }))
          .filter(({ from, to }) => listed.includes(from) && listed.includes(to))
          .map(({ kind, from, to }) => `${from} ${kind} ${to}`);
        const edgesFound = found.edges.map(
          ({ kind, from, to }) => `${from.type} ${from.id} ${kind} ${to.type} ${to.id}`,
        );
        expect(edgesFound.toSorted()).toEqual([...new Set(spelled)].sort());
      },
    ),
    runs,
  );
});

test("the neighbourhood of what no edge can lead to is that alone", () => {
  const edges = buildGraphEdges([], []);
  const source = { type: "Source", id: 1 } as const;
  expect(finish(findNeighborhood(edges, source, 3, 10))).toEqual({
    nodes: [source],
    edges: [],
    truncated: false,
  });
});

function compareText(a: GraphNodeRow, b: GraphNodeRow): number {
  return `${a.slug} ${a.type}` < `${b.slug} ${b.type}` ? -1 : 1;
}

test("a neighbourhood with more edges than anybody can look at is cut, and says so", () => {
  const nodes = Array.from({ length: 80 }, (_, id) => ({
    type: "Feature" as const,
    id,
    slug: String(id).padStart(2, "0"),
  }));
  const rows = nodes.flatMap((from) =>
    nodes.map((to) => ({ kind: "REQUIRES" as const, from, to, factId: from.id * 100 + to.id })),
  );
  const edges = buildGraphEdges(nodes, rows);
  const of = nodes[0] as GraphNodeRow;
  const all = finish(findNeighborhood(edges, of, 1, 70));
  expect([all.nodes.length, all.edges.length, all.truncated]).toEqual([70, 4900, true]);
  const cut = finish(findNeighborhood(edges, of, 1, 80));
  expect([cut.nodes.length, cut.edges.length, cut.truncated]).toEqual([80, 5000, true]);
  expect(cut.edges[0]).toMatchObject({ from: { id: 0 }, to: { id: 0 } });
});

test("a walk that takes too long is given up", () => {
  const nodes = Array.from({ length: 3000 }, (_, id) => ({ type: "Feature" as const, id, slug: `${id}` }));
  const rows = nodes.slice(1).map((to) => ({
    kind: "REQUIRES" as const,
    from: nodes[to.id - 1] as GraphNodeRow,
    to,
    factId: to.id,
  }));
  const edges = buildGraphEdges(nodes, rows);
  const [first, last] = [nodes[0], nodes.at(-1)] as [GraphNodeRow, GraphNodeRow];
  expect(() => finish(findNeighborhood(edges, first, 5, 10), () => true)).toThrow(OutOfTime);
  expect(() => finish(findPath(edges, first, last, 3000), () => true)).toThrow(OutOfTime);
  expect(finish(findPath(edges, first, last, 3000))?.edges).toHaveLength(2999);
});
