import fc from "fast-check";
import { expect, test } from "vitest";
import { analyse } from "../../../src/analysis/analysis.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Dice } from "../dice.ts";
import { runs } from "../property-runs.ts";
import { drawHopefulFacts } from "./draw-hopeful-facts.ts";
import { type ExpectedPlan, PlanOracle } from "./plan-oracle.ts";
import { readPlan } from "./read-plan.ts";

/** More would take the exhaustive search too long. */
const mostActions = 12;

/** The same with less that cannot be done: nothing has ended, is unexplained, or is WONT_FIX. */
const arbitraryHopeful = arbitraryFacts.map(
  (facts): FactsInView => ({
    ...facts,
    statusReports: facts.integrations.map(({ id }, index) => ({
      id: 1000 + index,
      integrationId: id,
      status: facts.statusReports.some((r) => r.integrationId === id && r.status === "READY")
        ? "READY"
        : "STALLED",
      observedOn: facts.asOf,
      sourceRank: 0,
      source: "a",
      series: "a",
    })),
    blockerReports: facts.blockerReports.filter((row) => row.state !== "WONT_FIX"),
    blockerReviews: facts.integrations.map(({ id }, index) => ({ id: 2000 + index, integrationId: id })),
  }),
);

const arbitraryQuestion = fc.oneof(arbitraryFacts, arbitraryHopeful).chain((facts) => {
  const target = fc.constantFrom(...facts.integrations.map((row) => row.id));
  return fc.record({ facts: fc.constant(facts), targets: fc.array(target, { minLength: 1, maxLength: 3 }) });
});

test("on any small graph the plan is the one that trying everything finds", () => {
  const seen = { feasible: 0, steps: 0, infeasible: 0 };
  fc.assert(
    fc.property(arbitraryQuestion, ({ facts, targets }) => {
      const { cost } = expectPlan(facts, targets);
      if (cost === null) seen.infeasible++;
      else seen.feasible++;
      seen.steps = Math.max(seen.steps, cost ?? 0);
    }),
    runs,
  );
  // The graphs were of all sorts.
  expect(seen.feasible).toBeGreaterThan(100);
  expect(seen.infeasible).toBeGreaterThan(100);
  expect(seen.steps).toBeGreaterThan(3);
});

test("so it is where much has to be done, by all kinds of actions, one after the other", () => {
  const seen = { SHIP: 0, ADOPT: 0, RESOLVE: 0, COMPLETE: 0, unsorted: 0, freeingTwo: 0, long: 0 };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const dice = new Dice(seed);
      const facts = drawHopefulFacts(dice);
      const targets = dice.some(facts.integrations, 1, 3).map(({ id }) => id);
      const { cost, steps } = expectPlan(facts, targets);
      const keys = steps.map(({ key }) => key);
      for (const kind of ["SHIP", "ADOPT", "RESOLVE", "COMPLETE"] as const) {
        if (keys.some((key) => key.startsWith(kind))) seen[kind]++;
      }
      if (keys.join() !== keys.toSorted().join()) seen.unsorted++;
      if (steps.some(({ unblocks }) => unblocks.length > 1)) seen.freeingTwo++;
      if ((cost ?? 0) > 4) seen.long++;
    }),
    runs,
  );
  expect(Object.entries(seen).filter(([, times]) => times < 80)).toEqual([]);
});

/** Holds a plan against all sets of actions; gives up on graphs with more than can be tried. */
function expectPlan(facts: FactsInView, targets: readonly number[]): ExpectedPlan {
  const oracle = new PlanOracle(facts);
  fc.pre(oracle.actions.length <= mostActions);
  const expected = oracle.expect(targets);
  const found = readPlan(facts, analyse(facts), targets);
  const proof = { feasible: expected.cost !== null, optimal: true, lowerBound: expected.cost };
  expect(found).toEqual({ ...expected, ...proof });
  return expected;
}
