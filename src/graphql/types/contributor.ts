import { builder } from "../builder.ts";
import { column, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter, TextFilter, textCondition } from "../filters.ts";
import { connection, nodeList } from "../lists.ts";
import { relation } from "../read/row.ts";
import { lookUp, rootList } from "../roots.ts";
import { contributionList } from "./contribution.ts";
import { holds } from "./holding.ts";
import { holdsAny, nameOrders } from "./known.ts";
import { NamedNode, Node } from "./node.ts";
import { nodeFields } from "./node-fields.ts";
import { sourceList } from "./source.ts";

/** A person. */
export const Contributor: TypeRef = storedObject("Contributor", "contributors", {
  description: "A person who worked on an integration of CRIU, proposed one or wrote about it.",
  interfaces: [Node, NamedNode],
  fields: (t) => ({
    ...nodeFields(t, "Contributor"),
    name: column(t, "name", { type: "String", description: "The name in full, as far as it is known." }),
    aliases: column(t, "aliases", {
      type: ["String"],
      description: "Other names and account names; at most 20.",
    }),
    contributions: connection(t, contributionList, {
      description: "What this person did, proposed or promised.",
      on: relation("contributors", "contributions").on,
    }),
    holds: holds(t),
    sources: connection(t, sourceList, {
      description: "What this person wrote that facts are taken from.",
      on: relation("contributors", "sources").on,
      viewpoint: false,
    }),
  }),
});

const ContributorFilter: TypeRef = builder.inputType("ContributorFilter", {
  description: "Narrows a list of contributors; all that is given must hold.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    name: t.field({ type: TextFilter, description: "By name." }),
  }),
});

/** Connections to contributors. */
export const contributorList = nodeList("Contributor", Contributor, {
  what: "contributors",
  filter: ContributorFilter,
  orders: nameOrders,
  rows: {
    table: "contributors",
    isFact: false,
    where: (scope) => [
      choiceCondition(scope, scope.row.column("slug"), "text", scope.args.filter?.slug),
      textCondition(scope, scope.row.column("name"), scope.args.filter?.name),
    ],
    defaultOrder: [{ field: "NAME", direction: "ASC" }],
    unique: (row) => row.column("slug"),
  },
});

/** SQL of "something is known of this person from the field's viewpoint". */
const contributorIsKnown = holdsAny([["contributions", "contributor_id"]]);

builder.queryFields((t) => ({
  contributor: lookUp(t, Contributor, "CONTRIBUTOR", "The contributor with this slug; null: there is none."),
  contributors: rootList(
    t,
    contributorList,
    "People with at least one contribution known from this viewpoint.",
    contributorIsKnown,
  ),
}));
