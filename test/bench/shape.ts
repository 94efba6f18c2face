/** How large a graph to draw, and how it hangs together. */
export interface Shape {
  readonly seed: number;
  readonly integrations: number;
  readonly features: number;
  readonly blockers: number;
  readonly needs: number;
  /** Blockers that wait for each other in one circle, in vain. */
  readonly ring: number;
  /** Integrations that one feature, the hub, blocks at a depth of exactly three. */
  readonly hubReach: number;
}

/** The sizes that a person chooses. */
export type Size = Pick<Shape, "seed" | "integrations" | "features" | "blockers" | "needs">;

/** What `npm run bench` draws when told nothing: it takes a minute or two. */
export const defaultSize: Size = {
  seed: 1,
  integrations: 20_000,
  features: 4_000,
  blockers: 60_000,
  needs: 200_000,
};

/** The size that the targets are for. */
export const fullSize: Size = {
  seed: 1,
  integrations: 100_000,
  features: 20_000,
  blockers: 300_000,
  needs: 1_000_000,
};

/** The same proportions at any size: at the full one a ring of 10,000 and a hub that blocks 22,000. */
export function shapeOf(size: Size): Shape {
  return {
    ...size,
    ring: Math.floor(size.blockers / 30),
    hubReach: Math.floor(size.integrations * 0.22),
  };
}

/** Of all needs those on features, works, blockers and integrations, in percent. */
export const needShares = { FEATURE: 60, WORK: 20, BLOCKER: 15, INTEGRATION: 5 } as const;
