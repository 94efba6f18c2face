import type { Pool, PoolClient } from "pg";
import { holdsSql, type Viewpoint } from "../viewpoint.ts";
import { joinBestSource } from "./best-source.ts";

/** Reads rows as one viewpoint sees them. All SQL may name the viewpoint's day as `$1`. */
export interface ViewReader {
  /** Whether a source is one of the viewpoint's: SQL, of the alias of a row of `sources`. */
  admits(source: string): string;
  /** The facts of a table that hold, as a `from` clause: `t` is the table, `f` the fact. */
  inView(table: string): string;
  /** The reports of a table that hold, with `best`, the best of their sources that count: see `reportColumns`. */
  reported(table: string): string;
  /** The same facts, and those that ended before the viewpoint's day. */
  begun(table: string): string;
  /** What holds without the source filter: releases and requirements are CRIU's record, not claims. */
  recorded(table: string): string;
  /** The first day the fact `f` holds: SQL. */
  readonly heldFrom: string;
  /** One statement, one object a row: ids come as numbers, days as text. */
  rows<Row>(columns: string, from: string): Promise<Row[]>;
}

/**
 * Runs `read` in one read-only transaction, so that all its statements see one moment of the database.
 *
 * @throws whatever `read` or the database throws; the session is then closed, not lent out again.
 */
export async function readInView<Result>(
  pool: Pool,
  viewpoint: Viewpoint,
  read: (reader: ViewReader) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const result = await read(makeReader(client, viewpoint));
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

function makeReader(client: PoolClient, { asOf, sourceIds }: Viewpoint): ViewReader {
  const sources = sourceIds === null ? null : "$2::bigint[]";
  const holding = (table: string, admitted: string | null, join = ""): string =>
    `${table} t join facts f on f.id = t.id ${join} where ${holdsSql("f", "$1::date", admitted)}`;
  const admits = (source: string): string => (sources === null ? "true" : `${source}.id = any(${sources})`);
  // Every statement gets the same parameters, and Postgres asks that each be used.
  const unused =
    sources === null ? "$1::date is not null" : `$1::date is not null and ${sources} is not null`;
  const heldFrom =
    sources === null
      ? "f.holds_from"
      : `(select min(coalesce(f.date, hs.published_on)) from citations hc join sources hs on hs.id = hc.source_id
          where hc.fact_id = f.id and hs.id = any(${sources}))`;
  return {
    admits,
    inView: (table) => holding(table, sources),
    reported: (table) => holding(table, sources, joinBestSource(admits("s"))),
    recorded: (table) => holding(table, null),
    begun: (table) => `${table} t join facts f on f.id = t.id where ${heldFrom} <= $1::date`,
    heldFrom,
    rows: async <Row>(columns: string, from: string): Promise<Row[]> => {
      const text = `select to_json(r) as row from (select ${columns} from ${from}) r where ${unused}`;
      const { rows } = await client.query<{ row: Row }>(text, sources === null ? [asOf] : [asOf, sourceIds]);
      return rows.map(({ row }) => row);
    },
  };
}
