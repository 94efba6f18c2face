import { IdIndex } from "../projection/node-index.ts";
import { type GraphNodeKey, type GraphNodeRow, type GraphNodeType, graphNodeTypes } from "./graph-edges.ts";

/** Dense numbering of nodes of all types, in the order of their slugs, then of their types' names. */
export class GraphNodeIndex {
  readonly #nodes: readonly GraphNodeRow[];
  /** Per type where its nodes are, in the same order. */
  readonly #places: ReadonlyMap<string, { readonly ids: IdIndex; readonly indices: readonly number[] }>;

  constructor(rows: readonly GraphNodeRow[]) {
    this.#nodes = rows.toSorted(compareNodes);
    this.#places = new Map(
      graphNodeTypes.map((type) => {
        const indices = Array.from(this.#nodes.keys()).filter((index) => this.typeOf(index) === type);
        return [
          type,
          { ids: new IdIndex(Float64Array.from(indices, (index) => this.keyOf(index).id)), indices },
        ];
      }),
    );
  }

  get size(): number {
    return this.#nodes.length;
  }

  /** -1: the node is not among these, as a blocker that is not in view, or a source. */
  indexOf({ type, id }: { readonly type: string; readonly id: number }): number {
    const places = this.#places.get(type);
    return places?.indices[places.ids.indexOf(id)] ?? -1;
  }

  keyOf(index: number): GraphNodeKey {
    const { type, id } = this.#nodes[index] as GraphNodeRow;
    return { type, id };
  }

  slugOf(index: number): string {
    return (this.#nodes[index] as GraphNodeRow).slug;
  }

  typeOf(index: number): GraphNodeType {
    return (this.#nodes[index] as GraphNodeRow).type;
  }
}

/** By code units, whatever the locale. */
function compareNodes(a: GraphNodeRow, b: GraphNodeRow): number {
  if (a.slug !== b.slug) return a.slug < b.slug ? -1 : 1;
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.id - b.id;
}
