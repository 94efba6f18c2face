import { isBefore, type Position } from "./position.ts";
import type { FeedChange } from "./read-changes.ts";

/** The last changes of a history, so many of them, which all who follow share. */
export class Window {
  readonly #size: number;
  #changes: FeedChange[] = [];
  /** The place before the first of them; null: nothing is known yet. */
  #begin: Position | null = null;
  #end: Position | null = null;

  constructor(size: number) {
    this.#size = size;
  }

  /** The place after the last of them; null: nothing is known yet. */
  get end(): Position | null {
    return this.#end;
  }

  /** Forgets everything; with a place, what comes after that is to be added. */
  reset(at: Position | null): void {
    this.#changes = [];
    this.#begin = at;
    this.#end = at;
  }

  /** Adds what comes next. */
  push(changes: readonly FeedChange[]): void {
    this.#changes.push(...changes);
    this.#end = changes.at(-1) ?? this.#end;
    // Seldom, because all that stays is moved.
    if (this.#changes.length < this.#size * 2) return;
    const gone = this.#changes.splice(0, this.#changes.length - this.#size);
    this.#begin = gone.at(-1) ?? this.#begin;
  }

  /** The first changes after a place, at most `limit`; null: what comes next after it is not among them. */
  after(position: Position, limit: number): FeedChange[] | null {
    if (this.#begin === null || isBefore(position, this.#begin)) return null;
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(position, this.#changes[middle] as FeedChange)) high = middle;
      else low = middle + 1;
    }
    return this.#changes.slice(low, low + limit);
  }
}
