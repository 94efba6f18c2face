import { at } from "../algorithms/at.ts";
import { type EdgeKind, edgeKinds, GraphEdges, type GraphNodeKey, type PackedEdges } from "./graph-edges.ts";

/** An edge that is there without a fact. */
export interface AddedEdge {
  readonly kind: EdgeKind;
  readonly from: GraphNodeKey;
  readonly to: GraphNodeKey;
}

/**
 * The same nodes with other edges: without some facts, and with them without the edges that no other fact makes;
 * and with edges that no fact makes, unless one is left that does. Linear, but for sorting what is added.
 */
export function changeEdges(
  { nodes, packed }: GraphEdges,
  hidden: ReadonlySet<number>,
  added: readonly AddedEdge[],
): GraphEdges {
  const additions = added
    .map(({ kind, from, to }) => [nodes.indexOf(from), nodes.indexOf(to), edgeKinds.indexOf(kind)] as const)
    .filter(([from, to]) => from >= 0 && to >= 0)
    .sort(compareEdges);
  const packer = new EdgePacker();
  let next = 0;
  for (let edge = 0; edge < packed.from.length; edge++) {
    const place = [at(packed.from, edge), at(packed.to, edge), packed.kinds[edge] as number] as const;
    for (let addition = additions[next]; addition !== undefined; addition = additions[++next]) {
      if (compareEdges(addition, place) >= 0) break;
      packer.add(addition, []);
    }
    const addition = additions[next];
    const isAdded = addition !== undefined && compareEdges(addition, place) === 0;
    const facts = packed.factIds.subarray(at(packed.offsets, edge), at(packed.offsets, edge + 1));
    const left = facts.filter((id) => !hidden.has(id));
    if (isAdded || left.length > 0) packer.add(place, left);
  }
  for (const addition of additions.slice(next)) packer.add(addition, []);
  return new GraphEdges(nodes, packer.pack());
}

/** Where an edge begins, where it ends, and its kind, by index: what edges are ordered by. */
type EdgePlace = readonly [from: number, to: number, kind: number];

function compareEdges(a: EdgePlace, b: EdgePlace): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

class EdgePacker {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #kinds: number[] = [];
  readonly #offsets: number[] = [];
  readonly #factIds: number[] = [];

  /** Adds the next edge in order, or nothing if it is the last one again. */
  add([from, to, kind]: EdgePlace, factIds: Iterable<number>): void {
    if (this.#from.at(-1) === from && this.#to.at(-1) === to && this.#kinds.at(-1) === kind) return;
    this.#from.push(from);
    this.#to.push(to);
    this.#kinds.push(kind);
    this.#offsets.push(this.#factIds.length);
    for (const id of factIds) this.#factIds.push(id);
  }

  pack(): PackedEdges {
    return {
      from: Int32Array.from(this.#from),
      to: Int32Array.from(this.#to),
      kinds: Uint8Array.from(this.#kinds),
      offsets: Int32Array.from([...this.#offsets, this.#factIds.length]),
      factIds: Float64Array.from(this.#factIds),
    };
  }
}
