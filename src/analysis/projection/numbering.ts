import { IdIndex } from "./node-index.ts";
import type { Replaced } from "./replace-rows.ts";
import type { Rows } from "./rows.ts";
import { type Move, moveIndices } from "./splice.ts";

/** How the rows of a table are numbered after an update: from how they were, and from database ids. */
export class Numbering {
  readonly move: Move;
  readonly isReordered: boolean;
  readonly #ids: Float64Array;
  #index: IdIndex | undefined;

  constructor({ move, isReordered, rows }: Replaced<Rows & { readonly id: Float64Array }>) {
    this.move = move;
    this.isReordered = isReordered;
    this.#ids = rows.id;
  }

  /** Indices from before as they are now; -1 of what went. */
  moveAll(indices: Int32Array): Int32Array {
    return moveIndices(indices, this.move);
  }

  /** Indices of database ids; -1 of what is not there. */
  findAll(ids: Float64Array): Int32Array {
    const found = new Int32Array(ids.length);
    for (let row = 0; row < ids.length; row++) found[row] = this.find(ids[row] as number);
    return found;
  }

  find(id: number): number {
    this.#index ??= new IdIndex(this.#ids);
    return this.#index.indexOf(id);
  }
}
