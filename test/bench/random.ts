/** Draws at random, the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) | 1;
  }

  /** A whole number from 0 up to, not including, `limit` (Marsaglia, "Xorshift RNGs", 2003). */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.below(10_000) < percent * 100;
  }

  /** One of a list, each as likely as it is often there. */
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** The numbers from 0 up to `count`, in any order (Fisher and Yates). */
  shuffled(count: number): Int32Array {
    const numbers = Int32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const number = numbers[last] as number;
      numbers[last] = numbers[other] as number;
      numbers[other] = number;
    }
    return numbers;
  }

  /** Draws below `count` so that few are drawn often: the n-th most popular with a weight of 1/n (Zipf). */
  popular(count: number): () => number {
    const order = this.shuffled(count);
    const sums = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank++) {
      sum += 1 / (rank + 1);
      sums[rank] = sum;
    }
    return () => {
      const drawn = (this.below(2 ** 30) / 2 ** 30) * sum;
      let [low, high] = [0, count - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sums[middle] as number) < drawn) low = middle + 1;
        else high = middle;
      }
      return order[low] as number;
    };
  }
}
