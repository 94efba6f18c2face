import { normalizeName } from "../../normalize-name.ts";
import { type Finding, type FindingSubject, makeFinding } from "./finding.ts";
import type { ContributorRow, FindingView } from "./finding-facts.ts";

/**
 * PERSON_TWICE: two contributors go by one name or alias, but for case, accents and spaces: perhaps one person.
 * Everyone after the first who goes by a name is compared with that first, and with each person once.
 */
export function findPeopleTwice({ more }: FindingView): Finding[] {
  const firsts = new Map<string, ContributorRow>();
  const findings = new Map<string, Finding>();
  const sorted = more.contributors.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  for (const contributor of sorted) {
    for (const name of [contributor.name, ...contributor.aliases]) {
      const first = firsts.get(normalizeName(name));
      if (first === undefined) firsts.set(normalizeName(name), contributor);
      else if (first !== contributor) {
        const pair = `${first.slug} ${contributor.slug}`;
        if (!findings.has(pair)) findings.set(pair, tell(first, contributor, name));
      }
    }
  }
  return [...findings.values()];
}

function tell(first: ContributorRow, second: ContributorRow, name: string): Finding {
  const [subject, other] = [first, second].map(
    ({ id, slug }): FindingSubject => ({ type: "Contributor", id, slug }),
  ) as [FindingSubject, FindingSubject];
  const message = `${first.slug} and ${second.slug} both go by "${name}" and may be one person.`;
  return makeFinding("PERSON_TWICE", subject, message, [], [other]);
}
