import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter } from "../filters.ts";
import { connection, nodeList } from "../lists.ts";
import { relation } from "../read/row.ts";
import { lookUp, rootList } from "../roots.ts";
import { endedFactList, hasEndedWith } from "./ended-fact.ts";
import { featureReleaseList } from "./feature-release.ts";
import { Integration } from "./integration.ts";
import { NamedNode, Node } from "./node.ts";
import { nodeFields } from "./node-fields.ts";
import { Source } from "./source.ts";

/** A version of CRIU or of an integration. */
export const Release: TypeRef = storedObject("Release", "releases", {
  description:
    "A version of CRIU or of an integration, with its day. Releases are a record, not a claim: a viewpoint's sources do not filter them.",
  interfaces: [Node, NamedNode],
  fields: (t) => ({
    ...nodeFields(t, "Release"),
    product: column(t, "product", {
      type: "String",
      description: "What it is a version of: `criu`, or an integration.",
    }),
    version: column(t, "version", { type: "String", description: "The version as its makers write it." }),
    releasedOn: column(t, "releasedOn", { type: "Date", description: "The day it came out." }),
    integration: one(t, "releases", "integration", {
      type: Integration,
      nullable: true,
      description: "The integration it is a version of; null: it is one of CRIU.",
    }),
    source: one(t, "releases", "source", { type: Source, description: "Where its day is taken from." }),
    features: connection(t, featureReleaseList, {
      description: "Features it added or took out.",
      on: relation("releases", "featureReleases").on,
    }),
    endedFacts: connection(t, endedFactList, {
      description:
        "Adoptions, dependencies, remedies and contributions that ended with it: what was known from this viewpoint until this release came out. None before its day.",
      on: (release, fact) => `${fact.alias}.end_release_id = ${release.alias}.id`,
      where: hasEndedWith,
    }),
  }),
});

const ReleaseFilter: TypeRef = builder.inputType("ReleaseFilter", {
  description: "Narrows a list of releases; all that is given must hold.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    product: t.field({ type: SlugFilter, description: "By product." }),
  }),
});

/** Connections to releases of the viewpoint's day or earlier. */
export const releaseList = nodeList("Release", Release, {
  what: "releases",
  filter: ReleaseFilter,
  orders: {
    RELEASED_ON: {
      type: "date",
      description: "The day it came out.",
      sql: ({ row }) => row.column("releasedOn"),
    },
    SLUG: { type: "text", description: "The slug, by code point.", sql: ({ row }) => row.column("slug") },
  },
  rows: {
    table: "releases",
    isFact: false,
    where: (scope) => {
      const { row, args, draft } = scope;
      return [
        `${row.column("releasedOn")} <= ${draft.asOf(args.at)}`,
        choiceCondition(scope, row.column("slug"), "text", args.filter?.slug),
        choiceCondition(scope, row.column("product"), "text", args.filter?.product),
      ];
    },
    defaultOrder: [{ field: "RELEASED_ON", direction: "ASC" }],
    unique: (row) => row.column("slug"),
  },
});

builder.queryFields((t) => ({
  release: lookUp(t, Release, "RELEASE", "The release with this slug; null: there is none."),
  releases: rootList(t, releaseList, "Releases of the viewpoint's day or earlier, whatever its sources."),
}));
