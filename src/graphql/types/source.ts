import type { sourceKind } from "../../../schema/tables/source.ts";
import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter, SlugFilter, TextFilter, textCondition } from "../filters.ts";
import { connection, type DescribedOrder, nodeList } from "../lists.ts";
import type { RowSet, Scope } from "../read/field-read.ts";
import { Row, relation } from "../read/row.ts";
import { lookUp, rootList } from "../roots.ts";
import { citationList } from "./citation.ts";
import { Contributor } from "./contributor.ts";
import { NamedNode, Node } from "./node.ts";
import { nodeFields } from "./node-fields.ts";
import { releaseList } from "./release.ts";

export const SourceKind = builder.enumType("SourceKind", {
  description:
    "What sort of place a fact comes from. On one day a COMMIT or RELEASE_NOTE goes before MAIL, ISSUE and DOCUMENT, these before a WIKI_REVISION.",
  values: {
    WIKI_REVISION: { description: "One revision of a wiki page." },
    COMMIT: { description: "A path in a repository at a commit." },
    RELEASE_NOTE: { description: "A published note to a release." },
    ISSUE: { description: "An issue or pull request." },
    MAIL: { description: "A message to a mailing list." },
    DOCUMENT: { description: "Any other document." },
  } satisfies Record<(typeof sourceKind.enumValues)[number], object>,
});

/** Where a fact comes from. */
export const Source: TypeRef = storedObject("Source", "sources", {
  description: "Where a fact comes from: an address, or a path in a repository at a commit.",
  interfaces: [Node, NamedNode],
  fields: (t) => ({
    ...nodeFields(t, "Source"),
    kind: column(t, "kind", { type: SourceKind, description: "What sort of place it is." }),
    series: column(t, "series", {
      type: "String",
      nullable: true,
      description:
        "The series it is one of, as the revisions of one page are; null: its repository is its series, or it stands alone.",
    }),
    title: column(t, "title", { type: "String", description: "What it is called." }),
    url: column(t, "url", {
      type: "String",
      nullable: true,
      description: "Its address; null: it is known by repository, path and commit.",
    }),
    repository: column(t, "repository", {
      type: "String",
      nullable: true,
      description: "Address of its repository; null: it is not in one.",
    }),
    path: column(t, "path", { type: "String", nullable: true, description: "Path in the repository." }),
    commit: column(t, "commit", {
      type: "String",
      nullable: true,
      description: "The commit, 40 hexadecimal digits.",
    }),
    publishedOn: column(t, "publishedOn", {
      type: "Date",
      description:
        "The day it appeared: of a commit its commit date, of a source known only within bounds the latest possible day.",
    }),
    note: column(t, "note", {
      type: "String",
      nullable: true,
      description: "What is uncertain about it; null: nothing.",
    }),
    author: one(t, "sources", "author", {
      type: Contributor,
      nullable: true,
      description: "Who wrote it, where that is recorded.",
    }),
    citations: connection(t, citationList, {
      description: "The facts that cite it and hold from this viewpoint.",
      on: relation("sources", "citations").on,
      where: ({ row, args, draft }) => [draft.holds(row, args.at)],
    }),
    releases: connection(t, releaseList, {
      description: "Releases whose day it is the source of.",
      on: relation("sources", "releases").on,
    }),
  }),
});

export const sourceRows = {
  table: "sources",
  isFact: false,
  orders: {
    PUBLISHED_ON: {
      type: "date",
      description: "The day it appeared.",
      sql: ({ row }) => row.column("publishedOn"),
    },
    SLUG: { type: "text", description: "The slug, by code point.", sql: ({ row }) => row.column("slug") },
  } satisfies Record<string, DescribedOrder> as Record<string, DescribedOrder>,
  defaultOrder: [{ field: "PUBLISHED_ON", direction: "ASC" }],
  unique: (row) => row.column("slug"),
} satisfies RowSet;

const SourceFilter: TypeRef = builder.inputType("SourceFilter", {
  description: "Narrows a list of sources; all that is given must hold.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    kind: t.field({ type: enumFilter("SourceKind", SourceKind, "kind of source"), description: "By kind." }),
    series: t.field({ type: SlugFilter, description: "By series." }),
    title: t.field({ type: TextFilter, description: "By title." }),
  }),
});

/** Connections to sources. */
export const sourceList = nodeList("Source", Source, {
  what: "sources",
  filter: SourceFilter,
  orders: sourceRows.orders,
  rows: {
    ...sourceRows,
    where: (scope) => {
      const { row, args } = scope;
      return [
        choiceCondition(scope, row.column("slug"), "text", args.filter?.slug),
        choiceCondition(scope, row.column("kind"), "source_kind", args.filter?.kind),
        choiceCondition(scope, row.column("series"), "text", args.filter?.series),
        textCondition(scope, row.column("title"), args.filter?.title),
      ];
    },
  },
});

const sourceIsCited = ({ row, args, draft }: Scope): string => {
  const citation = new Row("citations", draft.statement.alias(), false);
  const holds = draft.holds(citation, args.at);
  return `exists (select from ${citation.from()} where ${citation.alias}.source_id = ${row.alias}.id and ${holds})`;
};

builder.queryFields((t) => ({
  source: lookUp(t, Source, "SOURCE", "The source with this slug; null: there is none."),
  sources: rootList(
    t,
    sourceList,
    "Sources cited by at least one fact that holds from this viewpoint: all that its answers name. A fact that a source of the viewpoint's `sources` cites brings its other sources along, and records of releases count whatever their source; `filter: { slug: { in: … } }` narrows the list to some.",
    sourceIsCited,
  ),
}));
