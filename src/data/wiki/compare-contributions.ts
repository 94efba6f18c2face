import type { Deed, PersonMention } from "./find-people.ts";
import type { KnownContribution } from "./known-graph.ts";

/** What an entry says somebody did, which the graph does not say by this revision. */
export interface ContributionDifference extends Deed {
  readonly line: number;
  readonly contributor: string;
  /** The fact that says the same by other sources, and is to cite the revision too; null: there is none. */
  readonly repeats: string | null;
  /** Tells a new fact from one that is alike but for its state; null: nothing has to. */
  readonly key: string | null;
}

/**
 * Compares what an entry says of people with the contributions to its integration. The page tells no days, so it
 * speaks of facts without one.
 *
 * @param date the day of the revision
 */
export function compareContributions(
  mentions: readonly PersonMention[],
  slugs: ReadonlyMap<string, string>,
  known: readonly KnownContribution[],
  date: string,
): ContributionDifference[] {
  const found: ContributionDifference[] = [];
  for (const { line, name, deed } of mentions) {
    const contributor = slugs.get(name);
    if (contributor === undefined) continue;
    const isAlike = (each: { contributor: string; role: string }) =>
      each.contributor === contributor && each.role === deed.role;
    const isSame = (each: { contributor: string; role: string; state: string }) =>
      isAlike(each) && each.state === deed.state;
    if (found.some(isSame) || known.some((each) => isSame(each) && each.isCited)) continue;
    const undated = known.filter(({ from }) => from === null);
    const repeats = undated.find(isSame)?.fact ?? null;
    const key = repeats === null && [...undated, ...found].some(isAlike) ? date : null;
    found.push({ line, contributor, ...deed, repeats, key });
  }
  return found;
}
