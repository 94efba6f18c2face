import { groupRows } from "../analysis/algorithms/group-rows.ts";
import type { SeedRecord, Seeds } from "../data/read-seeds.ts";
import type { SeedProblem } from "../data/seed-problem.ts";
import { citationsOf, sourceOf } from "../domain/fact.ts";
import { namesIn } from "../domain/node.ts";
import type { AnyRecord, NounName, Target } from "../domain/noun.ts";
import { nounNamed } from "../domain/noun-list.ts";
import { keyOf } from "../domain/record.ts";

/** Something that all seed files together have to keep. Each is a file of this folder. */
export interface Invariant {
  /** What `criugraph check` prints before each place where it is broken. */
  readonly id: string;
  /** What is so where it is kept, in a sentence. */
  readonly says: string;
  find(seeds: SeedSet): SeedProblem[];
}

/** The records of all seed files, by noun and by slug. Slugs that lead nowhere are somebody else's concern. */
export class SeedSet {
  readonly #byNoun: ReadonlyMap<NounName, readonly SeedRecord[]>;
  readonly #firstSlugs = new Map<string, string>();
  readonly #byFirstSlug = new Map<string, SeedRecord>();

  constructor({ records }: Pick<Seeds, "records">) {
    this.#byNoun = groupRows(records, ({ noun }) => noun);
    for (const each of records) {
      const noun = nounNamed(each.noun);
      if (!noun.node) continue;
      const first = keyOf(noun, each.record);
      for (const name of namesIn(each.record as never)) this.#firstSlugs.set(`${each.noun} ${name}`, first);
      this.#byFirstSlug.set(`${each.noun} ${first}`, each);
    }
  }

  /** The records of a noun, in the order of files. */
  of(noun: NounName): readonly SeedRecord[] {
    return this.#byNoun.get(noun) ?? [];
  }

  /** The slug that a node had first, as others may have called it by any. */
  firstSlug(target: Target, slug: unknown): string {
    return this.#firstSlugs.get(`${target} ${slug}`) ?? String(slug);
  }

  /** The node that a slug leads to. */
  find(target: Target, slug: unknown): AnyRecord | undefined {
    return this.#byFirstSlug.get(`${target} ${this.firstSlug(target, slug)}`)?.record;
  }

  /** The sources that a fact cites. */
  sourcesOf(fact: AnyRecord): readonly AnyRecord[] {
    return citationsOf(fact)
      .map((citation) => this.find("source", sourceOf(citation)))
      .filter((source) => source !== undefined);
  }

  /** The day on which a release came out. */
  dayOfRelease(slug: unknown): string | undefined {
    return this.find("release", slug)?.releasedOn as string | undefined;
  }
}

/** The first and the last of some days, of which none may be known. */
export function rangeOf(days: readonly unknown[]): { first?: string; last?: string } {
  const sorted = days.filter((day) => typeof day === "string").sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? {} : { first, last };
}
