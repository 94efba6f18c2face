import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import type { AnyRecord, Noun } from "./noun.ts";
import { isNamed, recordJson, storageOf } from "./storage.ts";

/** Which records to read; all, if it says nothing. */
export interface RecordFilter {
  /** What records go by: a node's first slug, a fact's slug, `<integration>/<slug>` of a capability. */
  readonly keys?: readonly string[];
  /** Only those that come later. */
  readonly after?: string;
  readonly limit?: number;
}

/**
 * Reads the records of a noun in their canonical form, ordered by what they go by. One statement.
 *
 * @example
 * await readRecords(db, adoption, { keys: ["file-utility/image-v1.1"] });
 * // [{ slug: "file-utility/image-v1.1", integration: "file-utility", feature: "image-v1.1", sources: [...] }]
 */
export async function readRecords<R extends AnyRecord>(
  db: Db,
  noun: Noun<R>,
  filter: RecordFilter = {},
): Promise<R[]> {
  if (filter.keys?.length === 0) return [];
  const { from, key } = storageOf(noun);
  const conditions = [
    ...(filter.keys ? [isNamed(noun, filter.keys)] : []),
    ...(filter.after === undefined ? [] : [sql`${key} > ${filter.after}`]),
  ];
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  const limit = filter.limit === undefined ? sql`` : sql`limit ${filter.limit}`;
  const rows = await db.execute<{ record: R }>(
    sql`select ${recordJson(noun)} as record from ${from} ${where} order by ${key} collate "C" ${limit}`,
    "objects",
  );
  return rows.map(({ record }) => record);
}

/** The ids of the rows of records that are there, by what these go by. */
export async function findIds(db: Db, noun: Noun, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { from, id, key } = storageOf(noun);
  const rows = await db.execute<{ key: string; id: string }>(
    sql`select ${key} as key, ${id} as id from ${from} where ${isNamed(noun, keys)}`,
    "objects",
  );
  return new Map(rows.map((row) => [row.key, Number(row.id)]));
}

/**
 * What the records of a noun go by that say all of this, in order; ids stand for what they refer to. One statement.
 *
 * @example
 * await findKeysOf(db, adoption, { integration: 7, feature: 12 }); // ["file-utility/image-v1.1"]
 */
export async function findKeysOf(
  db: Db,
  noun: Noun,
  says: Readonly<Record<string, number | string>>,
): Promise<string[]> {
  const { from, key } = storageOf(noun);
  const conditions = Object.entries(says).map(([field, value]) => {
    const { column } = noun.fields[field] ?? {};
    if (!column) throw new Error(`${noun.name}.${field} is no column`);
    return sql`${column} = ${value}`;
  });
  const rows = await db.execute<{ key: string }>(
    sql`select ${key} as key from ${from} where ${sql.join(conditions, sql` and `)} order by 1`,
    "objects",
  );
  return rows.map((row) => row.key);
}

/** A record that is there, with what it takes to write it. */
export interface Locked {
  readonly id: number;
  readonly version: number;
}

/**
 * Locks records until the transaction ends, in order, so that a writer sees what it changes; by what they go by.
 *
 * @param isWhole also against those who refer to them, which a delete or a rename waits for in any case: it would
 * wait in a circle with one that refers to the record and locks it then
 */
export async function lockRecords(
  db: Db,
  noun: Noun,
  keys: readonly string[],
  { isWhole = false } = {},
): Promise<Map<string, Locked>> {
  if (keys.length === 0) return new Map();
  const { from, id, key, version, table } = storageOf(noun);
  const rows = await db.execute<{ key: string; id: string; version: number }>(
    sql`select ${key} as key, ${id} as id, ${version} as version from ${from}
      where ${isNamed(noun, keys)} order by ${id} ${isWhole ? sql`for update` : sql`for no key update`} of ${table}`,
    "objects",
  );
  return new Map(rows.map((row) => [row.key, { id: Number(row.id), version: row.version }]));
}
