import { builder, type Fields } from "./builder.ts";
import { type ArgumentMap, atArgument, type Ref, readField, type TypeRef } from "./fields.ts";
import type { FieldRead, Order, OrderBy, Restriction, RowSet } from "./read/field-read.ts";
import type { Row } from "./read/row.ts";

const Direction = builder.enumType("OrderDirection", {
  description: "Which end of an order comes first.",
  values: {
    ASC: { description: "Smallest, earliest or first in the alphabet first." },
    DESC: { description: "Largest, latest or last in the alphabet first." },
  },
});

const PageInfo = builder.objectRef<Record<string, unknown>>("PageInfo").implement({
  description: "Where a page lies in its list (Relay's cursor connections).",
  fields: (t) => ({
    hasNextPage: t.boolean({
      description: "Whether more follows this page.",
      resolve: (p) => p.hasNextPage as boolean,
    }),
    hasPreviousPage: t.boolean({
      description: "Whether something lies before this page.",
      resolve: (p) => p.hasPreviousPage as boolean,
    }),
    startCursor: t.string({
      nullable: true,
      description: "Cursor of the page's first edge; null on an empty page.",
      resolve: (p) => p.startCursor as string | null,
    }),
    endCursor: t.string({
      nullable: true,
      description: "Cursor of the page's last edge; null on an empty page.",
      resolve: (p) => p.endCursor as string | null,
    }),
  }),
});

/** Makes `<name>Connection` and `<name>Edge`; `edgeFields` are what an edge says beside its node. */
export function connectionType(
  name: string,
  node: TypeRef,
  what: string,
  edgeFields: (t: Fields) => Record<string, Ref> = () => ({}),
): TypeRef {
  const Edge = builder.objectRef<Record<string, unknown>>(`${name}Edge`).implement({
    description: `One of ${what}, with its place in the list.`,
    fields: (t) => ({
      cursor: t.string({
        description: "Its place, for `after` and `before`.",
        resolve: (e) => e.cursor as string,
      }),
      node: t.field({ type: node, description: "What the list is of.", resolve: (e) => e.node as never }),
      ...(edgeFields(t as unknown as Fields) as object),
    }),
  });
  return builder.objectRef<Record<string, unknown>>(`${name}Connection`).implement({
    description: `A page of ${what}.`,
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        description: "The page, with cursors.",
        resolve: (c) => c.edges as never,
      }),
      nodes: t.field({
        type: [node] as never,
        description: "The page, without cursors.",
        resolve: (c) => c.nodes as never,
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: "Where the page lies.",
        resolve: (c) => c.pageInfo as never,
      }),
      totalCount: t.int({
        description: "How many there are on all pages.",
        resolve: (c) => c.totalCount as number,
      }),
    }),
  });
}

/** Makes the `orderBy` input of a list from the orders it knows. */
export function orderInput(name: string, orders: Readonly<Record<string, { description: string }>>): TypeRef {
  const Field = builder.enumType(`${name}OrderField`, {
    description: `What a list of this kind can be ordered by (${name}).`,
    values: Object.fromEntries(
      Object.entries(orders).map(([key, { description }]) => [key, { description }]),
    ),
  });
  return builder.inputType(`${name}Order`, {
    description: "One step of an order; a list of them decides from left to right, and a unique key ends it.",
    fields: (t) => ({
      field: t.field({ type: Field, required: true, description: "What to order by." }),
      direction: t.field({ type: Direction, required: true, description: "Which end comes first." }),
    }),
  });
}

/** Everything a connection to nodes of one type shares, wherever it stands. */
export interface NodeList {
  readonly connection: TypeRef;
  readonly orderBy: TypeRef;
  readonly filter: TypeRef;
  readonly rows: RowSet;
  readonly restrict?: Restriction;
}

export type DescribedOrder = Order & { readonly description: string };

/** Defines the connection, order and filter types of a node type. */
export function nodeList(
  name: string,
  node: TypeRef,
  options: {
    readonly what: string;
    readonly filter: TypeRef;
    readonly orders: Readonly<Record<string, DescribedOrder>>;
    readonly orderBy?: TypeRef;
    readonly rows: Omit<RowSet, "orders" | "on">;
    readonly restrict?: Restriction;
  },
): NodeList {
  return {
    connection: connectionType(name, node, options.what),
    orderBy: options.orderBy ?? orderInput(name, options.orders),
    filter: options.filter,
    rows: { ...options.rows, orders: options.orders },
    ...(options.restrict ? { restrict: options.restrict } : {}),
  };
}

/** The arguments of a connection. */
export function listArguments(
  t: { arg: Fields["arg"] },
  list: { orderBy?: TypeRef; filter?: TypeRef; defaultOrder: readonly OrderBy[] },
  withViewpoint = true,
): ArgumentMap {
  const order = list.defaultOrder.map((o) => `${o.field} ${o.direction}`).join(", ");
  const args: ArgumentMap = {
    first: t.arg.int({
      description: "The first so many (0 to 100); 20 where neither first nor last is given.",
    }) as never,
    after: t.arg.string({ description: "Only what follows this cursor." }) as never,
    last: t.arg.int({ description: "The last so many (0 to 100), in the same order." }) as never,
    before: t.arg.string({ description: "Only what lies before this cursor." }) as never,
  };
  if (withViewpoint) args.at = atArgument(t);
  if (list.filter) args.filter = t.arg({ type: list.filter, description: "Narrows the list." }) as never;
  if (list.orderBy) {
    args.orderBy = t.arg({
      type: [list.orderBy] as never,
      description: `Order of the list; ${order} when absent.`,
    }) as never;
  }
  return args;
}

/** A connection from a row to rows of another table. */
export function connection(
  t: Fields,
  list: NodeList,
  options: {
    readonly description: string;
    readonly on: (parent: Row, row: Row) => string;
    /** Conditions beside those of the list. */
    readonly where?: NonNullable<RowSet["where"]>;
    /** False where the answer does not depend on a viewpoint. */
    readonly viewpoint?: boolean;
  },
): Ref {
  const { where: ofList = () => [] } = list.rows;
  const { where: beside = () => [] } = options;
  const rows: RowSet = {
    ...list.rows,
    on: options.on,
    where: (scope) => [...ofList(scope), ...beside(scope)],
  };
  const read: FieldRead = { kind: "connection", rows, ...(list.restrict ? { restrict: list.restrict } : {}) };
  const args = listArguments(t, { ...list, defaultOrder: rows.defaultOrder }, options.viewpoint ?? true);
  return readField(t, { type: list.connection, description: options.description, args }, read);
}
