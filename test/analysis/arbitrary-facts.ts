import fc from "fast-check";
import type { FactsInView, NeedRow, ReportRow } from "../../src/analysis/projection/facts-in-view.ts";

/** Ids by kind start here, so that a number tells what it is. */
const base = { integration: 100, feature: 200, capability: 300, blocker: 400, remedy: 500, release: 600 };
const capabilitiesEach = 2;
const works = ["code", "text"];

/** Slugs for `count` nodes, so that their order is not that of the ids. */
function slugs(count: number): fc.Arbitrary<string[]> {
  const letters = Array.from("abcdef").slice(0, count);
  return fc.shuffledSubarray(letters, { minLength: count, maxLength: count });
}

const day = fc.constantFrom("2016-01-01", "2016-01-02", "2016-01-03");
const report = fc.record({
  observedOn: day,
  sourceRank: fc.nat(2),
  source: fc.constantFrom("a", "b", "c", "d"),
  series: fc.constantFrom("page", "repository"),
});

function reports<Extra>(extra: fc.Arbitrary<Extra>, maxLength: number): fc.Arbitrary<(ReportRow & Extra)[]> {
  return fc
    .array(fc.tuple(report, extra), { maxLength })
    .map((rows) => rows.map(([row, more], index) => ({ id: 1000 + index, ...row, ...more })));
}

/**
 * Small graphs of every shape: circles of needs and requirements, needs and remedies on what is not in view
 * (the blocker after the last), reports that contradict each other, features that come and go.
 */
export const arbitraryFacts: fc.Arbitrary<FactsInView> = fc
  .record({
    integrations: fc.integer({ min: 1, max: 4 }),
    features: fc.integer({ min: 1, max: 4 }),
    blockers: fc.nat(6),
  })
  .chain((count) => {
    const integrationId = fc.nat(count.integrations - 1).map((index) => base.integration + index);
    const featureId = fc.nat(count.features - 1).map((index) => base.feature + index);
    const capabilityOf = (integration: number): fc.Arbitrary<number> =>
      fc
        .nat(capabilitiesEach - 1)
        .map((index) => base.capability + (integration - base.integration) * capabilitiesEach + index);
    const place = integrationId.chain((id) =>
      fc.record({ integrationId: fc.constant(id), capabilityId: fc.option(capabilityOf(id)) }),
    );
    const blockerId = fc.nat(count.blockers).map((index) => base.blocker + index);
    const need = fc.oneof(
      { weight: 4, arbitrary: featureId.map((id) => ({ kind: "FEATURE" as const, featureId: id })) },
      { weight: 3, arbitrary: blockerId.map((id) => ({ kind: "BLOCKER" as const, blockerId: id })) },
      { weight: 3, arbitrary: place.map((to) => ({ kind: "INTEGRATION" as const, ...to })) },
      { weight: 1, arbitrary: fc.constantFrom(...works).map((work) => ({ kind: "WORK" as const, work })) },
    );
    const remedy = fc.record({ blockerId, needs: fc.array(need, { minLength: 1, maxLength: 3 }) });
    return fc.record({
      integrationSlugs: slugs(count.integrations),
      featureSlugs: slugs(count.features),
      blockerSlugs: slugs(count.blockers),
      places: fc.array(place, { minLength: count.blockers, maxLength: count.blockers }),
      remedies: fc.array(remedy, { maxLength: count.blockers * 2 }),
      statusReports: reports(
        fc.record({
          integrationId,
          status: fc.constantFrom(
            ...([
              "READY",
              "READY",
              "IN_PROGRESS",
              "STALLED",
              "NOT_STARTED",
              "REMOVED",
              "DISCONTINUED",
            ] as const),
          ),
        }),
        5,
      ),
      capabilityReports: reports(
        fc.record({
          capabilityId: integrationId.chain(capabilityOf),
          state: fc.constantFrom("WORKS" as const, "PARTIAL" as const, "MISSING" as const),
        }),
        3,
      ),
      blockerReports: reports(
        fc.record({
          blockerId,
          work: fc.option(fc.constantFrom(...works)),
          state: fc.constantFrom("OPEN" as const, "RESOLVED" as const, "WONT_FIX" as const),
        }),
        3,
      ),
      reviewed: fc.uniqueArray(integrationId, { maxLength: 2 }),
      adoptions: fc.array(fc.record({ integrationId, featureId }), { maxLength: 5 }),
      requirements: fc.array(fc.record({ featureId, requiredFeatureId: featureId }), { maxLength: 4 }),
      releases: fc.array(
        fc.record({
          featureId,
          change: fc.constantFrom("ADDED" as const, "ADDED" as const, "REMOVED" as const),
          releasedOn: day,
        }),
        { maxLength: 6 },
      ),
      authoredFeatures: fc.array(featureId, { maxLength: 2 }),
    });
  })
  .map((drawn) => ({
    asOf: "2016-01-03",
    integrations: drawn.integrationSlugs.map((slug, index) => ({ id: base.integration + index, slug })),
    features: drawn.featureSlugs.map((slug, index) => ({ id: base.feature + index, slug })),
    capabilities: drawn.integrationSlugs.flatMap((_, integration) =>
      Array.from({ length: capabilitiesEach }, (_, index) => ({
        id: base.capability + integration * capabilitiesEach + index,
        slug: `capability-${index}`,
        name: `Capability ${index}`,
        integrationId: base.integration + integration,
      })),
    ),
    blockers: drawn.places.map((place, index) => ({
      id: base.blocker + index,
      slug: drawn.blockerSlugs[index] as string,
      ...place,
    })),
    statusReports: drawn.statusReports,
    capabilityReports: drawn.capabilityReports,
    blockerReports: drawn.blockerReports,
    blockerReviews: drawn.reviewed.map((integrationId, index) => ({ id: 2000 + index, integrationId })),
    remedies: drawn.remedies.map(({ blockerId }, index) => ({ id: base.remedy + index, blockerId })),
    needs: drawn.remedies.flatMap(({ needs }, index): NeedRow[] =>
      needs.map((need, position) => ({ remedyId: base.remedy + index, position, ...need })),
    ),
    adoptions: drawn.adoptions.map((row, index) => ({ id: 3000 + index, ...row })),
    requirements: drawn.requirements.map((row, index) => ({ id: 4000 + index, ...row })),
    featureReleases: drawn.releases.map((row, index) => ({
      id: 5000 + index,
      releaseId: base.release + index,
      ...row,
    })),
    authoredFeatures: drawn.authoredFeatures,
  }));
