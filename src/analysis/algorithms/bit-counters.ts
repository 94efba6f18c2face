import { at } from "./at.ts";

const planes = 31;

/**
 * Counts, for each bit of a row of 32-bit words, how often it was set: 32 counters a word, counted up at once
 * by adding with carry across bit planes, where plane `k` holds bit `k` of every counter.
 */
export class BitCounters {
  readonly #words: number;
  readonly #planes: Int32Array;

  constructor(words: number) {
    this.#words = words;
    this.#planes = new Int32Array(planes * words);
  }

  /** Adds one to the counter of every bit set in `bits`, at the word with this index. */
  add(word: number, bits: number): void {
    let carry = bits;
    for (let index = word; carry !== 0; index += this.#words) {
      const plane = at(this.#planes, index);
      this.#planes[index] = plane ^ carry;
      carry &= plane;
    }
  }

  /** How often a bit was set; bits are numbered across words from 0. */
  count(bit: number): number {
    const [word, shift] = [bit >>> 5, bit & 31];
    let count = 0;
    for (let plane = 0; plane < planes; plane++) {
      count += ((at(this.#planes, plane * this.#words + word) >>> shift) & 1) * 2 ** plane;
    }
    return count;
  }
}
