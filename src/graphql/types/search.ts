import type { GraphQLResolveInfo } from "graphql";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { inputError } from "../errors.ts";
import { connectionType, listArguments } from "../lists.ts";
import type { Arguments, Branch, RowObject, RowSet } from "../read/field-read.ts";
import { namedTypes } from "../read/find-nodes.ts";
import { readRoot } from "../roots.ts";
import { NodeKind } from "./node.ts";

const branches: readonly Branch[] = Object.entries(namedTypes).map(([kind, type]) => ({
  type,
  when: (row) => `${row.alias}.type = '${kind}'`,
  on: (row, target) => `${target.alias}.id = ${row.alias}.node_id`,
}));

const SearchResult = builder.unionType("SearchResult", {
  description: "A node that has a name.",
  types: Object.values(namedTypes) as never,
  resolveType: (row: RowObject) => row.__typename,
});

const SearchConnection = connectionType("Search", SearchResult, "nodes found");

/** Longest text searched for, in characters. */
const longestQuery = 200;

const rows: RowSet = {
  table: "searchDocuments",
  isFact: false,
  branches,
  where: ({ row, args, draft: { statement } }) => {
    if (args.query.length > longestQuery) {
      throw inputError(`search: query has ${args.query.length} characters, expected at most ${longestQuery}`);
    }
    const query = statement.parameter(args.query, "text");
    const types = args.kinds ? statement.parameter(args.kinds, "node_type[]") : "null";
    // Without a letter or digit there is nothing to look for, and no tsquery to make of it.
    row.join(
      `join search_nodes(nullif(search_words(${query}), ''), ${types}) as ${row.alias}s on ${row.alias}s.type = ${row.alias}.type and ${row.alias}s.node_id = ${row.alias}.node_id`,
    );
    return [];
  },
  orders: { SCORE: { type: "float8", sql: ({ row }) => `${row.alias}s.score` } },
  defaultOrder: [{ field: "SCORE", direction: "DESC" }],
  unique: (row) => `(${row.alias}.type::text || '/' || ${row.alias}.node_id)`,
};

builder.queryField("search", (t) =>
  t.field({
    type: SearchConnection,
    description:
      "One search box over everything that has a name: whole names first, then beginnings, then words, then what is spelt alike. Accents, case and leading dashes do not matter. Finds nodes whatever the viewpoint.",
    args: {
      query: t.arg.string({
        required: true,
        description: `What to look for, at most ${longestQuery} characters.`,
      }),
      kinds: t.arg({ type: [NodeKind], description: "Only nodes of these kinds; null: of all." }),
      ...listArguments(t as unknown as Fields, { defaultOrder: rows.defaultOrder }, false),
    },
    resolve: (_root: object, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) => reader.connection(info, rows)),
  } as never),
);
