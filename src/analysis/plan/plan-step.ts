import type { Present } from "../standing/present.ts";
import { type Action, sortActions } from "./action.ts";
import { ActionProgress } from "./action-progress.ts";

/** One action of a plan, when its turn comes. Ids are the database's; null: the action is not about one. */
export interface PlanStep {
  /** From 1. */
  readonly position: number;
  readonly action: Action["kind"];
  readonly integrationId: number | null;
  readonly featureId: number | null;
  readonly blockerId: number | null;
  /** Slug of the work of the blocker. */
  readonly work: string | null;
  /** Integrations, targets or not, whose last unlifted blocker this step lifts, in the order of slugs. */
  readonly unblocks: readonly number[];
}

/** Actions in an order in which each is allowed: always the one with the smallest key that is. */
export function orderSteps(present: Present, actions: readonly Action[]): PlanStep[] {
  const progress = new ActionProgress(present);
  const left = sortActions(present.projection, actions);
  const steps: PlanStep[] = [];
  for (;;) {
    const next = left.findIndex((action) => progress.isAllowed(action));
    if (next < 0) return steps;
    const [action] = left.splice(next, 1) as [Action];
    const unblocks = progress.take(action).map((index) => present.projection.integrations.idOf(index));
    steps.push({ position: steps.length + 1, ...describe(present, action), unblocks });
  }
}

function describe(
  { projection }: Present,
  action: Action,
): Pick<PlanStep, "action" | "integrationId" | "featureId" | "blockerId" | "work"> {
  const { integrations, features, blockers, works } = projection;
  return {
    action: action.kind,
    integrationId: "integration" in action ? integrations.idOf(action.integration) : null,
    featureId: "feature" in action ? features.idOf(action.feature) : null,
    blockerId: "blocker" in action ? blockers.idOf(action.blocker) : null,
    work: "work" in action && action.work !== null ? works.slugOf(action.work) : null,
  };
}
