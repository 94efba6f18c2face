import type { GraphQLResolveInfo } from "graphql";
import type { PlanStep as Step } from "../../analysis/plan/plan-step.ts";
import type { UnblockPlan as Plan } from "../../analysis/plan/unblock-plan.ts";
import { describeBound, readBounded } from "../bounds.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { inputError } from "../errors.ts";
import { atArgument, computedObject, firstArgument, property, readField } from "../fields.ts";
import type { Arguments, Question, RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { readRoot } from "../roots.ts";
import { NamedNode } from "./node.ts";
import { findNodeRefs, NodeRef, type NodeRefInput } from "./node-ref.ts";
import { describeStep, PlanStep } from "./plan-step.ts";

const mostTargets = 100;
/** Milliseconds. */
const timeLimit = { from: 1, to: 5_000, absent: 1_000 };

const UnblockPlan = computedObject(
  "UnblockPlan",
  "The least that would have to happen so that no target has an unlifted blocker.",
  (t) => ({
    feasible: property(t, "feasible", {
      type: "Boolean",
      description: "Whether there is a plan; false: `inTheWay` says why not.",
    }),
    optimal: property(t, "optimal", {
      type: "Boolean",
      description:
        "Whether it is proven that no plan costs less, or that there is none; false: the search was cut short.",
    }),
    cost: property(t, "cost", {
      type: "Int",
      nullable: true,
      description: "The number of steps in all; null: there is no plan.",
    }),
    lowerBound: property(t, "lowerBound", {
      type: "Int",
      nullable: true,
      description: "No plan costs less than this; null: there is no plan.",
    }),
    steps: readField(
      t,
      {
        type: [PlanStep],
        description: "The actions in an order in which each is allowed when its turn comes.",
        args: firstArgument(t, 20),
      },
      {
        kind: "objects",
        columns: [],
        compute: (plan, { args }) =>
          plan.steps
            .slice(0, readFirst("UnblockPlan.steps", args.first))
            .map((step: RowObject) => ({ ...step })),
      },
    ),
    inTheWay: readField(
      t,
      {
        type: [NamedNode],
        description:
          "What makes it infeasible: unlifted blockers that no action lifts, then the targets without one about which too little is known (no status, UNEXPLAINED) or which have ENDED. Empty if feasible.",
        args: firstArgument(t, 100),
      },
      {
        kind: "references",
        columns: [],
        compute: (plan, { args }) => plan.inTheWay.slice(0, readFirst("UnblockPlan.inTheWay", args.first)),
      },
    ),
    inTheWayCount: property(t, "inTheWayCount", {
      type: "Int",
      description: "How many are `inTheWay` in all.",
    }),
  }),
);

builder.queryField("unblockPlan", (t) =>
  t.field({
    type: UnblockPlan,
    description:
      "The cheapest set of actions after which none of the targets has an unlifted blocker, in an order that works. Of several as cheap the one whose keys come first: an action's kind, then its slugs.",
    args: {
      targets: t.arg({
        type: [NodeRef],
        required: true,
        description: `The integrations to unblock, at most ${mostTargets}.`,
      }),
      at: atArgument(t as unknown as Fields),
      timeLimit: t.arg.int({
        defaultValue: timeLimit.absent,
        description: `Milliseconds to search before the best plan found is given, ${describeBound(timeLimit)}`,
      }),
    },
    resolve: (_root: object, { targets }: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, async (reader) => {
        if (targets.length < 1 || targets.length > mostTargets) {
          throw inputError(`unblockPlan: ${targets.length} targets, expected 1 to ${mostTargets}`);
        }
        const refs = targets.map((ref: NodeRefInput, index: number) => [
          `unblockPlan: targets[${index}]`,
          ref,
        ]);
        const found = await findNodeRefs(reader, refs, "Integration");
        const ids = found.map(({ id }) => id);
        return reader.computed(info, {
          kind: "objects",
          columns: [],
          compute: (_none, question) => planUnblocking(ids, question),
        });
      }),
  } as never),
);

async function planUnblocking(ids: readonly number[], question: Question): Promise<RowObject> {
  const { args, analysis, inquiry, turns } = question;
  const limit = readBounded("unblockPlan", "timeLimit", args.timeLimit, timeLimit);
  const { plan, works } = await inquiry.planUnblocking(ids, turns(limit));
  const describeWork = (step: Step): string =>
    works.find(({ blockerId, slug }) => blockerId === step.blockerId && slug === step.work)?.description ??
    "";
  return {
    ...plan,
    inTheWayCount: plan.inTheWay.length,
    steps: plan.steps.map((step) => ({
      ...step,
      unblockCount: step.unblocks.length,
      description: describeStep(step, (type, id) => analysis.slugOf(type, id as number), describeWork),
    })),
  } satisfies Plan & RowObject;
}
