import fc from "fast-check";
import { expect, test } from "vitest";
import { buildGraphEdges } from "../../../src/analysis/edges/build-graph-edges.ts";
import type { GraphNodeRow } from "../../../src/analysis/edges/graph-edges.ts";
import { findNeighborhood } from "../../../src/analysis/edges/neighborhood.ts";
import { findPath } from "../../../src/analysis/edges/paths.ts";
import { arbitraryEdges } from "./arbitrary-edges.ts";

// A failure prints the seed and the path; give both to `fc.assert` to see it again.
const runs = { numRuns: 2000 };

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
          .map((node) => ({ node, length: findPath(edges, of, node, depth)?.edges.length }))
          .filter(({ length }) => length !== undefined)
          .sort((a, b) => (a.length as number) - (b.length as number) || compareText(a.node, b.node))
          .map(({ node }) => `${node.type} ${node.id}`);
        const found = findNeighborhood(edges, of, depth, limit);
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
}, 120_000);

test("the neighbourhood of what no edge can lead to is that alone", () => {
  const edges = buildGraphEdges([], []);
  const source = { type: "Source", id: 1 } as const;
  expect(findNeighborhood(edges, source, 3, 10)).toEqual({ nodes: [source], edges: [], truncated: false });
});

function compareText(a: GraphNodeRow, b: GraphNodeRow): number {
  return `${a.slug} ${a.type}` < `${b.slug} ${b.type}` ? -1 : 1;
}
