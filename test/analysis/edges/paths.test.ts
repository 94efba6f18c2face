import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { buildGraphEdges } from "../../../src/analysis/edges/build-graph-edges.ts";
import type { EdgeKind, EdgeRow, GraphNodeRow } from "../../../src/analysis/edges/graph-edges.ts";
import { findPath, type Path } from "../../../src/analysis/edges/paths.ts";
import { runs } from "../property-runs.ts";
import { arbitraryEdges, type DrawnEdges } from "./arbitrary-edges.ts";

test("on any small graph the path is the first of all walks in the order of the definition", () => {
  fc.assert(
    fc.property(arbitraryEdges, fc.nat(7), fc.nat(7), fc.nat(5), (drawn, one, other, maxDepth) => {
      const from = drawn.nodes[one % drawn.nodes.length] as GraphNodeRow;
      const to = drawn.nodes[other % drawn.nodes.length] as GraphNodeRow;
      const found = finish(findPath(buildGraphEdges(drawn.nodes, drawn.rows), from, to, maxDepth));
      expect(found === null ? null : spell(drawn, found)).toEqual(findFirstWalk(drawn, from, to, maxDepth));
    }),
    runs,
  );
});

describe("findPath", () => {
  const nodes: GraphNodeRow[] = [
    { type: "Contributor", id: 1, slug: "ada" },
    { type: "Integration", id: 2, slug: "runner" },
    { type: "Blocker", id: 3, slug: "runner-hold" },
    { type: "Feature", id: 4, slug: "hold" },
    { type: "Integration", id: 5, slug: "walker" },
  ];
  const row = (kind: EdgeKind, from: number, to: number, factId = 9): EdgeRow => ({
    kind,
    from: nodes[from - 1] as GraphNodeRow,
    to: nodes[to - 1] as GraphNodeRow,
    factId,
  });
  const [ada, runner, , hold, walker] = nodes as [
    GraphNodeRow,
    GraphNodeRow,
    GraphNodeRow,
    GraphNodeRow,
    GraphNodeRow,
  ];
  const edges = buildGraphEdges(nodes, [
    row("CONTRIBUTED_TO", 1, 2),
    row("BLOCKED_BY", 2, 3),
    row("NEEDS", 3, 4, 8),
    row("NEEDS", 3, 4, 7),
    row("NEEDS", 3, 4, 7),
  ]);

  it("walks edges against their direction and reports them in it", () => {
    const path = finish(findPath(edges, hold, ada, 6));
    expect(path?.nodes.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(path?.edges.map(({ kind, from, to }) => `${from.id} ${kind} ${to.id}`)).toEqual([
      "3 NEEDS 4",
      "2 BLOCKED_BY 3",
      "1 CONTRIBUTED_TO 2",
    ]);
  });

  it("names all facts that make an edge, each once", () => {
    expect(finish(findPath(edges, hold, ada, 6))?.edges[0]?.factIds).toEqual([7, 8]);
  });

  it("is null where the nodes are not connected, or too far from each other", () => {
    expect(finish(findPath(edges, ada, walker, 6))).toBeNull();
    expect(finish(findPath(edges, ada, hold, 3))).not.toBeNull();
    expect(finish(findPath(edges, ada, hold, 2))).toBeNull();
  });

  it("has no edges from a node to itself, even from one that no edge can lead to", () => {
    expect(finish(findPath(edges, walker, walker, 0))).toEqual({ nodes: [walker], edges: [] });
    const source = { type: "Source", id: 2 } as const;
    expect(finish(findPath(edges, source, source, 6))).toEqual({ nodes: [source], edges: [] });
    expect(finish(findPath(edges, source, runner, 6))).toBeNull();
  });

  it("takes the kind that comes first, and of one kind the edge that leads along the walk", () => {
    const parallel = buildGraphEdges(nodes, [
      row("RELATED_TO", 2, 5),
      row("RELATED_TO", 5, 2),
      row("PART_OF", 5, 2),
    ]);
    expect(finish(findPath(parallel, runner, walker, 1))?.edges[0]).toMatchObject({
      kind: "PART_OF",
      from: { id: 5 },
    });
    const both = buildGraphEdges(nodes, [row("RELATED_TO", 2, 5), row("RELATED_TO", 5, 2)]);
    expect(finish(findPath(both, runner, walker, 1))?.edges[0]?.from.id).toBe(2);
    expect(finish(findPath(both, walker, runner, 1))?.edges[0]?.from.id).toBe(5);
  });
});

interface Spelled {
  readonly nodes: string[];
  readonly edges: string[];
}

function spell({ nodes }: DrawnEdges, path: Path): Spelled {
  const name = (key: { type: string; id: number }): string => {
    const node = nodes.find((row) => row.type === key.type && row.id === key.id) as GraphNodeRow;
    return `${node.slug} ${node.type}`;
  };
  return {
    nodes: path.nodes.map(name),
    edges: path.edges.map((e) => `${name(e.from)} ${e.kind} ${name(e.to)} ${e.factIds.join()}`),
  };
}

/** Every walk there is, sorted by the words of the definition. */
function findFirstWalk(drawn: DrawnEdges, from: GraphNodeRow, to: GraphNodeRow, maxDepth: number): unknown {
  const same = (a: { type: string; id: number }, b: { type: string; id: number }): boolean =>
    a.type === b.type && a.id === b.id;
  const walks: { nodes: GraphNodeRow[]; rows: EdgeRow[] }[] = [];
  const extend = (nodes: GraphNodeRow[], rows: EdgeRow[]): void => {
    const here = nodes.at(-1) as GraphNodeRow;
    if (same(here, to)) walks.push({ nodes, rows });
    else if (rows.length < maxDepth) {
      for (const row of drawn.rows) {
        for (const end of [row.from, row.to]) {
          const other = end === row.from ? row.to : row.from;
          if (!same(end, here) || nodes.some((node) => same(node, other))) continue;
          const next = drawn.nodes.find((node) => same(node, other)) as GraphNodeRow;
          extend([...nodes, next], [...rows, row]);
        }
      }
    }
  };
  extend([from], []);
  const [first] = walks.sort((a, b) => {
    const isAlong = (walk: typeof a): string =>
      walk.rows.map((row, i) => (same(row.from, walk.nodes[i] as GraphNodeRow) ? 0 : 1)).join();
    const kinds = (walk: typeof a): string[] => walk.rows.map((row) => row.kind);
    return (
      a.rows.length - b.rows.length ||
      compare(slugsOf(a.nodes), slugsOf(b.nodes)) ||
      compare(typesOf(a.nodes), typesOf(b.nodes)) ||
      compare(kinds(a), kinds(b)) ||
      compare([isAlong(a)], [isAlong(b)])
    );
  });
  if (first === undefined) return null;
  const edges = first.rows.map(({ kind, from, to }) => ({
    kind,
    from,
    to,
    factIds: [
      ...new Set(
        drawn.rows
          .filter((row) => row.kind === kind && same(row.from, from) && same(row.to, to))
          .map(({ factId }) => factId),
      ),
    ].sort((a, b) => a - b),
  }));
  return spell(drawn, { nodes: first.nodes, edges });
}

function slugsOf(nodes: GraphNodeRow[]): string[] {
  return nodes.map(({ slug }) => slug);
}

function typesOf(nodes: GraphNodeRow[]): string[] {
  return nodes.map(({ type }) => type);
}

/** Lists of one length, item by item. */
function compare(a: string[], b: string[]): number {
  const different = a.findIndex((item, index) => item !== b[index]);
  if (different < 0) return 0;
  return (a[different] as string) < (b[different] as string) ? -1 : 1;
}
