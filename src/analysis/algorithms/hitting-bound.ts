/** Sums of shares are whole numbers only up to this. */
const rounding = 1e-6;

/**
 * A number of elements that no hitting set of the given sets can do without.
 *
 * Every element has a price of 1 to share out among the sets it is in; what a set gets from the element that can
 * give it least, summed up over the sets, is no more than the elements of any hitting set have. First each shares
 * evenly, then the sets take what is left in turn, the tightest first: dual ascent (Erlenkotter, "A dual-based
 * procedure for uncapacitated facility location", 1978).
 */
export function boundHittingSet(sets: readonly (readonly number[])[]): number {
  const uses = new Map<number, number>();
  for (const set of sets) for (const element of set) uses.set(element, (uses.get(element) ?? 0) + 1);
  return Math.max(
    ascend(sets, (set) => Math.min(...set.map((element) => 1 / (uses.get(element) as number)))),
    ascend(sets, () => 0),
  );
}

function ascend(sets: readonly (readonly number[])[], share: (set: readonly number[]) => number): number {
  const left = new Map<number, number>();
  let sum = 0;
  const pay = (set: readonly number[], amount: number): void => {
    for (const element of set) left.set(element, (left.get(element) ?? 1) - amount);
    sum += amount;
  };
  for (const set of sets) pay(set, share(set));
  for (const set of sets.toSorted((a, b) => a.length - b.length)) {
    pay(set, Math.max(0, Math.min(...set.map((element) => left.get(element) as number))));
  }
  return Math.ceil(sum - rounding);
}
