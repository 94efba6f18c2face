import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "../db/open.ts";

/** A row by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** `rows` as a table, from one parameter: the statement is the same for any number of rows. */
function recordset(table: PgTable, rows: readonly Row[]): SQL {
  return sql`json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)`;
}

function columnsOf(rows: readonly Row[]): SQL[] {
  return Object.keys(rows[0] ?? {}).map((column) => sql`${sql.identifier(column)}`);
}

/** Inserts rows that all have the same columns, in one statement. */
export async function insertRows(db: Db, table: PgTable, rows: readonly Row[]): Promise<void> {
  await insertReturning(db, table, rows, sql`1`);
}

/** The same, and returns what `returning` says of each, in any order. */
export async function insertReturning<Returned extends Record<string, unknown>>(
  db: Db,
  table: PgTable,
  rows: readonly Row[],
  returning: SQL,
  onConflict: SQL = sql``,
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  const columns = sql.join(columnsOf(rows), sql`, `);
  return db.execute<Returned>(
    sql`insert into ${table} (${columns}) select ${columns} from ${recordset(table, rows)} ${onConflict} returning ${returning}`,
    "objects",
  );
}

/**
 * Updates rows by `id`, in one statement.
 *
 * @param versionColumn the column that counts it, if the table has one
 */
export async function updateRows(
  db: Db,
  table: PgTable,
  rows: readonly Row[],
  versionColumn?: string,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "id");
  const set = columns.map((column) => sql`${sql.identifier(column)} = given.${sql.identifier(column)}`);
  if (versionColumn !== undefined) {
    const version = sql.identifier(versionColumn);
    set.push(sql`${version} = ${table}.${version} + 1`);
  }
  if (set.length === 0) return;
  await db.execute(
    sql`update ${table} set ${sql.join(set, sql`, `)} from ${recordset(table, rows)} as given where ${table}.id = given.id`,
  );
}
