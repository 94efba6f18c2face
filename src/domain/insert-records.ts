import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { changes } from "../../schema/tables/change.ts";
import { citations } from "../../schema/tables/citation.ts";
import { facts } from "../../schema/tables/fact.ts";
import type { ChangeSet } from "./change-set.ts";
import { citationsOf, factRow, sourceOf } from "./fact.ts";
import { keepFormerSlugs } from "./former-slug.ts";
import type { AnyRecord, Noun } from "./noun.ts";
import { findIds } from "./read-records.ts";
import type { References } from "./reference.ts";
import { insertReturning, insertRows, type Row, updateRows } from "./rows.ts";

/** A canonical record on its way into the database. */
export interface WritableRecord {
  /** Its place among those written together. */
  readonly index: number;
  readonly key: string;
  readonly record: AnyRecord;
  readonly before: AnyRecord | null;
  /** Its row's id, where it is there already. */
  readonly id: number | undefined;
  readonly operation: "CREATE" | "UPDATE" | "NONE";
}

/**
 * Inserts records that are not there, but for their parts; returns the ids by key.
 *
 * @param goesOn whether versions go on from where a record that went by the same had got to: who still has the version
 * of that one does not change the new one by mistake
 */
export async function insertRecords(
  change: ChangeSet,
  noun: Noun,
  records: readonly WritableRecord[],
  references: References,
  { goesOn = false } = {},
): Promise<Map<string, number>> {
  if (records.length === 0) return new Map();
  const { db } = change;
  // In one order, whatever was asked: two writers of the same records would wait for each other in a circle.
  const ordered = records.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const ids = await insertOwnRows(change, noun, ordered, references);
  if (goesOn) await goOnWithVersions(change, noun, ordered);
  if (noun.fact) await insertRows(db, citations, citationRows(ordered, ids, references));
  if (noun.node) await keepFormerSlugs(db, noun.node.type, ordered, ids);
  return ids;
}

/** Gives new records that were there before a version they did not have: one more than they had changes. */
async function goOnWithVersions(
  { db }: ChangeSet,
  noun: Noun,
  records: readonly WritableRecord[],
): Promise<void> {
  const keys = sql.param(records.map(({ key }) => key));
  const gone = await db.execute<{ slug: string; count: number }>(
    sql`select slug, count(*)::int as count from ${changes}
      where noun = ${noun.name} and slug = any(${keys}::text[]) group by slug`,
    "objects",
  );
  if (gone.length === 0) return;
  const ids = await findIds(
    db,
    noun,
    gone.map(({ slug }) => slug),
  );
  const { fact, node } = noun;
  const setVersions = (table: PgTable, column: string) =>
    updateRows(
      db,
      table,
      gone.map(({ slug, count }) => ({ id: ids.get(slug), [column]: count + 1 })),
    );
  if (fact) await setVersions(facts, "version");
  if (node || !fact) await setVersions(noun.table, node?.versionColumn ?? "version");
}

async function insertOwnRows(
  { db }: ChangeSet,
  noun: Noun,
  records: readonly WritableRecord[],
  references: References,
): Promise<Map<string, number>> {
  const { fact } = noun;
  if (fact) {
    const rows = records.map(({ key, record }) => factRow(fact, key, record, references));
    const ids = await insertReturning<{ id: string; key: string }>(db, facts, rows, sql`id, slug as key`);
    const idOf = new Map(ids.map(({ id, key }) => [key, Number(id)]));
    const own = records.map((each) => ({ id: idOf.get(each.key), ...ownRow(noun, each, references) }));
    await insertRows(db, noun.table, own);
    return idOf;
  }
  const rows = records.map((each) => ownRow(noun, each, references));
  const key = noun.node ? sql`first_slug` : sql`slug`;
  const ids = await insertReturning<{ id: string; key: string }>(
    db,
    noun.table,
    rows,
    sql`id, ${key} as key`,
  );
  return new Map(ids.map((row) => [row.key, Number(row.id)]));
}

/** Brings records that are there to their new form, but for their parts. */
export async function updateRecords(
  change: ChangeSet,
  noun: Noun,
  records: readonly WritableRecord[],
  references: References,
): Promise<void> {
  const { db } = change;
  if (records.length === 0) return;
  const ids = new Map(records.map(({ key, id }) => [key, id ?? 0]));
  const { fact, node } = noun;
  const own = records.map((each) => ({ id: each.id, ...ownRow(noun, each, references) }));
  // A fact counts its changes in its row of `facts`; of a blocker, its node does too.
  await updateRows(db, noun.table, own, node || !fact ? (node?.versionColumn ?? "version") : undefined);
  if (node) await keepFormerSlugs(db, node.type, records, ids);
  if (fact) {
    const rows = records.map(({ id, key, record }) => ({ id, ...factRow(fact, key, record, references) }));
    await updateRows(db, facts, rows, "version");
    await db.execute(
      sql`delete from citations where fact_id = any(${sql.param([...ids.values()])}::bigint[])`,
    );
    await insertRows(db, citations, citationRows(records, ids, references));
  }
}

function ownRow(noun: Noun, { key, record }: WritableRecord, references: References): Row {
  const name = noun.node ? { slug: record.slug, first_slug: key } : noun.fact ? {} : { slug: record.slug };
  const values = Object.entries(noun.fields).flatMap(([field, { column, refersTo, within }]) => {
    if (!column) return [];
    const value = record[field];
    if (value === undefined) return [[column.name, column.dimensions ? [] : null]];
    if (!refersTo) return [[column.name, value]];
    const owner = within === undefined ? "" : `${String(record[within])}/`;
    return [[column.name, references.id(refersTo, `${owner}${String(value)}`)]];
  });
  return { ...name, ...Object.fromEntries(values) };
}

function citationRows(
  records: readonly WritableRecord[],
  ids: ReadonlyMap<string, number>,
  references: References,
): Row[] {
  return records.flatMap(({ key, record }) =>
    citationsOf(record).map((citation) => ({
      fact_id: ids.get(key),
      source_id: references.id("source", sourceOf(citation)),
      note: typeof citation === "string" ? null : citation.note,
    })),
  );
}
