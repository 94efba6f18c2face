import type { SeedRecord } from "../data/read-seeds.ts";
import { type Invariant, rangeOf, type SeedSet } from "./seed-set.ts";

/**
 * An adoption before the feature existed. It exists from the day on which anything tells of it: that of its first
 * release, of the commits and documents which that cites, or of work that somebody did on it. Software does adopt
 * what is written and not yet released, which `findings` lists.
 */
export const adoptedTooEarly: Invariant = {
  id: "adopted-too-early",
  says: "No integration uses a feature before the feature existed.",
  find: (seeds) => {
    const existsFrom = findFirstDays(seeds);
    return seeds.of("adoption").flatMap(({ record, problemAt }) => {
      const day = (record.from ?? sourceDays(seeds, record).first) as string | undefined;
      const first = existsFrom.get(seeds.firstSlug("feature", record.feature));
      if (day === undefined || first === undefined || day >= first) return [];
      return [problemAt(["feature"], `${record.feature} exists since ${first}, but is used since ${day}`)];
    });
  },
};

function findFirstDays(seeds: SeedSet): ReadonlyMap<string, string> {
  const days = new Map<string, string[]>();
  const note = ({ record }: SeedRecord, ...known: readonly (string | undefined)[]) => {
    const feature = seeds.firstSlug("feature", record.feature);
    days.set(feature, [...(days.get(feature) ?? []), ...known.filter((day) => day !== undefined)]);
  };
  for (const each of seeds.of("feature-release")) {
    note(each, seeds.dayOfRelease(each.record.release), sourceDays(seeds, each.record).first);
  }
  for (const each of seeds.of("contribution")) {
    const { feature, from, state } = each.record as { feature?: string; from?: string; state: string };
    if (feature !== undefined && state === "DONE") note(each, from ?? sourceDays(seeds, each.record).first);
  }
  return new Map(
    [...days].flatMap(([feature, known]) => {
      const { first } = rangeOf(known);
      return first === undefined ? [] : [[feature, first]];
    }),
  );
}

function sourceDays(seeds: SeedSet, fact: SeedRecord["record"]) {
  return rangeOf(seeds.sourcesOf(fact).map(({ publishedOn }) => publishedOn));
}
