import type { SeedRecord } from "../data/read-seeds.ts";
import { normalizeName } from "../normalize-name.ts";
import type { Invariant } from "./seed-set.ts";

/** Two files that go by one name or alias, but for case, accents and spaces. */
export const personTwice: Invariant = {
  id: "person-twice",
  says: "No name or alias is that of two people.",
  find: (seeds) => {
    const known = new Map<string, SeedRecord>();
    return seeds.of("contributor").flatMap((each) => {
      const { name, aliases = [] } = each.record as { name: string; aliases?: readonly string[] };
      const twice = [name, ...aliases].flatMap((text, place) => {
        const other = known.get(normalizeName(text));
        if (other === undefined) known.set(normalizeName(text), each);
        if (other === undefined || other === each) return [];
        const path = place === 0 ? ["name"] : ["aliases", place - 1];
        return [each.problemAt(path, `${other.record.slug} goes by "${text}" too (${other.file})`)];
      });
      return twice.slice(0, 1);
    });
  },
};
