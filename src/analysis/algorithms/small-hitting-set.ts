import { boundHittingSet } from "./hitting-bound.ts";
import { reduceSets, splitSets } from "./set-reduction.ts";
import { OutOfTime, type Stoppable } from "./stoppable.ts";

/**
 * A set of at most `size` numbers that shares one with each of the given sets; null if there is none.
 *
 * Exact, by branch and bound: makes the sets smaller without losing an answer, parts them where they have nothing
 * in common, turns back where the bound says so, and else takes or refuses the number that is in most of the
 * tightest set's kin. Exponential at worst.
 *
 * @throws OutOfTime once its time is over.
 */
export function* findSmallHittingSet(
  sets: readonly (readonly number[])[],
  size: number,
): Stoppable<number[] | null> {
  if (yield) throw new OutOfTime();
  const reduced = reduceSets(sets);
  if (reduced === null || reduced.taken.length > size) return null;
  const { taken, left } = reduced;
  if (left.length === 0) return [...taken];
  const room = size - taken.length;
  if (boundHittingSet(left) > room) return null;
  const parts = splitSets(left);
  const found = yield* parts.length > 1 ? hitParts(parts, room) : branch(left, room);
  return found && [...taken, ...found];
}

/** Hits each part with as few numbers as it takes, as long as the others can still be hit with the rest. */
function* hitParts(
  parts: readonly (readonly (readonly number[])[])[],
  size: number,
): Stoppable<number[] | null> {
  const bounds = parts.map(boundHittingSet);
  let room = size - bounds.reduce((sum, bound) => sum + bound, 0);
  const all: number[] = [];
  for (const [index, part] of parts.entries()) {
    let allowed = bounds[index] as number;
    for (;;) {
      const found = room < 0 ? null : yield* findSmallHittingSet(part, allowed);
      if (found !== null) {
        all.push(...found);
        break;
      }
      if (room <= 0) return null;
      room--;
      allowed++;
    }
  }
  return all;
}

function* branch(sets: readonly (readonly number[])[], size: number): Stoppable<number[] | null> {
  const number = findMostUsed(sets);
  const others = sets.filter((set) => !set.includes(number));
  const found = yield* findSmallHittingSet(others, size - 1);
  if (found !== null) return [number, ...found];
  const without = sets.map((set) => set.filter((other) => other !== number));
  return yield* findSmallHittingSet(without, size);
}

/** Of the numbers in a smallest set the one that is in the most sets. */
function findMostUsed(sets: readonly (readonly number[])[]): number {
  const tightest = sets.reduce((least, set) => (set.length < least.length ? set : least));
  const uses = tightest.map((number) => sets.filter((set) => set.includes(number)).length);
  return tightest[uses.indexOf(Math.max(...uses))] as number;
}
