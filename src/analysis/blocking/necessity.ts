import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import type { BestCase } from "./best-case.ts";
import { findLostBlockers } from "./lost-blockers.ts";

/** Whether an integration can do without a feature that blocks it. */
export type Necessity = "NECESSARY" | "ALTERNATIVE";

/**
 * The integrations, by index, for which the feature at an index is NECESSARY: those with a blocker that is
 * unlifted now and lifted in the best case, but not in the best case without the feature. For all others it is
 * ALTERNATIVE.
 */
export function findDependents(present: Present, best: BestCase, feature: number): Set<number> {
  const { projection, lifted } = present;
  const lost = Array.from(findLostBlockers(projection, best, feature));
  const unlifted = lost.filter((blocker) => lifted[blocker] !== 1);
  return new Set(unlifted.map((blocker) => at(projection.blockerIntegration, blocker)));
}
