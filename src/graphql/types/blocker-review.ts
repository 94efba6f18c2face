import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { Integration } from "./integration.ts";
import { Node } from "./node.ts";

/** On its day somebody listed what stands in the way of an integration. */
export const BlockerReview: TypeRef = storedObject("BlockerReview", "blockerReviews", {
  description: "On this day somebody listed what stands in the way of this integration; it may be nothing.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "BlockerReview"),
    integration: one(t, "blockerReviews", "integration", {
      type: Integration,
      description: "What was reviewed.",
    }),
    observedOn: column(t, "date", { type: "Date", description: "The day of the review." }),
  }),
});

const BlockerReviewFilter: TypeRef = builder.inputType("BlockerReviewFilter", {
  description: "Narrows a list of blocker reviews.",
  fields: (t) => ({ slug: t.field({ type: SlugFilter, description: "By slug." }) }),
});

/** Connections to blocker reviews. */
export const blockerReviewList = nodeList("BlockerReview", BlockerReview, {
  what: "blocker reviews",
  filter: BlockerReviewFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("blockerReviews", (scope) => [
    choiceCondition(scope, scope.row.column("slug"), "text", scope.args.filter?.slug),
  ]),
});
