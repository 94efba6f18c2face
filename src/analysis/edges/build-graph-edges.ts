import { EdgeList, groupByOrigin } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { type EdgeRow, edgeKinds, GraphEdges, type GraphNodeRow, type PackedEdges } from "./graph-edges.ts";
import { GraphNodeIndex } from "./graph-node-index.ts";

/**
 * Draws the facts of a viewpoint together: rows of one kind between the same two nodes, in the same direction,
 * become one edge. A row whose end is not among the nodes is left out, as a need on a blocker out of view.
 *
 * Sorts nodes, and the rows of each node, and is linear otherwise.
 */
export function buildGraphEdges(nodes: readonly GraphNodeRow[], rows: readonly EdgeRow[]): GraphEdges {
  const index = new GraphNodeIndex(nodes);
  return new GraphEdges(index, packEdges(placeRows(rows, index), index.size));
}

/** Rows between nodes, as columns. */
interface PlacedRows {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  readonly factId: Float64Array;
}

function placeRows(rows: readonly EdgeRow[], index: GraphNodeIndex): PlacedRows {
  const kinds = new Map<string, number>(edgeKinds.map((kind, position) => [kind, position]));
  const ends = new EdgeList();
  const [kind, factId] = [new Uint8Array(rows.length), new Float64Array(rows.length)];
  for (const row of rows) {
    const [from, to] = [index.indexOf(row.from), index.indexOf(row.to)];
    if (from < 0 || to < 0) continue;
    const position = ends.from.length;
    kind[position] = kinds.get(row.kind) as number;
    factId[position] = row.factId;
    ends.add(from, to);
  }
  return { from: ends.from, to: ends.to, kind, factId };
}

function packEdges({ from, to, kind, factId }: PlacedRows, nodes: number): PackedEdges {
  const order = sortRows({ from, to, kind, factId }, nodes);
  const first: number[] = [];
  const offsets: number[] = [];
  const factIds: number[] = [];
  let previous = -1;
  for (const row of order) {
    const isSameEdge =
      previous >= 0 &&
      from[row] === from[previous] &&
      to[row] === to[previous] &&
      kind[row] === kind[previous];
    // A remedy may need the same thing twice.
    if (isSameEdge && factId[row] === factId[previous]) continue;
    if (!isSameEdge) {
      first.push(row);
      offsets.push(factIds.length);
    }
    factIds.push(factId[row] as number);
    previous = row;
  }
  offsets.push(factIds.length);
  return {
    from: Int32Array.from(first, (row) => at(from, row)),
    to: Int32Array.from(first, (row) => at(to, row)),
    kinds: Uint8Array.from(first, (row) => kind[row] as number),
    offsets: Int32Array.from(offsets),
    factIds: Float64Array.from(factIds),
  };
}

/** By where they begin, where they end, kind and fact: few rows begin at one node, so each node's are sorted alone. */
function sortRows({ from, to, kind, factId }: PlacedRows, nodes: number): Int32Array {
  const positions = new EdgeList();
  from.forEach((node, row) => {
    positions.add(node, row);
  });
  const byOrigin = groupByOrigin(positions, nodes);
  const order = new Int32Array(from.length);
  const compare = (a: number, b: number): number =>
    at(to, a) - at(to, b) ||
    (kind[a] as number) - (kind[b] as number) ||
    (factId[a] as number) - (factId[b] as number);
  for (let node = 0; node < nodes; node++) {
    const rows = byOrigin.of(node);
    order.set(rows.length > 1 ? rows.toSorted(compare) : rows, byOrigin.first(node));
  }
  return order;
}
