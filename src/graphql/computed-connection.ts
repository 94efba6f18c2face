import type { GraphQLResolveInfo } from "graphql";
import type { Fields, QueryFields } from "./builder.ts";
import type { Context } from "./context.ts";
import type { ArgumentMap, Ref, TypeRef } from "./fields.ts";
import { listArguments } from "./lists.ts";
import type { Arguments, ComputedRead } from "./read/field-read.ts";
import { readRoot } from "./roots.ts";

type Members = Extract<ComputedRead, { kind: "members" }>;

/** A connection at the root whose members are computed. */
export function computedRootList(
  t: QueryFields,
  options: {
    readonly connection: TypeRef;
    readonly description: string;
    readonly filter?: TypeRef;
    readonly orderBy?: TypeRef;
    /** Arguments beside those of any connection; where one is a viewpoint, `at` is left out. */
    readonly args?: ArgumentMap;
  },
  read: Omit<Members, "kind" | "columns">,
): Ref {
  const { connection, description, filter, orderBy, args } = options;
  const list = {
    ...(filter ? { filter } : {}),
    ...(orderBy ? { orderBy } : {}),
    defaultOrder: read.defaultOrder,
  };
  return t.field({
    type: connection,
    description,
    args: { ...listArguments(t as unknown as Fields, list, args === undefined), ...args },
    resolve: (_root: object, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) => reader.computed(info, { ...read, kind: "members", columns: [] })),
  } as never) as unknown as Ref;
}
