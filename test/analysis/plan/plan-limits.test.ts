import fc from "fast-check";
import { expect, test } from "vitest";
import { findSmallHittingSet } from "../../../src/analysis/algorithms/small-hitting-set.ts";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { analyse } from "../../../src/analysis/analysis.ts";
import type { Assumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { UnblockPlan } from "../../../src/analysis/plan/unblock-plan.ts";
import { drawLargeFacts } from "../large-facts.ts";
import { runs } from "../property-runs.ts";

const sets = fc.array(fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }), { maxLength: 9 });

test("a hitting set is found if there is one, and is no larger than allowed", () => {
  fc.assert(
    fc.property(sets, fc.nat(5), (all, size) => {
      const found = finish(findSmallHittingSet(all, size));
      const smallest = Math.min(
        ...Array.from({ length: 1024 }, (_, bits) => bits)
          .filter((bits) => all.every((set) => set.some((element) => (bits >> element) & 1)))
          .map((bits) =>
            Array.from({ length: 10 }, (_, bit) => (bits >> bit) & 1).reduce((a, b) => a + b, 0),
          ),
      );
      expect(found !== null).toBe(smallest <= size);
      if (found === null) return;
      expect(new Set(found).size).toBeLessThanOrEqual(size);
      expect(all.every((set) => set.some((element) => found.includes(element)))).toBe(true);
    }),
    runs,
  );
});

/** Graphs of some hundred blockers, and targets in them that can be freed. */
function drawQuestion(seed: number): { analysis: ReturnType<typeof analyse>; targets: number[] } {
  const shape = { integrations: 150, features: 40, blockers: 300, needs: 900, crossing: 0.3, seed };
  const analysis = analyse(drawLargeFacts(shape));
  const blocked = analysis.integrationsWithVerdict("BLOCKED");
  const free = blocked.filter((id) => finish(analysis.planUnblocking([id]), () => true).feasible);
  return { analysis, targets: free.slice(0, 10) };
}

test.each([1, 2, 3, 4, 5])(
  "a plan cut short works, and says how far it may be from the best (seed %i)",
  (seed) => {
    const { analysis, targets } = drawQuestion(seed);
    expect(targets.length).toBeGreaterThan(3);
    const best = finish(analysis.planUnblocking(targets));
    expect(best).toMatchObject({ feasible: true, optimal: true, lowerBound: best.cost });
    let looks = 0;
    for (const patience of [0, 1, 5, 50, 500]) {
      looks = 0;
      const cut = finish(analysis.planUnblocking(targets), () => looks++ >= patience);
      expect(cut.feasible).toBe(true);
      expect(cut.cost).toBeGreaterThanOrEqual(best.cost as number);
      expect(cut.lowerBound).toBeLessThanOrEqual(best.cost as number);
      expect(cut.optimal).toBe(cut.lowerBound === cut.cost);
      expect(leftBlocked(analysis, cut, targets)).toEqual([]);
    }
    expect(leftBlocked(analysis, best, targets)).toEqual([]);
  },
);

/** The targets that have an unlifted blocker under the assumption that all steps were taken. */
function leftBlocked(
  analysis: ReturnType<typeof analyse>,
  plan: UnblockPlan,
  targets: readonly number[],
): number[] {
  const slugOf = (type: "Integration" | "Feature" | "Blocker", id: number | null): string =>
    analysis.slugOf(type, id as number);
  const by = (action: string) => plan.steps.filter((step) => step.action === action);
  const assumptions: Assumptions = {
    ship: by("SHIP").map((step) => slugOf("Feature", step.featureId)),
    adopt: by("ADOPT").map((step) => ({
      feature: slugOf("Feature", step.featureId),
      integration: slugOf("Integration", step.integrationId),
    })),
    resolve: by("RESOLVE").map((step) => ({ blocker: slugOf("Blocker", step.blockerId), work: step.work })),
    complete: by("COMPLETE").map((step) => slugOf("Integration", step.integrationId)),
  };
  const after = analysis.assuming(assumptions);
  return targets.filter((target) => after.blockersOf(target, { lifted: false }).length > 0);
}
