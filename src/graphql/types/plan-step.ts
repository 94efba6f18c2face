import type { PlanStep as Step } from "../../analysis/plan/plan-step.ts";
import { builder, type Fields } from "../builder.ts";
import { computedObject, firstArgument, property, type Ref, readField } from "../fields.ts";
import type { Reference } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { Blocker } from "./blocker.ts";
import { Feature } from "./feature.ts";
import { Integration } from "./integration.ts";

const PlanAction = builder.enumType("PlanAction", {
  description: "What somebody can do about what stands in the way; each costs 1.",
  values: {
    SHIP: { description: "A release has the feature." },
    ADOPT: { description: "The integration uses the feature, which is usable by then." },
    RESOLVE: {
      description:
        "The work of the blocker is done; without a work, the blocker, which has no remedy, is resolved.",
    },
    COMPLETE: { description: "The integration, which has no unlifted blocker left, becomes READY." },
  },
});

/** A node that a step may be about. */
function subject(t: Fields, name: "Feature" | "Integration" | "Blocker", what: string): Ref {
  const types = { Feature, Integration, Blocker };
  return readField(
    t,
    { type: types[name], nullable: true, description: `${what}; null: the action is about none.` },
    {
      kind: "references",
      columns: [],
      compute: (step) => {
        const id = step[`${name.toLowerCase()}Id`];
        return id === null ? null : { type: name, id };
      },
    },
  );
}

/** One action of a plan. */
export const PlanStep = computedObject("PlanStep", "One action of a plan, when its turn comes.", (t) => ({
  position: property(t, "position", { type: "Int", description: "Its place in the order, from 1." }),
  action: property(t, "action", { type: PlanAction, description: "What is done." }),
  feature: subject(t, "Feature", "The feature that is shipped or adopted"),
  integration: subject(t, "Integration", "The integration that adopts or is completed"),
  blocker: subject(t, "Blocker", "The blocker that is resolved, or whose work is done"),
  work: property(t, "work", {
    type: "String",
    nullable: true,
    description: "Slug of the blocker's work that is done; null: the action is about none.",
  }),
  description: property(t, "description", { type: "String", description: "The step in a sentence." }),
  unblocks: readField(
    t,
    {
      type: [Integration],
      description:
        "Integrations, targets or not, whose last unlifted blocker this step lifts, in the order of slugs.",
      args: firstArgument(t, 20),
    },
    {
      kind: "references",
      columns: [],
      compute: (step, { args }) =>
        step.unblocks
          .slice(0, readFirst("PlanStep.unblocks", args.first))
          .map((id: number): Reference => ({ type: "Integration", id })),
    },
  ),
  unblockCount: property(t, "unblockCount", {
    type: "Int",
    description: "How many `unblocks` there are in all.",
  }),
}));

/** A step in a sentence; work in the words it was recorded with. */
export function describeStep(
  step: Step,
  slugOf: (type: "Integration" | "Feature" | "Blocker", id: number | null) => string,
  describeWork: (step: Step) => string,
): string {
  switch (step.action) {
    case "SHIP":
      return `A release has ${slugOf("Feature", step.featureId)}.`;
    case "ADOPT":
      return `${slugOf("Integration", step.integrationId)} adopts ${slugOf("Feature", step.featureId)}.`;
    case "COMPLETE":
      return `${slugOf("Integration", step.integrationId)} becomes READY.`;
    case "RESOLVE":
      if (step.work !== null) return describeWork(step);
      return `${slugOf("Blocker", step.blockerId)} is resolved, though nobody has recorded how.`;
  }
}
