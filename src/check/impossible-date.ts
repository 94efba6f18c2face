import type { SeedRecord } from "../data/read-seeds.ts";
import type { SeedProblem } from "../data/seed-problem.ts";
import { nounNamed, nouns } from "../domain/noun-list.ts";
import { type Invariant, rangeOf, type SeedSet } from "./seed-set.ts";

/** Days that contradict each other, whatever the sources say. */
export const impossibleDate: Invariant = {
  id: "impossible-date",
  says: "Nothing is known before it happened without a note that says how, resolved before it arose, released before it was written, or over before it began.",
  find: (seeds) => [
    ...nouns
      .filter(({ fact }) => fact?.datedBy)
      .flatMap(({ name }) => seeds.of(name).flatMap((each) => toldTooEarly(each, seeds))),
    ...seeds.of("blocker-report").flatMap((each) => reportedTooEarly(each, seeds)),
    ...seeds.of("feature-release").flatMap((each) => releasedTooEarly(each, seeds)),
    ...nouns
      .filter(({ fact }) => fact?.ends)
      .flatMap(({ name }) => seeds.of(name).flatMap((each) => endedTooEarly(each, seeds))),
  ],
};

/**
 * A source can tell what was, and what somebody plans; not what will have been. Where a later day follows from it, as
 * that of the release which has a commit, a note says so.
 */
function toldTooEarly({ noun, record, problemAt }: SeedRecord, seeds: SeedSet): SeedProblem[] {
  const field = nounNamed(noun).fact?.datedBy as string;
  const day = record[field] as string | undefined;
  const { last } = rangeOf(seeds.sourcesOf(record).map(({ publishedOn }) => publishedOn));
  if (day === undefined || last === undefined || day <= last || record.state === "PLANNED") return [];
  if (record.note !== undefined) return [];
  const message = `is ${day}, but the newest of its sources is of ${last}; a note has to say how that is known`;
  return [problemAt([field], message)];
}

function reportedTooEarly({ record, problemAt }: SeedRecord, seeds: SeedSet): SeedProblem[] {
  const from = seeds.find("blocker", record.blocker)?.from as string | undefined;
  if (from === undefined || (record.date as string) >= from) return [];
  return [problemAt(["date"], `is ${record.date}, but the blocker arose only on ${from}`)];
}

/** Written by those whose contributions to the feature are dated and done; taken out of what has it. */
function releasedTooEarly({ record, problemAt }: SeedRecord, seeds: SeedSet): SeedProblem[] {
  const day = seeds.dayOfRelease(record.release);
  if (day === undefined) return [];
  const feature = seeds.firstSlug("feature", record.feature);
  const isOfFeature = (each: SeedRecord) => seeds.firstSlug("feature", each.record.feature) === feature;
  if (record.change === "REMOVED") {
    const added = seeds
      .of("feature-release")
      .filter((each) => isOfFeature(each) && each.record.change === "ADDED")
      .map((each) => seeds.dayOfRelease(each.record.release));
    const { first } = rangeOf(added);
    if (first !== undefined && first < day) return [];
    return [problemAt(["release"], `took it out on ${day}, but no earlier release has it`)];
  }
  const authored = seeds
    .of("contribution")
    .filter((each) => each.record.feature !== undefined && isOfFeature(each))
    .filter(({ record: { role, state } }) => role === "AUTHORED" && state === "DONE");
  const { first } = rangeOf(authored.map((each) => each.record.from));
  const isOpen = authored.some((each) => each.record.from === undefined);
  if (first === undefined || isOpen || first <= day) return [];
  return [problemAt(["release"], `has it since ${day}, but it was written from ${first} on`)];
}

function endedTooEarly({ record, problemAt }: SeedRecord, seeds: SeedSet): SeedProblem[] {
  const { from, to } = record as { from?: string; to?: string };
  const day = to && seeds.dayOfRelease(to);
  if (from === undefined || !day || day >= from) return [];
  return [problemAt(["to"], `${to} came out on ${day}, before ${from}`)];
}
