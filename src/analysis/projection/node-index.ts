import { at } from "../algorithms/at.ts";
import type { NamedRow } from "./facts-in-view.ts";

/** Dense numbering of rows: database id to index 0 … size-1 and back. */
export class IdIndex {
  readonly #ids: readonly number[];
  readonly #find: (id: number) => number | undefined;

  constructor(ids: readonly number[]) {
    this.#ids = ids;
    this.#find = indexIds(ids);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** The database id at an index. */
  idOf(index: number): number {
    return at(this.#ids, index);
  }

  /** The index of a database id; -1 if there is none: out of view, or null. */
  indexOf(id: number | null): number {
    return id === null ? -1 : (this.#find(id) ?? -1);
  }
}

/** Dense numbering of nodes in the order of their slugs, so that comparing indices compares slugs. */
export class NodeIndex extends IdIndex {
  readonly #slugs: readonly string[];

  constructor(rows: readonly NamedRow[]) {
    const sorted = rows.toSorted(compareBySlug);
    super(sorted.map((row) => row.id));
    this.#slugs = sorted.map((row) => row.slug);
  }

  slugOf(index: number): string {
    return this.#slugs[index] as string;
  }
}

/** By code units, whatever the locale; equal slugs, which only capabilities have, by id. */
function compareBySlug(a: NamedRow, b: NamedRow): number {
  if (a.slug !== b.slug) return a.slug < b.slug ? -1 : 1;
  return a.id - b.id;
}

/** A look-up of ids: a plain table, several times as quick as a map, unless ids are few and far between. */
function indexIds(ids: readonly number[]): (id: number) => number | undefined {
  const largest = ids.reduce((most, id) => Math.max(most, id), 0);
  if (largest > ids.length * 64 + 1024) {
    const indices = new Map(ids.map((id, index) => [id, index]));
    return (id) => indices.get(id);
  }
  const table = new Int32Array(largest + 1).fill(-1);
  ids.forEach((id, index) => {
    table[id] = index;
  });
  return (id) => table[id];
}
