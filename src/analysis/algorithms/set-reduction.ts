/** Sets made smaller: any smallest hitting set of `left`, with `taken`, is one of what they were. */
export interface ReducedSets {
  readonly taken: readonly number[];
  readonly left: readonly (readonly number[])[];
}

/**
 * Makes sets to be hit fewer and smaller, until nothing changes: takes what alone hits a set, forgets sets that
 * contain another, and elements that hit no more than another one does (Beasley, "An algorithm for set covering
 * problem", 1987). Null: one of the sets is empty, and cannot be hit.
 */
export function reduceSets(sets: readonly (readonly number[])[]): ReducedSets | null {
  const taken: number[] = [];
  let left = sets;
  for (;;) {
    if (left.some((set) => set.length === 0)) return null;
    const alone = left.find((set) => set.length === 1)?.[0];
    if (alone !== undefined) {
      taken.push(alone);
      left = left.filter((set) => !set.includes(alone));
      continue;
    }
    const fewer = dropSupersets(left);
    const smaller = dropDominated(fewer);
    if (smaller === fewer) return { taken, left: fewer };
    left = smaller;
  }
}

/** Parts that share no element, found from set to set by their elements. */
export function splitSets(sets: readonly (readonly number[])[]): (readonly (readonly number[])[])[] {
  const setsOf = groupByElement(sets);
  const seen = new Set<number>();
  const parts: (readonly (readonly number[])[])[] = [];
  for (const start of sets.keys()) {
    if (seen.has(start)) continue;
    const members = new Set([start]);
    for (const member of members) {
      for (const element of sets[member] as readonly number[]) {
        for (const next of setsOf.get(element) as readonly number[]) members.add(next);
      }
    }
    for (const member of members) seen.add(member);
    parts.push(Array.from(members, (member) => sets[member] as readonly number[]));
  }
  return parts;
}

function dropSupersets(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: Set<number>[] = [];
  const left = sets
    .toSorted((a, b) => a.length - b.length)
    .filter((set) => {
      const elements = new Set(set);
      if (kept.some((smaller) => isSubset(smaller, elements))) return false;
      kept.push(elements);
      return true;
    });
  return left.length === sets.length ? sets : left;
}

/** The same array if no element is dominated. Of elements in the same sets the lowest is kept. */
function dropDominated(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const setsOf = groupByElement(sets);
  const membership = new Map(Array.from(setsOf, ([element, indices]) => [element, new Set(indices)]));
  const dropped = new Set<number>();
  for (const [element, indices] of membership) {
    // Whatever dominates it is in each of its sets, so in the first of them too.
    const [first] = indices;
    for (const other of sets[first as number] as readonly number[]) {
      if (other === element || dropped.has(other)) continue;
      const others = membership.get(other) as Set<number>;
      if (others.size < indices.size || (others.size === indices.size && other > element)) continue;
      if (!isSubset(indices, others)) continue;
      dropped.add(element);
      break;
    }
  }
  if (dropped.size === 0) return sets;
  return sets.map((set) => set.filter((element) => !dropped.has(element)));
}

function groupByElement(sets: readonly (readonly number[])[]): Map<number, number[]> {
  const setsOf = new Map<number, number[]>();
  sets.forEach((set, index) => {
    for (const element of set) {
      const known = setsOf.get(element);
      if (known === undefined) setsOf.set(element, [index]);
      else known.push(index);
    }
  });
  return setsOf;
}

function isSubset(small: ReadonlySet<number>, large: ReadonlySet<number>): boolean {
  if (small.size > large.size) return false;
  for (const element of small) if (!large.has(element)) return false;
  return true;
}
