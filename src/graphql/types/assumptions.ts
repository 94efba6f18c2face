import { builder } from "../builder.ts";
import type { TypeRef } from "../fields.ts";
import { mostAssumptions } from "../read/budget.ts";

const most = `at most ${mostAssumptions} entries in all`;

const AdoptionAssumption: TypeRef = builder.inputType("AdoptionAssumption", {
  description: "An adoption, named by its slugs.",
  fields: (t) => ({
    feature: t.string({ required: true, description: "Slug of the feature." }),
    integration: t.string({
      description:
        "Slug of the integration that uses it. Null: assumed, every integration one of whose blockers needs the feature; withdrawn, every integration there is.",
    }),
  }),
});

const ResolutionAssumption: TypeRef = builder.inputType("ResolutionAssumption", {
  description: "A blocker, or one work of it, named by its slugs.",
  fields: (t) => ({
    blocker: t.string({ required: true, description: "Slug of the blocker, which the viewpoint must know." }),
    work: t.string({ description: "Slug of one work of it; null: the whole blocker." }),
  }),
});

const WithdrawalsInput: TypeRef = builder.inputType("WithdrawalsInput", {
  description:
    "What is supposed not to be so: as if the facts that make it so were not in view. Lists of facts leave them out, and what else is known counts.",
  fields: (t) => ({
    ship: t.stringList({
      description: `Slugs of features: no release has ADDED them; ${most}.`,
    }),
    adopt: t.field({
      type: [AdoptionAssumption] as never,
      description: `Adoptions that there are not; ${most}.`,
    }),
    resolve: t.field({
      type: [ResolutionAssumption] as never,
      description: `Blockers, or works of them, that no report calls RESOLVED; ${most}.`,
    }),
    complete: t.stringList({
      description: `Slugs of integrations that no report calls READY: their latest other status counts; ${most}.`,
    }),
  }),
});

export const AssumptionsInput: TypeRef = builder.inputType("AssumptionsInput", {
  description:
    "What is supposed to be so, on the viewpoint's day and whatever its sources. It goes before every report, and shows in everything that is worked out: statuses, verdicts, availability, what is adopted, lifted or blocks. It is no fact: it has no source and is in no list of facts, though nodes it is about are in their lists. Former slugs work; order and repetitions do not matter; to name one fact both ways is an error.",
  fields: (t) => ({
    ship: t.stringList({ description: `Slugs of features that become AVAILABLE; ${most}.` }),
    adopt: t.field({
      type: [AdoptionAssumption] as never,
      description: `Features that integrations come to use; ${most}.`,
    }),
    resolve: t.field({
      type: [ResolutionAssumption] as never,
      description: `Blockers that are lifted, even those that are WONT_FIX, or works of them that are done; ${most}.`,
    }),
    complete: t.stringList({ description: `Slugs of integrations that become READY; ${most}.` }),
    withdraw: t.field({ type: WithdrawalsInput, description: "What is supposed not to be so." }),
  }),
});
