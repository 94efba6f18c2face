import type { Adjacency } from "../algorithms/adjacency.ts";
import type { Tables } from "./tables.ts";

/** Dense numbering of works, pieces of work in plain words, each of one blocker in view. */
export class WorkIndex {
  readonly #works: Tables["works"];
  readonly #ofBlocker: Adjacency;

  constructor(works: Tables["works"], ofBlocker: Adjacency) {
    this.#works = works;
    this.#ofBlocker = ofBlocker;
  }

  get size(): number {
    return this.#works.blocker.length;
  }

  slugOf(work: number): string {
    return this.#works.slug.at(work);
  }

  /** The works of the blocker with this index. */
  listOf(blocker: number): number[] {
    return Array.from(this.#ofBlocker.of(blocker));
  }

  /** The index of a work of the blocker with this index, by the work's slug; -1 if there is none. */
  indexOf(blocker: number, slug: string): number {
    if (blocker < 0) return -1;
    return this.#ofBlocker.of(blocker).find((work) => this.slugOf(work) === slug) ?? -1;
  }
}
