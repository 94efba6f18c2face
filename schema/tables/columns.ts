import { sql } from "drizzle-orm";
import { bigint, customType, index, integer, type PgColumn, text, timestamp } from "drizzle-orm/pg-core";
import { type NodeType, nodeType } from "./node-type.ts";

/** A slug compares by code point on every server, so that cursors, ties and JavaScript agree on its order. */
export const slugText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** The number rows refer to each other by; it never leaves the server. */
export const id = () => bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();

/** A reference to another row's `id`. */
export const ref = () => bigint({ mode: "number" });

/** Milliseconds, because a cursor carries a JavaScript date. */
export const moment = () => timestamp({ precision: 3, withTimezone: true, mode: "string" });

/**
 * What names a node: a slug people may rename, and the first one, which ids are made of. With the type they refer
 * to `slugs`, where no slug leads to two nodes.
 */
export const nameColumns = (type: NodeType) => ({
  nodeType: nodeType()
    .notNull()
    .generatedAlwaysAs(sql.raw(`'${type}'::node_type`)),
  slug: slugText().notNull(),
  firstSlug: slugText().notNull().unique(),
});

/** What every node has: its names, and a version for writers. */
export const nodeColumns = (type: NodeType) => ({
  id: id(),
  ...nameColumns(type),
  version: integer().notNull().default(1),
});

/** The index that finds nodes by slug, and lists them in its order. */
export const bySlug = (t: { slug: PgColumn }) => index().on(t.slug);

/** Other names a node is known by; at most 20 by the rules of `domain/`. */
export const aliases = () => text().array().notNull().default(sql`'{}'::text[]`);

/** SQL of "these aliases are at most 20, and each is there". */
export const fewAliases = (column: PgColumn) =>
  sql`cardinality(${column}) <= 20 and array_position(${column}, null) is null`;

/** SQL of "this day is absent or one people write": no infinity, nothing before our era. */
export const onCalendar = (column: PgColumn) =>
  sql`(${column} is null or ${column} between '0001-01-01' and '9999-12-31')`;
