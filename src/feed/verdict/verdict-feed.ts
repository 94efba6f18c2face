import type { Pool } from "pg";
import type { Analysis } from "../../analysis/analysis.ts";
import type { LiveGraph, ViewpointArgument } from "../../analysis/live-graph.ts";
import { Bell } from "../bell.ts";
import type { ChangeFeed } from "../change-feed.ts";
import { readLast } from "../read-changes.ts";
import type { Subject } from "./answer.ts";
import { findConcern, listNames } from "./concern.ts";
import { Moments } from "./moments.ts";
import { type Standpoint, type Turn, watchVerdict } from "./watch-verdict.ts";

/** How often it looks whether a day has begun, in milliseconds. */
const lookEvery = 500;

/** Answers that are watched: all who watch share what is loaded for them. */
export class VerdictFeed {
  readonly #pool: Pool;
  readonly #graph: LiveGraph;
  readonly #feed: ChangeFeed;
  readonly #moments: Moments;
  readonly #days = new Bell();
  #watchers = 0;
  #clock: NodeJS.Timeout | undefined;

  /** @param pool a pool that reads */
  constructor(pool: Pool, graph: LiveGraph, feed: ChangeFeed) {
    this.#pool = pool;
    this.#graph = graph;
    this.#feed = feed;
    this.#moments = new Moments(pool);
  }

  /**
   * Watches the answer about a node. See {@link watchVerdict}.
   *
   * @throws ViewpointError where what the viewpoint names is not there, or not any more
   */
  async *watch(
    subject: Subject,
    at: ViewpointArgument | null | undefined,
    from: Standpoint | null,
    stop: AbortSignal,
  ): AsyncGenerator<Turn | Standpoint, void> {
    const [graph, feed, pool] = [this.#graph, this.#feed, this.#pool];
    const watch = {
      subject,
      feed,
      viewpoint: () => graph.viewpoint(at),
      momentAfter: this.#moments.after.bind(this.#moments),
      assume: graph.assume.bind(graph),
      findConcern: ({ present }: Analysis) => findConcern(pool, present, subject),
      findLast: async ({ present }: Analysis, after: Standpoint["position"], revision: number) =>
        readLast(pool, await listNames(pool, present, subject), after, revision),
      nextDay: (signal: AbortSignal) => this.#days.next(signal),
    };
    this.#join();
    try {
      yield* watchVerdict(watch, from, stop);
    } finally {
      this.#leave();
    }
  }

  #join(): void {
    this.#watchers += 1;
    if (this.#watchers > 1) return;
    let day = this.#graph.today;
    this.#clock = setInterval(() => {
      if (this.#graph.today === day) return;
      day = this.#graph.today;
      this.#days.ring();
    }, lookEvery);
  }

  #leave(): void {
    this.#watchers -= 1;
    if (this.#watchers === 0) clearInterval(this.#clock);
  }
}
