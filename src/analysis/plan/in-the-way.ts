import type { Present } from "../standing/present.ts";
import { listUnlifted } from "../standing/verdict.ts";
import type { Derivation } from "./derivation.ts";
import type { PlanProblem } from "./plan-problem.ts";
import { isCompletable } from "./plan-problem.ts";

/** What makes a plan infeasible, by database id. */
export interface InTheWay {
  readonly type: "Blocker" | "Integration";
  readonly id: number;
}

/**
 * What keeps targets from being freed: the unlifted blockers that no action lifts, those of the targets and those
 * that a walk from them meets by way of such blockers alone; then the targets about which too little is known,
 * or which have ended, and that have no such blocker of their own. Each in the order of slugs.
 *
 * @param atBest what holds once all actions are taken
 */
export function listInTheWay(
  present: Present,
  targets: readonly number[],
  problem: PlanProblem,
  atBest: Derivation,
): InTheWay[] {
  const { set, blockerOf } = problem;
  const { blockers, integrations } = present.projection;
  const unreachable = new Set(set.goals.filter((goal) => !atBest.holds(goal)));
  for (const fact of unreachable) {
    set.rulesOf.forEach(fact, (rule) => {
      for (const needed of set.rules[rule]?.body ?? []) if (!atBest.holds(needed)) unreachable.add(needed);
    });
  }
  const stuck = new Set(Array.from(unreachable, (fact) => blockerOf[fact] as number));
  stuck.delete(-1);
  const barred = new Set(
    targets.filter(
      (target) => !isCompletable(present, target) && !listUnlifted(present, target).some((b) => stuck.has(b)),
    ),
  );
  const ascending = (indices: Set<number>): number[] => Array.from(indices).sort((a, b) => a - b);
  return [
    ...ascending(stuck).map((index) => ({ type: "Blocker" as const, id: blockers.idOf(index) })),
    ...ascending(barred).map((index) => ({ type: "Integration" as const, id: integrations.idOf(index) })),
  ];
}
