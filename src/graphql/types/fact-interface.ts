import { builder, type Fields } from "../builder.ts";
import { column, type Ref, readField } from "../fields.ts";
import { connection } from "../lists.ts";
import type { RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { changesOf } from "./change.ts";
import { citationList } from "./citation.ts";
import { Fact } from "./fact.ts";
import { Node } from "./node.ts";
import { Source, sourceRows } from "./source.ts";

builder.interfaceType(Fact, {
  description:
    "A statement that is dated, cited, hidden and contradicted on its own. Every fact cites at least one source.",
  interfaces: [Node],
  resolveType: (row: RowObject) => row.__typename,
  fields: (t) => factFields(t as unknown as Fields) as never,
});

/** What every fact says of itself, beside its id. */
function factFields(t: Fields): Record<string, Ref> {
  return {
    slug: column(t, "slug", {
      type: "String",
      description: "Made once of what the fact is about and what tells it from its siblings; never changes.",
    }),
    note: column(t, "note", {
      type: "String",
      nullable: true,
      description: "What else is worth knowing, in our own words; null: nothing.",
    }),
    holdsFrom: column(t, "holdsFrom", {
      type: "Date",
      description:
        "First day it holds when all sources count: its own day, else the day the earliest of its sources appeared.",
    }),
    holdsUntil: column(t, "holdsUntil", {
      type: "Date",
      nullable: true,
      description: "First day it no longer holds; null: it has no end.",
    }),
    sources: readField(
      t,
      {
        type: [Source],
        description:
          "Who says so: all sources that cite it, the earliest first, whatever viewpoint the fact was found from.",
        args: {
          first: t.arg.int({ defaultValue: 5, description: "At most so many, 1 to 100." }) as never,
        },
      },
      {
        kind: "list",
        rows: {
          ...sourceRows,
          on: (fact, source) =>
            `${source.alias}.id in (select source_id from citations where fact_id = ${fact.alias}.id)`,
        },
        limit: (args) => readFirst("sources", args.first),
      },
    ),
    citations: connection(t, citationList, {
      description: "Who says so, with where in the source; the connection behind `sources`.",
      on: (fact, citation) => `${citation.alias}.fact_id = ${fact.alias}.id`,
      viewpoint: false,
    }),
    recordVersion: column(t, "version", {
      type: "Int",
      description: "Grows with every write of it, for `expectedVersion` of mutations.",
    }),
    changes: changesOf(
      t,
      "How it came to be as it is: its own changes, with those of its needs and citations. The oldest first.",
      (fact, change) =>
        `${change.alias}.noun = replace(lower(${fact.fact}.kind::text), '_', '-') and ${change.alias}.slug = ${fact.fact}.slug`,
    ),
  };
}
