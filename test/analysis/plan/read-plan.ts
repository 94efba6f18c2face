import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import type { UnblockPlan } from "../../../src/analysis/plan/unblock-plan.ts";
import type { FactsInView, NamedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import type { ExpectedPlan } from "./plan-oracle.ts";

/** A plan by action keys and slugs. */
export function readPlan(
  facts: FactsInView,
  analysis: Analysis,
  targets: readonly number[],
): ExpectedPlan & Pick<UnblockPlan, "feasible" | "optimal" | "lowerBound"> {
  const { feasible, optimal, cost, lowerBound, steps, inTheWay } = finish(analysis.planUnblocking(targets));
  const slug = (rows: readonly NamedRow[], id: number | null): string[] =>
    rows.filter((row) => row.id === id).map((row) => row.slug);
  return {
    feasible,
    optimal,
    cost,
    lowerBound,
    steps: steps.map((step) => ({
      key: [
        step.action,
        ...slug(facts.integrations, step.integrationId),
        ...slug(facts.features, step.featureId),
        ...slug(facts.blockers, step.blockerId),
        ...(step.work === null ? [] : [step.work]),
      ].join(" "),
      unblocks: step.unblocks.flatMap((id) => slug(facts.integrations, id)),
    })),
    inTheWay: inTheWay.flatMap(({ type, id }) =>
      slug(type === "Blocker" ? facts.blockers : facts.integrations, id),
    ),
  };
}
