import { builder } from "../builder.ts";
import { one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { endFields } from "./fact-end.ts";
import { Feature } from "./feature.ts";
import { Integration } from "./integration.ts";
import { Node } from "./node.ts";

/** An integration uses a feature. */
export const Adoption: TypeRef = storedObject("Adoption", "adoptions", {
  description: "An integration uses a feature.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "Adoption"),
    integration: one(t, "adoptions", "integration", { type: Integration, description: "Who uses it." }),
    feature: one(t, "adoptions", "feature", { type: Feature, description: "What is used." }),
    ...endFields(t),
  }),
});

const AdoptionFilter: TypeRef = builder.inputType("AdoptionFilter", {
  description: "Narrows a list of adoptions; all that is given must hold.",
  fields: (t) => ({
    integration: t.field({ type: SlugFilter, description: "By slug of the integration." }),
    feature: t.field({ type: SlugFilter, description: "By slug of the feature." }),
  }),
});

/** Connections to adoptions. */
export const adoptionList = nodeList("Adoption", Adoption, {
  what: "adoptions",
  filter: AdoptionFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("adoptions", (scope) => [
    choiceCondition(
      scope,
      `(select slug from integrations where id = ${scope.row.alias}.integration_id)`,
      "text",
      scope.args.filter?.integration,
    ),
    choiceCondition(
      scope,
      `(select slug from features where id = ${scope.row.alias}.feature_id)`,
      "text",
      scope.args.filter?.feature,
    ),
  ]),
});
