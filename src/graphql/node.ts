import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { inputError } from "./errors.ts";
import { readGlobalId } from "./global-id.ts";
import type { RowObject } from "./read/field-read.ts";
import type { Reader } from "./read/reader.ts";
import { readRoot } from "./roots.ts";
import { Node } from "./types/node.ts";

/** Most ids `nodes` takes. */
const mostIds = 100;

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: "The node with this global id; null: it is gone.",
    args: { id: t.arg.id({ required: true, description: "A global id." }) },
    resolve: (_root, { id }, context, info) =>
      readRoot(
        context,
        info,
        async (reader) => (await readNodes(reader, [String(id)], info))[0] ?? null,
      ) as never,
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: "The nodes with these global ids, in the same order; null where one is gone.",
    args: { ids: t.arg.idList({ required: true, description: `Global ids, at most ${mostIds}.` }) },
    resolve: (_root, { ids }, context: Context, info) =>
      readRoot(context, info, (reader) => readNodes(reader, ids.map(String), info)) as never,
  }),
}));

async function readNodes(
  reader: Reader,
  ids: readonly string[],
  info: GraphQLResolveInfo,
): Promise<(RowObject | null)[]> {
  if (ids.length > mostIds) throw inputError(`nodes: ${ids.length} ids, expected at most ${mostIds}`);
  const asked = ids.map(readGlobalId);
  const slugsByType = groupByType(asked);
  const known = new Set(
    info.schema.getPossibleTypes(info.schema.getType("Node") as never).map((type) => type.name),
  );
  const sets = info.fieldNodes.flatMap((node): SelectionSetNode[] =>
    node.selectionSet ? [node.selectionSet] : [],
  );
  const finders = new Map<string, (slug: string) => RowObject | null>();
  await Promise.all(
    [...slugsByType].map(async ([type, nodes]) => {
      if (!known.has(type)) throw inputError(`the id of a ${type} names no type of node`);
      finders.set(type, await reader.nodes(type, [...new Set(nodes.map((n) => n.slug))], sets));
    }),
  );
  return asked.map(({ type, slug }) => finders.get(type)?.(slug) ?? null);
}

function groupByType<T extends { type: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.type, [...(groups.get(item.type) ?? []), item]);
  return groups;
}
