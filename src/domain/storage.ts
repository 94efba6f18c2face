import { type SQL, sql } from "drizzle-orm";
import { factReads } from "./fact.ts";
import { readFormerly } from "./node.ts";
import type { Noun } from "./noun.ts";

/** Where the records of a noun are, as SQL. */
interface Storage {
  /** The tables a record is read from. */
  readonly from: SQL;
  readonly id: SQL;
  /** What a record goes by, as `keyOf` makes it. */
  readonly key: SQL;
  readonly version: SQL;
  /** The table whose row stands for the record: locked, and deleted. */
  readonly table: SQL;
}

/** Where the records of `noun` are. */
export function storageOf(noun: Noun): Storage {
  const own = sql`${noun.table}`;
  if (noun.node) {
    return {
      from: noun.fact ? sql`${own} join facts on facts.id = ${own}.id` : own,
      id: sql`${own}.id`,
      key: sql`${own}.first_slug`,
      version: sql`${own}.${sql.identifier(noun.node.versionColumn ?? "version")}`,
      table: own,
    };
  }
  if (noun.fact) {
    return {
      from: sql`${own} join facts on facts.id = ${own}.id`,
      id: sql`facts.id`,
      key: sql`facts.slug`,
      version: sql`facts.version`,
      table: sql`facts`,
    };
  }
  return {
    from: sql`${own} join integrations on integrations.id = ${own}.integration_id`,
    id: sql`${own}.id`,
    key: sql`integrations.first_slug || '/' || ${own}.slug`,
    version: sql`${own}.version`,
    table: own,
  };
}

/** The condition that a record is one of those named. */
export function isNamed(noun: Noun, keys: readonly string[]): SQL {
  const asked = sql`${sql.param(keys)}::text[]`;
  if (noun.node) return sql`${noun.table}.first_slug = any(${asked})`;
  if (noun.fact) return sql`facts.kind = ${noun.fact.kind} and facts.slug = any(${asked})`;
  return sql`(integrations.first_slug, ${noun.table}.slug) in
    (select split_part(key, '/', 1), split_part(key, '/', 2) from unnest(${asked}) as key)`;
}

/** A row as its record: canonical, with the fields in their order. */
export function recordJson(noun: Noun): SQL {
  const own = sql`${noun.table}`;
  const fields: (readonly [string, SQL])[] = [
    ["slug", noun.fact && !noun.node ? sql`facts.slug` : sql`${own}.slug`],
    ...(noun.node ? [["formerly", readFormerly(noun.node, own)] as const] : []),
    ...Object.entries(noun.fields).map(([field, { read }]) => [field, read] as const),
    ...(noun.parts ? [[noun.parts.field, noun.parts.read] as const] : []),
    ...(noun.fact ? factReads(noun.fact) : []),
  ];
  const pairs = fields.map(([field, read]) => sql`${sql.raw(`'${field}'`)}, ${read}`);
  return sql`json_strip_nulls(json_build_object(${sql.join(pairs, sql`, `)}))`;
}
