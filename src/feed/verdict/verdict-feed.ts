import type { Pool } from "pg";
import type { Analysis } from "../../analysis/analysis.ts";
import type { LiveGraph, ViewpointArgument } from "../../analysis/live-graph.ts";
import type { Viewpoint } from "../../analysis/viewpoint.ts";
import type { Database } from "../../db/open.ts";
import { Bell } from "../bell.ts";
import type { ChangeFeed } from "../change-feed.ts";
import type { Position } from "../position.ts";
import { readLater } from "../read-changes.ts";
import type { Subject } from "./answer.ts";
import { type Concern, findConcern } from "./concern.ts";
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

  constructor(
    { readPool, writePool }: Pick<Database, "readPool" | "writePool">,
    graph: LiveGraph,
    feed: ChangeFeed,
  ) {
    this.#pool = readPool;
    this.#graph = graph;
    this.#feed = feed;
    this.#moments = new Moments(readPool, writePool);
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
      latest: this.#moments.latest.bind(this.#moments),
      after: (viewpoint: Viewpoint, revision: number, concern: Concern) =>
        this.#moments.after(viewpoint, revision, concern, `${subject.type} ${subject.id}`),
      assume: graph.assume.bind(graph),
      findConcern: ({ present }: Analysis) => findConcern(pool, present, subject),
      listLater: ({ names }: Concern, after: Position, revision: number, limit: number) =>
        readLater(pool, names, after, revision, limit),
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
