import { builder } from "../builder.ts";
import { one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { Feature } from "./feature.ts";
import { Node } from "./node.ts";

/** A feature is of no use without another one. */
export const Requirement: TypeRef = storedObject("Requirement", "requirements", {
  description:
    "A feature is of no use without another one. A record, not a claim: a viewpoint's sources do not filter it.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "Requirement"),
    feature: one(t, "requirements", "feature", { type: Feature, description: "The one that requires." }),
    requiredFeature: one(t, "requirements", "requiredFeature", {
      type: Feature,
      description: "The one that is required.",
    }),
  }),
});

const RequirementFilter: TypeRef = builder.inputType("RequirementFilter", {
  description: "Narrows a list of requirements.",
  fields: (t) => ({ slug: t.field({ type: SlugFilter, description: "By slug." }) }),
});

/** Connections to requirements. */
export const requirementList = nodeList("Requirement", Requirement, {
  what: "requirements",
  filter: RequirementFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("requirements", (scope) => [
    choiceCondition(scope, scope.row.column("slug"), "text", scope.args.filter?.slug),
  ]),
});
