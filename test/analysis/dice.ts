/** Chance that a seed repeats: everything drawn from equal seeds is equal. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, the one given (Ettinger, "mulberry32", public domain). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % limit;
  }

  /** From one number to another, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True so many times of a hundred. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  shuffle<T>(all: readonly T[]): T[] {
    const rest = [...all];
    return Array.from(all, () => rest.splice(this.below(rest.length), 1)[0] as T);
  }

  /** So many of a list, each once, in a random order; all, if there are no more. */
  some<T>(from: readonly T[], least: number, most: number): T[] {
    return this.shuffle(from).slice(0, this.between(least, most));
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, index) => make(index));
  }
}
