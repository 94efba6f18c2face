import type { featureChange } from "../../../schema/tables/feature-release.ts";
import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { Feature } from "./feature.ts";
import { Node } from "./node.ts";
import { Release } from "./release.ts";

export const FeatureChange = builder.enumType("FeatureChange", {
  description: "What a release did to a feature.",
  values: {
    ADDED: { description: "It has it, where the release before had not." },
    REMOVED: { description: "It took it out." },
  } satisfies Record<(typeof featureChange.enumValues)[number], object>,
});

/** A release added a feature or took it out. */
export const FeatureRelease: TypeRef = storedObject("FeatureRelease", "featureReleases", {
  description:
    "A release added a feature or took it out. A record, not a claim: a viewpoint's sources do not filter it.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "FeatureRelease"),
    feature: one(t, "featureReleases", "feature", { type: Feature, description: "The feature." }),
    release: one(t, "featureReleases", "release", { type: Release, description: "The release." }),
    change: column(t, "change", { type: FeatureChange, description: "What the release did to it." }),
  }),
});

const FeatureReleaseFilter: TypeRef = builder.inputType("FeatureReleaseFilter", {
  description: "Narrows a list of feature releases.",
  fields: (t) => ({
    change: t.field({
      type: enumFilter("FeatureChange", FeatureChange, "change"),
      description: "By change.",
    }),
  }),
});

/** Connections to feature releases. */
export const featureReleaseList = nodeList("FeatureRelease", FeatureRelease, {
  what: "feature releases",
  filter: FeatureReleaseFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("featureReleases", (scope) => [
    choiceCondition(scope, scope.row.column("change"), "feature_change", scope.args.filter?.change),
  ]),
});
