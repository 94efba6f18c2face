import { OutOfTime, type Stoppable } from "./stoppable.ts";

/** Sets of numbers, each of which is to be hit. */
export type Sets = readonly ReadonlySet<number>[];

/**
 * A smallest set of numbers that has one in common with every given set; null if it would not be smaller than
 * `below`.
 *
 * Exact: takes what only one number can hit, forgets sets that contain another and numbers that hit no more
 * than another does, bounds by sets that share nothing, and branches on a smallest set (the reductions are those
 * of set covering: Caprara, Toth, Fischetti, "Algorithms for the set covering problem", 2000). Exponential at
 * worst; its depth is the size of the answer.
 *
 * @throws OutOfTime once its time is over.
 */
export function* findHittingSet(sets: Sets, below: number): Stoppable<number[] | null> {
  if (yield) throw new OutOfTime();
  const { taken, left } = reduceSets(sets);
  if (left.length === 0) return taken.length < below ? taken : null;
  if (taken.length + countDisjoint(left) >= below) return null;
  const smallest = left.reduce((least, set) => (set.size < least.size ? set : least));
  let best: number[] | null = null;
  const refused = new Set<number>();
  for (const number of listByUse(smallest, left)) {
    const rest = left
      .filter((set) => !set.has(number))
      .map((set) => (refused.size === 0 ? set : without(set, refused)));
    const limit: number = (best?.length ?? below) - taken.length - 1;
    // A set that only refused numbers would hit cannot be hit on this branch.
    const found: number[] | null = rest.some((set) => set.size === 0)
      ? null
      : yield* findHittingSet(rest, limit);
    if (found !== null) best = [...taken, number, ...found];
    refused.add(number);
  }
  return best;
}

interface Reduced {
  readonly taken: number[];
  readonly left: Sets;
}

function reduceSets(sets: Sets): Reduced {
  const taken: number[] = [];
  let left = sets;
  for (;;) {
    const forced = left.find((set) => set.size === 1);
    if (forced !== undefined) {
      const number = forced.values().next().value as number;
      taken.push(number);
      left = left.filter((set) => !set.has(number));
      continue;
    }
    const smaller = dropUseless(dropSupersets(left));
    if (countNumbers(smaller) === countNumbers(left)) return { taken, left };
    left = smaller;
  }
}

function countNumbers(sets: Sets): number {
  return sets.reduce((sum, set) => sum + set.size, 0);
}

/** Whatever hits a set hits every set around it. */
function dropSupersets(sets: Sets): Sets {
  const sorted = sets.toSorted((a, b) => a.size - b.size);
  const kept: ReadonlySet<number>[] = [];
  for (const set of sorted) if (!kept.some((other) => isSubset(other, set))) kept.push(set);
  return kept;
}

/** A number that hits no set but those another number hits as well is as good as not there. */
function dropUseless(sets: Sets): Sets {
  const hits = new Map<number, Set<number>>();
  sets.forEach((set, index) => {
    for (const number of set) hits.set(number, (hits.get(number) ?? new Set()).add(index));
  });
  const useless = new Set<number>();
  for (const [number, hit] of hits) {
    const [first] = hit;
    for (const other of sets[first as number] as ReadonlySet<number>) {
      if (other === number || useless.has(other)) continue;
      if (!isSubset(hit, hits.get(other) as Set<number>)) continue;
      useless.add(number);
      break;
    }
  }
  return useless.size === 0 ? sets : sets.map((set) => without(set, useless));
}

/** How many sets can be picked, the smallest first, so that no two share a number: each must be hit on its own. */
function countDisjoint(sets: Sets): number {
  const seen = new Set<number>();
  let count = 0;
  for (const set of sets.toSorted((a, b) => a.size - b.size)) {
    if (Array.from(set).some((number) => seen.has(number))) continue;
    for (const number of set) seen.add(number);
    count++;
  }
  return count;
}

/** The numbers that hit most come first. */
function listByUse(set: ReadonlySet<number>, sets: Sets): number[] {
  const uses = new Map(Array.from(set, (number) => [number, sets.filter((each) => each.has(number)).length]));
  return [...set].sort((a, b) => (uses.get(b) as number) - (uses.get(a) as number) || a - b);
}

function isSubset(set: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  if (set.size > other.size) return false;
  for (const number of set) if (!other.has(number)) return false;
  return true;
}

function without(set: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(Array.from(set).filter((number) => !others.has(number)));
}
