import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { loadMoment, loadNextMoment, type Moment } from "../../analysis/load/load-moment.ts";
import { type Viewpoint, viewpointKey } from "../../analysis/viewpoint.ts";
import { readLater } from "../read-changes.ts";
import type { Concern } from "./concern.ts";
import { loadPastMoment } from "./past-moment.ts";

/** Of how many viewpoints the last moment is kept; the others are loaded again when something touches them. */
const mostViewpoints = 16;
/** How many past moments are kept, for those who watch the same. */
const mostPast = 16;

/** What follows from the facts of viewpoints, after one write and after another. Those who ask for the same share it. */
export class Moments {
  readonly #readPool: Pool;
  readonly #writePool: Pool;
  readonly #latest = new LRUCache<string, Moment>({ max: mostViewpoints });
  readonly #past = new LRUCache<string, Promise<Moment | null>>({ max: mostPast });
  readonly #turns = new Map<string, Promise<unknown>>();
  #undoing: Promise<unknown> = Promise.resolve();

  /** @param writePool what is looked at as it was is undone there, and rolled back */
  constructor(readPool: Pool, writePool: Pool) {
    this.#readPool = readPool;
    this.#writePool = writePool;
  }

  /**
   * A moment that takes in a write and all before it.
   *
   * @param viewpoint what it assumes is left aside
   * @param revision of a write that is committed
   */
  async latest({ assume: _, ...facts }: Viewpoint, revision: number): Promise<Moment> {
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

  /**
   * The moment after a write, without those of concern that came after it; with them where that cannot be told.
   *
   * @param question what tells apart who have other concerns
   */
  async after(viewpoint: Viewpoint, revision: number, concern: Concern, question: string): Promise<Moment> {
    const latest = await this.latest(viewpoint, revision);
    const place = { revision: revision + 1, id: 0 };
    const [later] = await readLater(this.#readPool, concern.names, place, latest.revision, 1);
    if (later === undefined) return latest;
    const { assume: _, ...facts } = viewpoint;
    const key = JSON.stringify([viewpointKey(facts), revision, question]);
    const known = this.#past.get(key);
    const past =
      known ?? this.#oneByOne(() => loadPastMoment(this.#writePool, facts, latest, revision, concern));
    if (!known) {
      this.#past.set(key, past);
      past.catch(() => this.#past.delete(key));
    }
    return (await past) ?? latest;
  }

  /** At one time there is one that takes a session from those who write. */
  #oneByOne<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#undoing.then(action);
    this.#undoing = result.catch(() => {});
    return result;
  }

  async #find(key: string, viewpoint: Viewpoint, revision: number): Promise<Moment> {
    const known = this.#latest.get(key);
    if (known && known.revision >= revision) return known;
    const pool = this.#readPool;
    const moment = known ? await loadNextMoment(pool, viewpoint, known) : await loadMoment(pool, viewpoint);
    this.#latest.set(key, moment);
    return moment;
  }
}
