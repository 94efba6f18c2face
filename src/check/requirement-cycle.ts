import { groupRows } from "../analysis/algorithms/group-rows.ts";
import type { SeedRecord } from "../data/read-seeds.ts";
import type { Invariant, SeedSet } from "./seed-set.ts";

/** Features that require each other in a circle, none of which could ever be usable. */
export const requirementCycle: Invariant = {
  id: "requirement-cycle",
  says: "No feature requires itself, over whatever others.",
  find: (seeds) => {
    const requirements = groupRows(seeds.of("requirement"), (each) => endsOf(each, seeds).from);
    const told = new Set<string>();
    return [...requirements.keys()].sort().flatMap((feature) => {
      const circle = told.has(feature) ? null : findCircle(feature, requirements, seeds);
      if (circle === null) return [];
      const way = circle.map((each) => endsOf(each, seeds).to);
      for (const each of way) told.add(each);
      return [(circle[0] as SeedRecord).problemAt([], `${[feature, ...way].join(" requires ")}: a circle`)];
    });
  },
};

function endsOf({ record }: SeedRecord, seeds: SeedSet): { from: string; to: string } {
  return {
    from: seeds.firstSlug("feature", record.feature),
    to: seeds.firstSlug("feature", record.requires),
  };
}

/** A shortest way from a feature back to itself, breadth first. */
function findCircle(
  start: string,
  requirements: ReadonlyMap<string, readonly SeedRecord[]>,
  seeds: SeedSet,
): SeedRecord[] | null {
  const ways = new Map<string, SeedRecord[]>([[start, []]]);
  for (const [feature, way] of ways) {
    for (const each of requirements.get(feature) ?? []) {
      const { to } = endsOf(each, seeds);
      if (to === start) return [...way, each];
      if (!ways.has(to)) ways.set(to, [...way, each]);
    }
  }
  return null;
}
