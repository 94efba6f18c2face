import type { Projection } from "../projection/projection.ts";

/** The integrations, by index, with a blocker that has a need on the feature. */
export function listNeeding({ needs, blockerIntegration }: Projection, feature: number): Set<number> {
  const owners = Array.from(needs.onFeature.of(feature), (need) => needs.blocker[need] as number);
  return new Set(owners.map((blocker) => blockerIntegration[blocker] as number));
}
