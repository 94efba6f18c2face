import { escapeLiteral, type Pool, type PoolClient } from "pg";
import type { Column } from "../projection/column.ts";
import { begunSql, holdsSql, type Viewpoint } from "../viewpoint.ts";
import { joinBestSource } from "./best-source.ts";
import { copyRows } from "./copy-rows.ts";

/** What is read at one time may take longer than the answer to one query, on a large graph; but not for ever. */
const patience = "10min";

/** Reads rows as one viewpoint sees them. */
export interface ViewReader {
  /** Whether a source is one of the viewpoint's: SQL, of the alias of a row of `sources`. */
  admits(source: string): string;
  /** The facts of a table that hold, as a `from` clause with a condition: `t` is the table, `f` the fact. */
  inView(table: string, joins?: string): string;
  /** The reports of a table that hold, with `best`, the best of their sources that count: see `reportColumns`. */
  reported(table: string): string;
  /** The same facts, and those that ended before the viewpoint's day. */
  begun(table: string): string;
  /** What holds without the source filter: releases and requirements are CRIU's record, not claims. */
  recorded(table: string, joins?: string): string;
  /** The first day the fact `f` holds: SQL. */
  readonly heldFrom: string;
  /** Whether the fact `f` holds: SQL. */
  readonly holds: string;
  /** The viewpoint's day: SQL. */
  readonly asOf: string;
  /** Whether any source counts. */
  readonly countsAll: boolean;
  /** One statement, one object a row: ids come as numbers, days as text. */
  rows<Row>(columns: string, from: string): Promise<Row[]>;
  /** One statement, whose rows are added to columns that are in the order of those selected. */
  copy(select: string, columns: Readonly<Record<string, Column>>): Promise<void>;
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
    await client.query(
      `begin isolation level repeatable read read only; set local statement_timeout = '${patience}'`,
    );
    const result = await read(makeReader(client, viewpoint));
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

/** Reads in a transaction that has begun already. */
export function makeReader(client: PoolClient, viewpoint: Viewpoint): ViewReader {
  // Literals, because COPY takes no parameters.
  const asOf = `${escapeLiteral(viewpoint.asOf)}::date`;
  const sources = viewpoint.sourceIds === null ? null : idsSql(viewpoint.sourceIds);
  const where = (table: string, condition: string, joins = ""): string =>
    `${table} t join facts f on f.id = t.id ${joins} where ${condition}`;
  const admits = (source: string): string => (sources === null ? "true" : `${source}.id = any(${sources})`);
  return {
    admits,
    inView: (table, joins) => where(table, holdsSql("f", asOf, sources), joins),
    reported: (table) => where(table, holdsSql("f", asOf, sources), joinBestSource(admits("s"))),
    recorded: (table, joins) => where(table, holdsSql("f", asOf, null), joins),
    begun: (table) => where(table, begunSql("f", asOf, sources)),
    heldFrom:
      sources === null
        ? "f.holds_from"
        : `(select min(coalesce(f.date, hs.published_on)) from citations hc join sources hs on hs.id = hc.source_id
            where hc.fact_id = f.id and hs.id = any(${sources}))`,
    holds: holdsSql("f", asOf, sources),
    asOf,
    countsAll: sources === null,
    rows: async <Row>(columns: string, from: string): Promise<Row[]> => {
      const text = `select to_json(r) as row from (select ${columns} from ${from}) r`;
      const { rows } = await client.query<{ row: Row }>(text);
      return rows.map(({ row }) => row);
    },
    copy: (select, columns) => copyRows(client, select, columns),
  };
}

/** SQL of an array of ids. */
export function idsSql(ids: Iterable<number>): string {
  return `'{${Array.from(ids).join()}}'::bigint[]`;
}
