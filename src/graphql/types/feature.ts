import type { featureKind } from "../../../schema/tables/feature.ts";
import { builder } from "../builder.ts";
import { column, computed, computedReference, storedObject, type TypeRef } from "../fields.ts";
import {
  choiceCondition,
  enumFilter,
  meetsChoice,
  SlugFilter,
  TextFilter,
  textCondition,
} from "../filters.ts";
import { connection, nodeList } from "../lists.ts";
import { relation } from "../read/row.ts";
import { lookUp, rootList } from "../roots.ts";
import { adoptionList } from "./adoption.ts";
import { blockedIntegrations } from "./blocking.ts";
import { contributionList } from "./contribution.ts";
import { featureReleaseList } from "./feature-release.ts";
import { holdsAny, nameOrders } from "./known.ts";
import { NamedNode, Node } from "./node.ts";
import { nodeFields } from "./node-fields.ts";
import { Release } from "./release.ts";
import { remedyList } from "./remedy.ts";
import { requirementList } from "./requirement.ts";

export const FeatureKind = builder.enumType("FeatureKind", {
  description: "What sort of thing a feature is.",
  values: {
    CLI_OPTION: { description: "An option or command of the criu program." },
    RPC: { description: "A request, or a field of one, to criu as a service." },
    IMAGE_FORMAT: { description: "Something about the images criu writes." },
    PLUGIN: { description: "A plugin criu loads." },
    LIBRARY: { description: "A library or a call of one." },
    KERNEL: { description: "Something the kernel offers." },
  } satisfies Record<(typeof featureKind.enumValues)[number], object>,
});

export const Availability = builder.enumType("Availability", {
  description: "Whether a feature is there to be used.",
  values: {
    AVAILABLE: {
      description: "A release of that day or earlier has it, and none took it out since; backports count.",
    },
    PLANNED: { description: "No release has it, but somebody has written it or said they would." },
    MISSING: { description: "No release has it and nobody is known to work on it." },
  },
});

/** What CRIU, or the kernel under it, offers an integrator. */
export const Feature: TypeRef = storedObject("Feature", "features", {
  description: "What CRIU, or the kernel under it, offers an integrator.",
  interfaces: [Node, NamedNode],
  fields: (t) => ({
    ...nodeFields(t, "Feature"),
    name: column(t, "name", { type: "String", description: "As one types it: `--restore-sibling`." }),
    aliases: column(t, "aliases", { type: ["String"], description: "Other names; at most 20." }),
    kind: column(t, "kind", { type: FeatureKind, description: "What sort of thing it is." }),
    description: column(t, "description", {
      type: "String",
      nullable: true,
      description: "What it does; null: not written yet.",
    }),
    availability: computed(
      t,
      { type: Availability, description: "Whether it is there to be used." },
      (row, { analysis }) => analysis.availabilityOf(row.id),
    ),
    usable: computed(
      t,
      { type: "Boolean", description: "Whether it and everything it requires are available." },
      (row, { analysis }) => analysis.isUsable(row.id),
    ),
    since: computedReference(
      t,
      {
        type: Release,
        nullable: true,
        description:
          "The release that began the present stretch of availability; null: it is not available, or only assumed to be.",
      },
      (row, { analysis }) => {
        const id = analysis.sinceOf(row.id);
        return id === null ? null : { type: "Release", id };
      },
    ),
    blockedIntegrations: blockedIntegrations(t),
    releases: connection(t, featureReleaseList, {
      description: "Which releases added it or took it out.",
      on: relation("features", "featureReleases").on,
    }),
    requirements: connection(t, requirementList, {
      description: "Features it is of no use without.",
      on: relation("features", "requirements").on,
    }),
    requiredBy: connection(t, requirementList, {
      description: "Features that are of no use without it.",
      on: relation("features", "requiredBy").on,
    }),
    adoptions: connection(t, adoptionList, {
      description: "Who uses it.",
      on: relation("features", "adoptions").on,
    }),
    contributions: connection(t, contributionList, {
      description: "Who did, proposed or promised what for it.",
      on: relation("features", "contributions").on,
    }),
    neededBy: connection(t, remedyList, {
      description: "Remedies that need it.",
      on: (feature, remedy) =>
        `${remedy.alias}.id in (select remedy_id from needs where feature_id = ${feature.alias}.id)`,
    }),
  }),
});

const FeatureFilter: TypeRef = builder.inputType("FeatureFilter", {
  description: "Narrows a list of features; all that is given must hold, seen from the list's own `at`.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    name: t.field({ type: TextFilter, description: "By name." }),
    kind: t.field({
      type: enumFilter("FeatureKind", FeatureKind, "kind of feature"),
      description: "By kind.",
    }),
    availability: t.field({
      type: enumFilter("Availability", Availability, "availability"),
      description: "By availability.",
    }),
  }),
});

/** Connections to features. */
export const featureList = nodeList("Feature", Feature, {
  what: "features",
  filter: FeatureFilter,
  orders: {
    ...nameOrders,
    KIND: {
      type: "text",
      description: "The kind, by its name.",
      sql: ({ row }) => `${row.column("kind")}::text`,
    },
    BLOCKED_INTEGRATIONS: {
      type: "int",
      description: "How many integrations it blocks, ended ones left out.",
      rank: ({ analysis }) => analysis.blockedCounts(),
    },
  },
  rows: {
    table: "features",
    isFact: false,
    where: (scope) => {
      const { row, args } = scope;
      return [
        choiceCondition(scope, row.column("slug"), "text", args.filter?.slug),
        textCondition(scope, row.column("name"), args.filter?.name),
        choiceCondition(scope, row.column("kind"), "feature_kind", args.filter?.kind),
      ];
    },
    defaultOrder: [{ field: "NAME", direction: "ASC" }],
    unique: (row) => row.column("slug"),
  },
  restrict: {
    applies: (args) => args.filter?.availability != null,
    ids: ({ args, analysis }) =>
      analysis
        .featureIds()
        .filter((id) => meetsChoice(analysis.availabilityOf(id), args.filter.availability)),
  },
});

/** SQL of "at least one fact about the feature holds from the field's viewpoint". */
const featureIsKnown = holdsAny(
  [
    ["featureReleases", "feature_id"],
    ["adoptions", "feature_id"],
    ["requirements", "feature_id"],
    ["requirements", "required_feature_id"],
    ["contributions", "feature_id"],
    [
      "remedies",
      (remedy, feature) =>
        `${remedy.alias}.id in (select remedy_id from needs where feature_id = ${feature.alias}.id)`,
    ],
  ],
  "features",
);

builder.queryFields((t) => ({
  feature: lookUp(t, Feature, "FEATURE", "The feature with this slug; null: there is none."),
  features: rootList(t, featureList, "Features with at least one fact from this viewpoint.", featureIsKnown),
}));
