import type { Adjacency } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { groupByEnds } from "../algorithms/directed-graph.ts";
import type { GraphNodeIndex } from "./graph-node-index.ts";

/** The types of nodes that edges connect. A source is none of them: citations never connect. */
export const graphNodeTypes = ["Blocker", "Contributor", "Feature", "Integration", "Release"] as const;
export type GraphNodeType = (typeof graphNodeTypes)[number];

/** The kinds of edges, each in the direction it is read, in the order of their names. */
export const edgeKinds = [
  "ADOPTS",
  "BLOCKED_BY",
  "CONTRIBUTED_TO",
  "DEPENDS_ON",
  "NEEDS",
  "PART_OF",
  "RELATED_TO",
  "RELEASED_IN",
  "REQUIRES",
] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** A node by its type and database id. */
export interface GraphNodeKey {
  readonly type: GraphNodeType;
  readonly id: number;
}

export interface GraphNodeRow extends GraphNodeKey {
  readonly slug: string;
}

/** One fact that makes an edge. */
export interface EdgeRow {
  readonly kind: EdgeKind;
  readonly from: GraphNodeKey;
  readonly to: GraphNodeKey;
  readonly factId: number;
}

/** Why two nodes are connected, in its own direction: one per kind and ordered pair. */
export interface GraphEdge {
  readonly kind: EdgeKind;
  readonly from: GraphNodeKey;
  readonly to: GraphNodeKey;
  /** All facts in view that make it, ascending; none: it is only assumed. */
  readonly factIds: readonly number[];
}

/**
 * All edges of a viewpoint, by dense indices: nodes in the order of their slugs, then of their types' names;
 * edges in the order of where they begin, where they end, and their kind's name. So an index that is smaller
 * comes first wherever a tie is to be broken.
 */
export class GraphEdges {
  readonly nodes: GraphNodeIndex;
  readonly packed: PackedEdges;
  /** Per node the edges that begin, and that end, there. */
  readonly #leaving: Adjacency;
  readonly #entering: Adjacency;

  constructor(nodes: GraphNodeIndex, packed: PackedEdges) {
    this.nodes = nodes;
    this.packed = packed;
    const { leaving, entering } = groupByEnds({ ...packed, size: nodes.size });
    this.#leaving = leaving;
    this.#entering = entering;
  }

  /** The number of nodes. */
  get size(): number {
    return this.nodes.size;
  }

  /** -1: the node has no place here, as a blocker that is not in view, or a source. */
  indexOf(node: { readonly type: string; readonly id: number }): number {
    return this.nodes.indexOf(node);
  }

  keyOf(index: number): GraphNodeKey {
    return this.nodes.keyOf(index);
  }

  slugOf(index: number): string {
    return this.nodes.slugOf(index);
  }

  kindOf(edge: number): EdgeKind {
    return edgeKinds[this.packed.kinds[edge] as number] as EdgeKind;
  }

  /** Visits every edge at a node, whichever way it leads, with the node at its other end. */
  forEachNeighbour(index: number, visit: (neighbour: number, edge: number) => void): void {
    this.#leaving.forEach(index, (edge) => visit(at(this.packed.to, edge), edge));
    this.#entering.forEach(index, (edge) => visit(at(this.packed.from, edge), edge));
  }

  /** The edges that begin at a node, in order, each with the node where it ends. */
  leaving(index: number): { readonly edge: number; readonly to: number }[] {
    return Array.from(this.#leaving.of(index), (edge) => ({ edge, to: at(this.packed.to, edge) }));
  }

  edgeAt(edge: number): GraphEdge {
    const { from, to, offsets, factIds } = this.packed;
    return {
      kind: this.kindOf(edge),
      from: this.keyOf(at(from, edge)),
      to: this.keyOf(at(to, edge)),
      factIds: Array.from(factIds.subarray(at(offsets, edge), at(offsets, edge + 1))),
    };
  }
}

/** Edges as columns, in the order `GraphEdges` promises. */
export interface PackedEdges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kinds: Uint8Array;
  /** Per edge where its facts begin in `factIds`, and one more. */
  readonly offsets: Int32Array;
  readonly factIds: Float64Array;
}
