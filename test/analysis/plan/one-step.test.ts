import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { type Analysis, analyse } from "../../../src/analysis/analysis.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { drawLargeFacts } from "../large-facts.ts";
import { runs } from "../property-runs.ts";

const listOneStep = (analysis: Analysis): number[] =>
  analysis.integrationIds().filter((id) => analysis.isOneStepFromUnblocked(id));

/** The same by a plan for each. */
const listByPlan = (analysis: Analysis): number[] =>
  analysis.integrationIds().filter((id) => {
    const isBlocked = analysis.blockersOf(id, { lifted: false }).length > 0;
    return isBlocked && finish(analysis.planUnblocking([id])).cost === 1;
  });

test("on any small graph they are those whose cheapest plan is a single action", () => {
  const seen = { oneStep: 0, other: 0 };
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const analysis = analyse(facts);
      const expected = listByPlan(analysis);
      expect(listOneStep(analysis)).toEqual(expected);
      seen.oneStep += expected.length;
      seen.other += facts.integrations.length - expected.length;
    }),
    runs,
  );
  expect(seen.oneStep).toBeGreaterThan(125);
  expect(seen.other).toBeGreaterThan(125);
});

test("on a large graph, too", () => {
  const shape = { integrations: 300, features: 120, blockers: 700, needs: 1500, crossing: 0.4, seed: 7 };
  const analysis = analyse(drawLargeFacts(shape));
  const expected = listByPlan(analysis);
  expect(expected.length).toBeGreaterThan(20);
  expect(listOneStep(analysis)).toEqual(expected);
});

describe("a chain of blockers that lift each other", () => {
  /** Blocker 0 … of an integration each; each is lifted by work of its own, or once the one before is. */
  const drawChain = (length: number, isCircle: boolean): FactsInView => {
    const all = Array.from({ length }, (_, index) => index);
    const linkBefore = (index: number) => (index === 0 && isCircle ? length : index) - 1;
    const report = { observedOn: "2016-01-01", sourceRank: 0, source: "a", series: "a" };
    const chained = all.filter((index) => linkBefore(index) >= 0);
    return {
      asOf: "2016-01-01",
      integrations: all.map((id) => ({ id, slug: `integration-${id}` })),
      features: [],
      capabilities: [],
      blockers: all.map((id) => ({ id, slug: `b-${id}`, integrationId: id, capabilityId: null })),
      statusReports: all.map((id) => ({ ...report, id, integrationId: id, status: "STALLED" })),
      capabilityReports: [],
      blockerReports: [],
      blockerReviews: [],
      remedies: [
        ...all.map((id) => ({ id, blockerId: id })),
        ...chained.map((id) => ({ id: length + id, blockerId: id })),
      ],
      needs: [
        ...all.map((id) => ({ remedyId: id, position: 0, kind: "WORK" as const, work: "own" })),
        ...chained.map((id) => ({
          remedyId: length + id,
          position: 0,
          kind: "BLOCKER" as const,
          blockerId: linkBefore(id),
        })),
      ],
      adoptions: [],
      requirements: [],
      featureReleases: [],
      authoredFeatures: [],
    };
  };

  it.each([false, true])(
    "is gone through without going through it from every link; a circle: %s",
    (isCircle) => {
      const length = 50_000;
      const analysis = analyse(drawChain(length, isCircle));
      const begun = performance.now();
      expect(listOneStep(analysis)).toHaveLength(length);
      // From every link it would be more than a billion steps.
      expect(performance.now() - begun).toBeLessThan(5_000);
    },
  );
});
