import type { FactsInView, IntegrationStatus, NeedRow } from "../../src/analysis/projection/facts-in-view.ts";

/** How large a graph to draw. */
export interface LargeShape {
  readonly integrations: number;
  readonly features: number;
  readonly blockers: number;
  readonly needs: number;
  /** Share of needs that are on a blocker or an integration: how far what blocks one reaches others. */
  readonly crossing: number;
  readonly seed: number;
}

/** Draws a graph at random, the same one for the same seed, of any size in linear time. */
export function drawLargeFacts(shape: LargeShape): FactsInView {
  const draw = seedDraw(shape.seed);
  const count = (length: number): number[] => Array.from({ length }, (_, index) => index);
  const statuses: readonly IntegrationStatus[] = ["READY", "READY", "IN_PROGRESS", "STALLED", "REMOVED"];
  const remedies = Math.ceil(shape.needs / 2);
  const needs = count(shape.needs).map((index): NeedRow => {
    const place = { remedyId: index >> 1, position: index & 1 };
    if (draw(1000) >= shape.crossing * 1000) {
      return { ...place, kind: "FEATURE", featureId: draw(shape.features) };
    }
    if (draw(2) === 0) return { ...place, kind: "BLOCKER", blockerId: draw(shape.blockers) };
    return { ...place, kind: "INTEGRATION", integrationId: draw(shape.integrations), capabilityId: null };
  });
  const report = { observedOn: "2016-01-01", sourceRank: 2, source: "wiki-1", series: "wiki" };
  const release = { releaseId: 1, change: "ADDED", releasedOn: "2015-01-01" } as const;
  return {
    asOf: "2020-01-01",
    integrations: count(shape.integrations).map((id) => ({ id, slug: `integration-${id}` })),
    features: count(shape.features).map((id) => ({ id, slug: `feature-${id}` })),
    capabilities: [],
    blockers: count(shape.blockers).map((id) => ({
      id,
      slug: `blocker-${id}`,
      integrationId: draw(shape.integrations),
      capabilityId: null,
    })),
    statusReports: count(shape.integrations).map((id) => ({
      ...report,
      id,
      integrationId: id,
      status: statuses[draw(statuses.length)] as IntegrationStatus,
    })),
    capabilityReports: [],
    blockerReports: [],
    blockerReviews: [],
    remedies: count(remedies).map((id) => ({ id, blockerId: draw(shape.blockers) })),
    needs,
    adoptions: count(shape.integrations).map((id) => ({
      id,
      integrationId: id,
      featureId: draw(shape.features),
    })),
    requirements: count(shape.features >> 2).map((id) => ({
      id,
      featureId: draw(shape.features),
      requiredFeatureId: draw(shape.features),
    })),
    featureReleases: count(shape.features >> 1).map((id) => ({
      ...release,
      id,
      featureId: draw(shape.features),
    })),
    authoredFeatures: [],
  };
}

/** Draws whole numbers from 0 up to, not including, the one given (Marsaglia, "Xorshift RNGs", 2003). */
function seedDraw(seed: number): (below: number) => number {
  let state = (seed ^ 0x9e3779b9) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
