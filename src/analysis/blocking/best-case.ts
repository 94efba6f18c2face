import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import { findUsable } from "../standing/availability.ts";
import type { Present } from "../standing/present.ts";
import {
  findSatisfaction,
  Lifting,
  type Premises,
  Readiness,
  type Satisfaction,
} from "../standing/satisfaction.ts";
import { BlockerCode } from "../standing/standing.ts";

/** What follows at best, and from what. */
export interface BestCase extends Satisfaction {
  readonly premises: Premises;
}

/**
 * The best case: every feature AVAILABLE and adopted everywhere, every work done, every blocker lifted that has
 * no remedy in view or is WONT_FIX, and every integration READY that is READY now, or that has not ENDED and
 * has no unlifted blocker left. What only a circle would give is not given even then.
 */
export function findBestCase({ projection, standing }: Present): BestCase {
  const { needs, blockers, integrations, features } = projection;
  const usable = findUsable(projection, new Uint8Array(features.size).fill(1));
  const given = new Uint8Array(needs.size);
  for (let need = 0; need < needs.size; need++) {
    if (needs.kind[need] === NeedKind.WORK) given[need] = 1;
    if (needs.kind[need] === NeedKind.FEATURE) given[need] = usable[at(needs.target, need)] ?? 0;
  }
  const lifting = new Uint8Array(blockers.size).fill(Lifting.LIFTED);
  for (let blocker = 0; blocker < blockers.size; blocker++) {
    const isRemediable = projection.remediesOfBlocker.count(blocker) > 0;
    if (isRemediable && standing.blocker[blocker] === BlockerCode.OPEN) lifting[blocker] = Lifting.BY_REMEDY;
  }
  const readiness = new Uint8Array(integrations.size).fill(Readiness.ONCE_FREE);
  for (let integration = 0; integration < integrations.size; integration++) {
    if (standing.ready[integration] === 1) readiness[integration] = Readiness.READY;
    if (standing.ended[integration] === 1) readiness[integration] = Readiness.NOT_READY;
  }
  const premises = { lifting, readiness, given };
  return { premises, ...findSatisfaction(projection, premises) };
}
