import type { Texts } from "./texts.ts";

/** Dense numbering of rows: database id to index 0 … size-1 and back. */
export class IdIndex {
  readonly #ids: Float64Array;
  #find: ((id: number) => number | undefined) | null = null;

  constructor(ids: Float64Array) {
    this.#ids = ids;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** The database id at an index. */
  idOf(index: number): number {
    return this.#ids[index] as number;
  }

  /** The index of a database id; -1 if there is none: out of view, or null. */
  indexOf(id: number | null): number {
    if (id === null || id < 0) return -1;
    // Made when it is first asked for: most of what changes is never asked by id.
    this.#find ??= indexIds(this.#ids);
    return this.#find(id) ?? -1;
  }

  /** The indices of many ids. */
  indicesOf(ids: Float64Array): Int32Array {
    return Int32Array.from(ids, (id) => this.indexOf(id));
  }
}

/** Dense numbering of nodes in the order of their slugs, so that comparing indices compares slugs. */
export class NodeIndex extends IdIndex {
  readonly #slugs: Texts;

  /** @param rows in the order of slugs */
  constructor({ id, slug }: { readonly id: Float64Array; readonly slug: Texts }) {
    super(id);
    this.#slugs = slug;
  }

  slugOf(index: number): string {
    return this.#slugs.at(index);
  }
}

/** Of so few ids one is found soonest by looking through them. */
const few = 16;

/** A look-up of ids: a plain table, several times as quick as a map, unless ids are few or far between. */
function indexIds(ids: Float64Array): (id: number) => number | undefined {
  if (ids.length <= few) return (id) => ids.indexOf(id);
  const largest = ids.reduce((most, id) => Math.max(most, id), 0);
  if (largest > ids.length * 64) {
    const indices = new Map(Array.from(ids, (id, index) => [id, index]));
    return (id) => indices.get(id);
  }
  const table = new Int32Array(largest + 1).fill(-1);
  ids.forEach((id, index) => {
    table[id] = index;
  });
  return (id) => table[id];
}
