import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { loadMoment, loadNextMoment, type Moment } from "../../analysis/load/load-moment.ts";
import { type Viewpoint, viewpointKey } from "../../analysis/viewpoint.ts";

/** Of how many viewpoints moments are kept; the others are loaded again when something touches them. */
const mostViewpoints = 16;
/** How many of the last moments of each, for those who are told later than others. */
const mostMoments = 4;

/** What followed from the facts of viewpoints after one write and after another. Those who ask for the same share it. */
export class Moments {
  readonly #pool: Pool;
  /** Of each viewpoint the last moments, the newest last. */
  readonly #kept = new LRUCache<string, readonly Moment[]>({ max: mostViewpoints });
  readonly #turns = new Map<string, Promise<unknown>>();

  /** @param pool a pool that reads */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * The moment after a write, or a later one: where that was passed already, or too much was written meanwhile.
   *
   * @param viewpoint what it assumes is left aside
   * @param revision of a write that is committed
   */
  async after(viewpoint: Viewpoint, revision: number): Promise<Moment> {
    const { assume: _, ...facts } = viewpoint;
    const key = viewpointKey(facts);
    // One after the other, so that each goes on from where the one before it came to.
    const before = this.#turns.get(key);
    const turn = (async () => {
      await before?.catch(() => {});
      return this.#find(key, facts, revision);
    })();
    this.#turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }

  async #find(key: string, viewpoint: Viewpoint, revision: number): Promise<Moment> {
    const kept = this.#kept.get(key) ?? [];
    const known = kept.find((moment) => moment.revision >= revision);
    if (known) return known;
    const last = kept.at(-1);
    const moment = last
      ? await loadNextMoment(this.#pool, viewpoint, last, revision)
      : await loadMoment(this.#pool, viewpoint);
    this.#kept.set(key, [...kept, moment].slice(-mostMoments));
    return moment;
  }
}
