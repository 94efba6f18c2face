import { at } from "./at.ts";
import { type EdgeRow, edgeKinds, GraphEdges, type GraphNodeRow, type PackedEdges } from "./graph-edges.ts";

/**
 * Draws the facts of a viewpoint together: rows of one kind between the same two nodes, in the same direction,
 * become one edge. A row whose end is not among the nodes is left out, as a need on a blocker out of view.
 *
 * Sorts nodes and rows, and is linear otherwise.
 */
export function buildGraphEdges(nodes: readonly GraphNodeRow[], rows: readonly EdgeRow[]): GraphEdges {
  const sorted = nodes.toSorted(compareNodes);
  const indices = new Map(sorted.map(({ type, id }, index) => [`${type} ${id}`, index]));
  const placed = placeRows(rows, indices);
  return new GraphEdges(sorted, packEdges(placed));
}

interface PlacedRow {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
  readonly factId: number;
}

function placeRows(rows: readonly EdgeRow[], indices: ReadonlyMap<string, number>): PlacedRow[] {
  const kinds = new Map(edgeKinds.map((kind, index) => [kind, index]));
  const placed: PlacedRow[] = [];
  for (const row of rows) {
    const from = indices.get(`${row.from.type} ${row.from.id}`);
    const to = indices.get(`${row.to.type} ${row.to.id}`);
    if (from === undefined || to === undefined) continue;
    placed.push({ from, to, kind: kinds.get(row.kind) as number, factId: row.factId });
  }
  return placed.sort((a, b) => a.from - b.from || a.to - b.to || a.kind - b.kind || a.factId - b.factId);
}

function packEdges(rows: readonly PlacedRow[]): PackedEdges {
  const starts: number[] = [];
  const factIds: number[] = [];
  rows.forEach((row, index) => {
    const previous = rows[index - 1];
    if (previous === undefined || !isSameEdge(previous, row)) starts.push(factIds.length);
    // A remedy may need the same thing twice.
    else if (previous.factId === row.factId) return;
    factIds.push(row.factId);
  });
  const first = firstRows(rows);
  return {
    from: Int32Array.from(first, ({ from }) => from),
    to: Int32Array.from(first, ({ to }) => to),
    kinds: Uint8Array.from(first, ({ kind }) => kind),
    offsets: Int32Array.from({ length: starts.length + 1 }, (_, edge) =>
      edge === starts.length ? factIds.length : at(starts, edge),
    ),
    factIds: Float64Array.from(factIds),
  };
}

function firstRows(rows: readonly PlacedRow[]): PlacedRow[] {
  return rows.filter((row, index) => {
    const previous = rows[index - 1];
    return previous === undefined || !isSameEdge(previous, row);
  });
}

function isSameEdge(a: PlacedRow, b: PlacedRow): boolean {
  return a.from === b.from && a.to === b.to && a.kind === b.kind;
}

/** By slug, by code units, whatever the locale; of different types with one slug, by the type's name. */
function compareNodes(a: GraphNodeRow, b: GraphNodeRow): number {
  if (a.slug !== b.slug) return a.slug < b.slug ? -1 : 1;
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.id - b.id;
}
