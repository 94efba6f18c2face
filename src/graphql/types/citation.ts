import { builder } from "../builder.ts";
import { column, one, readField, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { factTypes } from "../read/fact-types.ts";
import type { Branch } from "../read/field-read.ts";
import type { Row } from "../read/row.ts";
import { Fact, FactKindFilter, factId } from "./fact.ts";
import { Node } from "./node.ts";
import { Source } from "./source.ts";

const factBranches: Branch[] = Object.entries(factTypes).map(([kind, type]) => ({
  type,
  when: (row: Row) => `${row.fact}.kind = '${kind}'`,
  on: (row: Row, target: Row) => `${target.alias}.id = ${row.alias}.fact_id`,
}));

/** A fact's word from a source. */
export const Citation: TypeRef = storedObject("Citation", "citations", {
  description: "Joins a fact to a source that says so.",
  interfaces: [Node],
  fields: (t) => ({
    ...factId(t, "Citation"),
    slug: column(t, "slug", {
      type: "String",
      description: "Kind and slug of the fact, and first slug of the source.",
    }),
    fact: readField(
      t,
      { type: Fact, description: "What is said." },
      { kind: "branches", branches: factBranches },
    ),
    source: one(t, "citations", "source", { type: Source, description: "Who says it." }),
    note: column(t, "note", {
      type: "String",
      nullable: true,
      description: "Where in the source, or what it says there, in our own words.",
    }),
  }),
});

const CitationFilter: TypeRef = builder.inputType("CitationFilter", {
  description: "Narrows a list of citations.",
  fields: (t) => ({ kind: t.field({ type: FactKindFilter, description: "By the kind of fact." }) }),
});

/** Connections to citations. */
export const citationList = nodeList("Citation", Citation, {
  what: "citations",
  filter: CitationFilter,
  orders: {
    PUBLISHED_ON: {
      type: "date",
      description: "The day the source appeared.",
      sql: ({ row }) => `(select published_on from sources where id = ${row.alias}.source_id)`,
    },
    SLUG: {
      type: "text",
      description: "The slug: kind and slug of the fact, then the source.",
      sql: ({ row }) => row.column("slug"),
    },
  },
  rows: {
    table: "citations",
    isFact: false,
    where: (scope) => [
      choiceCondition(scope, `${scope.row.fact}.kind`, "fact_kind", scope.args.filter?.kind),
    ],
    defaultOrder: [{ field: "PUBLISHED_ON", direction: "ASC" }],
    unique: (row) => row.column("slug"),
  },
});
