import type { Pool } from "pg";
import { type Viewpoint, viewpointKey } from "../viewpoint.ts";
import { ViewArchive } from "./view-archive.ts";

/** Viewpoints whose records are kept, the least recently asked for going first. */
const kept = 4;

/**
 * What a process has loaded of viewpoints beside their analyses: records that only some questions ask for. All of
 * it goes when somebody has written.
 */
export class Archive {
  readonly #pool: Pool;
  #revision = Number.NaN;
  #views = new Map<string, ViewArchive>();

  /** @param pool a pool that reads */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * The records of a viewpoint, none of them older than a revision of the graph. They may be newer: whoever uses
   * them with anything else makes sure that, after it was loaded, the graph is at that revision still.
   */
  open(viewpoint: Viewpoint, revision: number): ViewArchive {
    if (revision !== this.#revision) {
      this.#views = new Map();
      this.#revision = revision;
    }
    const key = viewpointKey(viewpoint);
    const view = this.#views.get(key) ?? new ViewArchive(this.#pool, viewpoint);
    this.#views.delete(key);
    this.#views.set(key, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > kept && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }
}
