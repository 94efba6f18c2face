import type { Stoppable } from "../algorithms/stoppable.ts";
import type { Present } from "../standing/present.ts";
import { listUnlifted } from "../standing/verdict.ts";
import { Derivation } from "./derivation.ts";
import { type InTheWay, listInTheWay } from "./in-the-way.ts";
import { buildPlanProblem, type PlanProblem } from "./plan-problem.ts";
import { splitProblem } from "./plan-reduction.ts";
import { findIndispensable, searchPlan } from "./plan-search.ts";
import { orderSteps, type PlanStep } from "./plan-step.ts";

/** The least that would have to be done so that no target has an unlifted blocker. */
export interface UnblockPlan {
  readonly feasible: boolean;
  /** Whether it is proven that there is no cheaper plan, or none at all. */
  readonly optimal: boolean;
  /** The number of steps; null: not feasible. */
  readonly cost: number | null;
  /** No plan costs less; null: not feasible. */
  readonly lowerBound: number | null;
  readonly steps: readonly PlanStep[];
  /** Empty if feasible. */
  readonly inTheWay: readonly InTheWay[];
}

/**
 * Finds a cheapest set of actions that frees the integrations with these indices; of several the one whose sorted
 * keys come first, in the smallest order in which every action is allowed.
 *
 * Where its time is over it gives the best plan found, and with it a lower bound.
 *
 * What is there in any case is done first: the actions no plan can do without. What is left falls into parts that
 * have nothing in common, and each is searched by itself.
 */
export function* planUnblocking(present: Present, targets: readonly number[]): Stoppable<UnblockPlan> {
  const problem = buildPlanProblem(
    present,
    Array.from(new Set(targets)).flatMap((target) => listUnlifted(present, target)),
  );
  const atBest = new Derivation(problem.set);
  atBest.add(problem.actions.keys());
  const inTheWay = listInTheWay(present, targets, problem, atBest);
  if (inTheWay.length > 0) {
    return { feasible: false, optimal: true, cost: null, lowerBound: null, steps: [], inTheWay };
  }
  const { actions, lowerBound } = yield* chooseActions(problem, atBest);
  const steps = orderSteps(
    present,
    problem.actions.filter((_, index) => actions.has(index)),
  );
  const cost = steps.length;
  return { feasible: true, optimal: lowerBound === cost, cost, lowerBound, steps, inTheWay };
}

function* chooseActions(
  { set, actions: { length: actions } }: PlanProblem,
  atBest: Derivation,
): Stoppable<{ actions: ReadonlySet<number>; lowerBound: number }> {
  const indispensable = yield* findIndispensable(set, actions);
  const now = new Derivation(set);
  now.add(indispensable);
  const chosen = new Set(indispensable);
  let lowerBound = indispensable.length;
  for (const part of splitProblem(set, actions, now, atBest)) {
    const found = yield* searchPlan(part.set, part.actions.length);
    for (const action of found.actions) chosen.add(part.actions[action] as number);
    lowerBound += found.lowerBound;
  }
  return { actions: chosen, lowerBound };
}
