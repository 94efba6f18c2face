import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import type { FeatureWalk } from "./feature-walk.ts";
import { type Reached, sortByDepth } from "./reached.ts";

/** The integrations a feature blocks, ENDED ones too, nearest first, then by slug. */
export function listBlockedIntegrations(present: Present, walk: FeatureWalk): Reached[] {
  const { blockerIntegration, integrations } = present.projection;
  const depths = new Int32Array(integrations.size);
  for (const blocker of walk.reached) {
    const integration = at(blockerIntegration, blocker);
    if (depths[integration] === 0) depths[integration] = at(walk.distance, blocker);
  }
  return sortByDepth(depths);
}
