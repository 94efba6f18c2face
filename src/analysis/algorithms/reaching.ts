import type { Adjacency } from "./adjacency.ts";
import { at } from "./at.ts";
import { BitCounters } from "./bit-counters.ts";
import type { Condensation } from "./condensation.ts";

/** Words of 32 marks that are carried at once: a cache line a component. */
const words = 16;
const marksAtOnce = words * 32;

/**
 * For every mark the number of groups from which a component that bears it can be reached.
 *
 * Carries sets of 512 marks, as bits, against the edges, and only where there is something to carry. What the
 * largest component reaches is kept apart: in a graph that hangs together most components reach it, and all
 * that need be known of them is that, and what they reach besides.
 *
 * @param groups the component each group begins in.
 * @param bearers per mark the components that bear it.
 */
export function countReaching(
  condensation: Condensation,
  groups: Int32Array,
  bearers: Adjacency,
  marks: number,
): Int32Array {
  const counts = new Int32Array(marks);
  const largest = findLargest(condensation);
  const reachesLargest = findReaching(condensation, largest);
  const groupsReachingLargest = groups.filter((component) => reachesLargest[component] === 1).length;
  const sets = new ReachedSets(condensation, largest);
  for (let first = 0; first < marks; first += marksAtOnce) {
    const last = Math.min(first + marksAtOnce, marks);
    sets.clear();
    for (let mark = first; mark < last; mark++) {
      bearers.forEach(mark, (component) => sets.mark(component, mark - first));
    }
    sets.carry();
    const besides = sets.countBesides(groups, reachesLargest);
    for (let mark = first; mark < last; mark++) {
      const throughLargest = sets.isReachedFromLargest(mark - first) ? groupsReachingLargest : 0;
      counts[mark] = throughLargest + besides.count(mark - first);
    }
  }
  return counts;
}

function findLargest({ componentOf, size }: Condensation): number {
  const members = new Int32Array(size);
  for (const component of componentOf) members[component] = at(members, component) + 1;
  return members.reduce((largest, count, index) => (count > at(members, largest) ? index : largest), 0);
}

/** 1 per component from which the given one can be reached, itself included. */
function findReaching({ size, predecessors }: Condensation, target: number): Uint8Array {
  const reaching = new Uint8Array(size);
  reaching[target] = 1;
  for (let component = target; component < size; component++) {
    if (reaching[component] !== 1) continue;
    predecessors.forEach(component, (predecessor) => {
      reaching[predecessor] = 1;
    });
  }
  return reaching;
}

/**
 * Per component the set of marks, 512 of them at a time, that can be reached from it; for those that reach the
 * largest component, what they reach without it.
 */
class ReachedSets {
  readonly #condensation: Condensation;
  readonly #largest: number;
  readonly #bits: Int32Array;
  /** 1 per component whose set is not empty. */
  readonly #filled: Uint8Array;
  readonly #bitsOfLargest = new Int32Array(words);

  constructor(condensation: Condensation, largest: number) {
    this.#condensation = condensation;
    this.#largest = largest;
    this.#bits = new Int32Array(condensation.size * words);
    this.#filled = new Uint8Array(condensation.size);
  }

  clear(): void {
    for (let component = 0; component < this.#filled.length; component++) {
      if (this.#filled[component] === 1) this.#empty(component);
    }
    this.#bitsOfLargest.fill(0);
  }

  mark(component: number, bit: number): void {
    const index = component * words + (bit >>> 5);
    this.#bits[index] = at(this.#bits, index) | (1 << (bit & 31));
    this.#filled[component] = 1;
  }

  /** Lets every component's predecessors, which have higher numbers, reach what it reaches. */
  carry(): void {
    const { size, predecessors } = this.#condensation;
    for (let component = 0; component < size; component++) {
      if (this.#filled[component] !== 1) continue;
      if (component === this.#largest) {
        this.#unite(this.#bitsOfLargest, 0, component);
        this.#empty(component);
        continue;
      }
      predecessors.forEach(component, (predecessor) => {
        this.#filled[predecessor] = 1;
        this.#unite(this.#bits, predecessor * words, component);
      });
    }
  }

  isReachedFromLargest(bit: number): boolean {
    return (at(this.#bitsOfLargest, bit >>> 5) & (1 << (bit & 31))) !== 0;
  }

  /** Counts for every mark the groups that reach it, but for those that reach it through the largest component. */
  countBesides(groups: Int32Array, reachesLargest: Uint8Array): BitCounters {
    const counters = new BitCounters(words);
    for (const component of groups) {
      if (this.#filled[component] !== 1) continue;
      const isCounted = reachesLargest[component] === 1;
      for (let word = 0; word < words; word++) {
        const bits = at(this.#bits, component * words + word);
        counters.add(word, isCounted ? bits & ~at(this.#bitsOfLargest, word) : bits);
      }
    }
    return counters;
  }

  #empty(component: number): void {
    this.#bits.fill(0, component * words, (component + 1) * words);
    this.#filled[component] = 0;
  }

  #unite(into: Int32Array, offset: number, component: number): void {
    const bits = this.#bits;
    const from = component * words;
    for (let word = 0; word < words; word++) {
      into[offset + word] = at(into, offset + word) | at(bits, from + word);
    }
  }
}
