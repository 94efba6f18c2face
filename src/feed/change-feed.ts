import type { Pool } from "pg";
import { whenWritten } from "../domain/written.ts";
import { Bell } from "./bell.ts";
import type { Position } from "./position.ts";
import { type FeedChange, readChanges, readHead } from "./read-changes.ts";
import { pauseAfter, untilReached } from "./until-reached.ts";
import { Window } from "./window.ts";

export interface ChangeFeedOptions {
  /** How often it looks for what other processes wrote, in milliseconds. */
  readonly lookEvery?: number;
  /** How many of the last changes are kept for those who follow, at least. */
  readonly kept?: number;
}

/** Changes read from the database at one time. */
const pageSize = 200;
/** Pages read at one time for those who are behind: the other sessions are for everybody else. */
const behindAtOnce = 2;

/**
 * What is written to the graph, by whomever, as it is committed. One reader a process, as long as anybody follows:
 * it looks at once when this process has written, and every so often for others. Who follows has a place in the
 * history and no queue: they take the next change when they are ready for it, from the last changes that all share,
 * or where they are further behind from the database. A lost connection is waited for; nothing is lost or told twice.
 */
export class ChangeFeed {
  readonly #pool: Pool;
  readonly #lookEvery: number;
  readonly #window: Window;
  /** What ends it for each who follows. */
  readonly #followers = new Set<() => void>();
  /** Rings when the window has more. */
  readonly #news = new Bell();
  /** Rings when the reader should look. */
  readonly #written = new Bell();
  /** Pages being read for those who are behind, by place: many come back from the same one. */
  readonly #behind = new Map<string, Promise<FeedChange[]>>();
  readonly #turn = new Bell();
  #isClosed = false;
  #reading: AbortController | null = null;

  /** @param pool a pool that reads */
  constructor(pool: Pool, { lookEvery = 500, kept = 5_000 }: ChangeFeedOptions = {}) {
    this.#pool = pool;
    this.#lookEvery = lookEvery;
    this.#window = new Window(kept);
  }

  /** How many follow it. */
  get followers(): number {
    return this.#followers.size;
  }

  /** The place after all that is written by now. */
  head(): Promise<Position> {
    return readHead(this.#pool);
  }

  /**
   * Every change after a place, once, in the order of the history, for ever: it ends when `signal` aborts or the feed
   * is closed, and not for a lost connection.
   */
  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<FeedChange, void> {
    const ended = new AbortController();
    const end = () => ended.abort();
    signal.addEventListener("abort", end);
    if (signal.aborted || this.#isClosed) end();
    this.#join(end);
    try {
      yield* this.#changesAfter(after, ended.signal);
    } finally {
      signal.removeEventListener("abort", end);
      this.#leave(end);
    }
  }

  /** Ends it for all who follow, and for those who come later at once. */
  close(): void {
    this.#isClosed = true;
    for (const end of this.#followers) end();
  }

  async *#changesAfter(after: Position, ended: AbortSignal): AsyncGenerator<FeedChange, void> {
    let position = after;
    while (!ended.aborted) {
      const { rings } = this.#news;
      const changes = this.#window.after(position, pageSize) ?? (await this.#catchUp(position, ended));
      for (const change of changes) {
        if (ended.aborted) return;
        position = change;
        yield change;
      }
      // What came while the database was asked is asked for again.
      if (changes.length === 0 && rings === this.#news.rings) await this.#news.next(ended);
    }
  }

  #join(end: () => void): void {
    this.#followers.add(end);
    if (this.#reading) return;
    this.#reading = new AbortController();
    this.#read(this.#reading.signal);
  }

  #leave(end: () => void): void {
    this.#followers.delete(end);
    if (this.#followers.size > 0) return;
    this.#reading?.abort();
    this.#reading = null;
    this.#window.reset(null);
  }

  async #read(stop: AbortSignal): Promise<void> {
    let isMore = true;
    const forget = whenWritten(() => {
      isMore = true;
      this.#written.ring();
    });
    for (let failures = 0; !stop.aborted; ) {
      try {
        if (!isMore) await this.#written.next(stop, this.#lookEvery);
        isMore = false;
        if (await this.#look(stop)) isMore = true;
        failures = 0;
      } catch {
        isMore = true;
        await this.#written.next(stop, pauseAfter(failures++));
      }
    }
    forget();
  }

  /** Adds what is new to the window. Returns whether there may be more. */
  async #look(stop: AbortSignal): Promise<boolean> {
    const { end } = this.#window;
    const head = end ?? (await this.head());
    const changes = end ? await readChanges(this.#pool, end, pageSize) : [];
    // Stopped meanwhile, it may be that another reader has begun.
    if (stop.aborted) return false;
    if (end === null) this.#window.reset(head);
    else if (changes.length > 0) this.#window.push(changes);
    else return false;
    this.#news.ring();
    return true;
  }

  /** A page for somebody who is behind the window, or before there is one. */
  async #catchUp(position: Position, ended: AbortSignal): Promise<FeedChange[]> {
    try {
      return await untilReached(ended, () => this.#readBehind(position, ended));
    } catch (error) {
      if (ended.aborted) return [];
      throw error;
    }
  }

  async #readBehind(position: Position, ended: AbortSignal): Promise<FeedChange[]> {
    const key = [position.revision, position.id, this.#news.rings].join();
    while (this.#behind.size >= behindAtOnce && !this.#behind.has(key)) await this.#turn.next(ended);
    const known = this.#behind.get(key);
    if (known) return known;
    const page = readChanges(this.#pool, position, pageSize).finally(() => {
      this.#behind.delete(key);
      this.#turn.ring();
    });
    this.#behind.set(key, page);
    return page;
  }
}
