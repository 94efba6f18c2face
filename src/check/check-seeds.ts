import { inspectSeeds, type Seeds } from "../data/read-seeds.ts";
import { compareProblems, loadRules, type SeedProblem } from "../data/seed-problem.ts";
import { adoptedTooEarly } from "./adopted-too-early.ts";
import { impossibleDate } from "./impossible-date.ts";
import { orphan } from "./orphan.ts";
import { personTwice } from "./person-twice.ts";
import { repositoryName } from "./repository-name.ts";
import { requirementCycle } from "./requirement-cycle.ts";
import { type Invariant, SeedSet } from "./seed-set.ts";
import { stepBack } from "./step-back.ts";

const invariants: readonly Invariant[] = [
  impossibleDate,
  adoptedTooEarly,
  requirementCycle,
  personTwice,
  orphan,
  stepBack,
  repositoryName,
];

/** Every rule that seed files are checked by: its id, and what is so where it is kept. */
export const checkRules: readonly (readonly [id: string, says: string])[] = [
  ...Object.entries(loadRules),
  ...invariants.filter(({ id }) => !(id in loadRules)).map(({ id, says }) => [id, says] as const),
];

/** A place in the seed files where a rule is broken. */
export interface BrokenRule extends Omit<SeedProblem, "rule"> {
  readonly rule: string;
}

/**
 * Reads the seed files in `folder` and holds them to all rules, those too that a load does not insist on. Asks no
 * database.
 *
 * @returns what could be read, and every problem in the order of files.
 */
export async function checkSeeds(folder: string): Promise<{ seeds: Seeds; problems: readonly BrokenRule[] }> {
  const { seeds, problems } = await inspectSeeds(folder);
  const set = new SeedSet(seeds);
  const broken = [
    ...problems.map((problem) => ({ rule: "malformed", ...problem })),
    ...invariants.flatMap(({ id, find }) => find(set).map((problem) => ({ ...problem, rule: id }))),
  ];
  return { seeds, problems: broken.sort(compareProblems) };
}
