import { isDeepStrictEqual } from "node:util";
import type { changeOperation } from "../../../schema/tables/change.ts";
import type { AnyRecord } from "../../domain/noun.ts";
import { nouns } from "../../domain/noun-list.ts";
import { builder, type Fields } from "../builder.ts";
import {
  column,
  computedObject,
  property,
  type Ref,
  readField,
  storedObject,
  type TypeRef,
} from "../fields.ts";
import { choiceCondition, enumFilter, SlugFilter } from "../filters.ts";
import { globalId } from "../global-id.ts";
import { connectionType, listArguments, type NodeList } from "../lists.ts";
import { type CursorValue, checkCursorValue, readCursor, writeCursor } from "../read/cursor.ts";
import type { Branch, RowObject, RowSet } from "../read/field-read.ts";
import { recordTypes } from "../read/record-types.ts";
import type { Row } from "../read/row.ts";
import { Node } from "./node.ts";
import { Noun } from "./noun.ts";

export const ChangeOperation = builder.enumType("ChangeOperation", {
  description: "What a change did to its record.",
  values: {
    CREATE: { description: "The record was not there before." },
    UPDATE: { description: "The record says something else since." },
    DELETE: { description: "The record is gone since." },
  } satisfies Record<(typeof changeOperation.enumValues)[number], object>,
});

const ChangedRecord = builder.unionType("ChangedRecord", {
  description: "What a change can be about: a node, a fact or a capability.",
  types: Object.values(recordTypes) as never,
  resolveType: (row: RowObject) => row.__typename,
});

const FieldDifference: TypeRef = computedObject(
  "FieldDifference",
  "One field of a record that a change gave another value.",
  (t) => ({
    field: property(t, "field", {
      type: "String",
      description: "The field, by its name in records: `status`, `sources`.",
    }),
    before: property(t, "before", {
      type: "JSON",
      nullable: true,
      description: "Its value before; null: it had none.",
    }),
    after: property(t, "after", {
      type: "JSON",
      nullable: true,
      description: "Its value since; null: it has none.",
    }),
  }),
);

/** Places in the history go by these: the revision, then the number of the change. */
const order = [{ field: "REVISION", direction: "ASC" }] as const;

const orderName = order.map(({ field, direction }) => `${field}:${direction}`).join();

/** The place of a change in the history, as `changes(after:)` and subscriptions take it. */
export function changeCursor({ revision, id }: { readonly revision: number; readonly id: number }): string {
  return writeCursor(orderName, [revision, id]);
}

/** The place that a cursor is of. @param what names the argument in errors @throws BAD_USER_INPUT for any other */
export function readChangeCursor(what: string, cursor: string): { revision: number; id: number } {
  const [revision, id] = readCursor(what, cursor, orderName, 2);
  checkCursorValue(revision as CursorValue, "bigint");
  checkCursorValue(id as CursorValue, "bigint");
  return { revision: Number(revision), id: Number(id) };
}

/** One record before and after one write. */
export const Change: TypeRef = storedObject("Change", "changes", {
  description:
    "One record before and after one write. A viewpoint says what was true in the world, the changes what was believed here, since when, and on whose word.",
  interfaces: [Node],
  fields: (t) => ({
    id: t.field({
      type: "ID",
      description: "Its global id, made of its number. Changes are never edited and never go.",
      extensions: { read: { kind: "columns", columns: ["id"] } },
      resolve: (row: RowObject) => globalId("Change", row.id),
    } as never) as unknown as Ref,
    cursor: t.field({
      type: "String",
      description:
        "Its place among all changes, for `changes(after:)`; changes follow each other by revision, and within one in the order they were made.",
      extensions: { read: { kind: "columns", columns: ["revision", "id"] } },
      resolve: ({ revision, id }: RowObject) => changeCursor({ revision, id }),
    } as never) as unknown as Ref,
    revision: column(t, "revision", {
      type: "Int",
      description: "The number of the write that it was part of: the graph's revision since.",
    }),
    committedAt: column(t, "committedAt", { type: "DateTime", description: "When it was written." }),
    actor: column(t, "actor", { type: "String", description: "Who wrote it." }),
    reason: column(t, "reason", {
      type: "String",
      nullable: true,
      description: "Why, in the writer's words; null: the writer gave no reason.",
    }),
    requestId: column(t, "requestId", {
      type: "String",
      nullable: true,
      description: "The request that wrote it, as in the server's log; null: no request did.",
    }),
    operation: column(t, "operation", { type: ChangeOperation, description: "What was done." }),
    noun: column(t, "noun", { type: Noun, description: "The kind of the record." }),
    slug: column(t, "slug", {
      type: "String",
      description:
        "What the record goes by for ever: a node's first slug, a fact's slug, `<integration>/<slug>` of a capability.",
    }),
    about: readField(
      t,
      {
        type: ChangedRecord,
        nullable: true,
        description: "The record as it is now; null: it is gone.",
      },
      { kind: "branches", branches: nouns.map(recordBranch) },
    ),
    before: column(t, "before", {
      type: "JSON",
      nullable: true,
      description: "The whole record before, in the form of the seed files; null: it was not there.",
    }),
    after: column(t, "after", {
      type: "JSON",
      nullable: true,
      description: "The whole record since, in the form of the seed files; null: it is gone since.",
    }),
    differences: computedDifferences(t),
  }),
});

function recordBranch(noun: (typeof nouns)[number]): Branch {
  const on = (change: Row, target: Row): string => {
    const slug = change.column("slug");
    if (noun.node) return `${target.alias}.first_slug = ${slug}`;
    if (noun.fact) return `${target.fact}.kind = '${noun.fact.kind}' and ${target.fact}.slug = ${slug}`;
    return `${target.alias}.slug = split_part(${slug}, '/', 2) and ${target.alias}.integration_id =
      (select id from integrations where first_slug = split_part(${slug}, '/', 1))`;
  };
  return { type: recordTypes[noun.name], when: (change) => `${change.column("noun")} = '${noun.name}'`, on };
}

function computedDifferences(t: Fields): Ref {
  return readField(
    t,
    {
      type: [FieldDifference],
      description:
        "What differs between before and after, field by field, at most 20; of a new record every field it has.",
    },
    {
      kind: "objects",
      columns: ["before", "after"],
      compute: ({ before, after }) => listDifferences(before ?? {}, after ?? {}),
    },
  );
}

function listDifferences(before: AnyRecord, after: AnyRecord): RowObject[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].flatMap((field) => {
    const [was = null, is = null] = [before[field], after[field]];
    return isDeepStrictEqual(was, is) ? [] : [{ field, before: was, after: is }];
  });
}

const ChangeFilter: TypeRef = builder.inputType("ChangeFilter", {
  description: "Narrows a list of changes; all that is given must hold.",
  fields: (t) => ({
    noun: t.field({ type: enumFilter("Noun", Noun, "kind of record"), description: "By kind of record." }),
    slug: t.field({ type: SlugFilter, description: "By what the record goes by." }),
    operation: t.field({
      type: enumFilter("ChangeOperation", ChangeOperation, "what was done"),
      description: "By what was done.",
    }),
    actor: t.field({ type: SlugFilter, description: "By who wrote it, in full." }),
  }),
});

/** All changes, oldest first. */
export const changeRows: RowSet = {
  table: "changes",
  isFact: false,
  where: (scope) => {
    const { row, args } = scope;
    return [
      choiceCondition(scope, row.column("noun"), "text", args.filter?.noun),
      choiceCondition(scope, row.column("slug"), "text", args.filter?.slug),
      choiceCondition(scope, row.column("operation"), "change_operation", args.filter?.operation),
      choiceCondition(scope, row.column("actor"), "text", args.filter?.actor),
    ];
  },
  orders: { REVISION: { type: "bigint", sql: ({ row }) => row.column("revision") } },
  defaultOrder: order,
  unique: (row) => `${row.alias}.id`,
  uniqueType: "bigint",
};

/** Connections to changes, whose order never varies: a cursor of one is a place in the history. */
export const changeList: Pick<NodeList, "connection" | "filter" | "rows"> = {
  connection: connectionType("Change", Change, "changes"),
  filter: ChangeFilter,
  rows: changeRows,
};

/** `changes` of a node or fact. */
export function changesOf(t: Fields, description: string, on: (parent: Row, change: Row) => string): Ref {
  const { connection: type, filter, rows } = changeList;
  const args = listArguments(t, { filter, defaultOrder: rows.defaultOrder }, false);
  return readField(t, { type, description, args }, { kind: "connection", rows: { ...rows, on } });
}
