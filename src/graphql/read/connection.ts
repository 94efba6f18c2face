import { inputError } from "../errors.ts";
import type { Arguments, Order, OrderBy, RowObject, RowSet, Scope } from "./field-read.ts";
import { type CursorValue, checkCursorValue, type Page, readPage, writeCursor } from "./page.ts";
import type { Planner } from "./plan.ts";
import type { Row } from "./row.ts";

/** Which parts of a connection the document asks for. */
export interface Asked {
  readonly rows: boolean;
  readonly total: boolean;
  readonly cursors: boolean;
  /** `hasNextPage` or `hasPreviousPage`. */
  readonly neighbours: boolean;
}

/** A connection as resolvers read it. */
export interface ConnectionValue {
  readonly edges: readonly { readonly cursor: string; readonly node: RowObject }[];
  readonly nodes: readonly RowObject[];
  readonly totalCount: number;
  readonly pageInfo: PageInfo;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

interface Term {
  readonly sql: string;
  readonly type: string;
  readonly descending: boolean;
}

/** What Postgres answers for a connection. */
interface RawConnection {
  readonly rows: RowObject[];
  readonly total: number;
  /** Whether a row lies on the other side of the cursor. */
  readonly beyond: boolean;
}

/**
 * SQL of one page of a set of rows as one JSON value, and how to make a connection of it. Keyset paging after
 * Markus Winand, "Paging Through Results" (use-the-index-luke.com/no-offset): the cursor carries the order's
 * values and a unique one, so that a page costs the same wherever it lies and rows written meanwhile do not
 * shift it.
 */
export function connectionSql(
  planner: Planner,
  field: string,
  rows: RowSet,
  row: Row,
  args: Arguments,
  conditions: readonly string[],
  asked: Asked,
  columns: readonly string[],
): { sql: string; shape: (raw: RawConnection) => ConnectionValue } {
  const orderBy = readOrder(field, args, rows);
  const page = readPage(field, args, orderBy);
  const terms = [
    ...orderBy.map((o) => orderTerm({ row, args, planner }, rows.orders[o.field] as Order, o)),
    { sql: rows.unique(row), type: "text", descending: false },
  ];
  // A parameter that is made must be in the text: PostgreSQL could not tell its type.
  const after = asked.rows && page.after && follows(planner, terms, page.after, false);
  const before = asked.rows && page.before && follows(planner, terms, page.before, true);
  const all = conditions.join(" and ") || "true";
  const within = [all, after, before].filter(Boolean).join(" and ");
  const listed = asked.cursors
    ? [...columns, `json_build_array(${terms.map((t) => t.sql).join()}) as "@cursor"`]
    : columns;
  const order = terms.map((t) => `${t.sql}${t.descending !== page.backward ? " desc" : ""}`).join();
  const from = row.from();
  const parts: string[] = [];
  if (asked.rows) {
    const limit = planner.statement.parameter(page.size + (asked.neighbours ? 1 : 0), "int");
    parts.push(
      `'rows', (select coalesce(json_agg(c), '[]'::json) from (select ${listed.join()} from ${from} where ${within} order by ${order} limit ${limit}) c)`,
    );
  }
  if (asked.total || parts.length === 0) parts.push(`'total', (select count(*) from ${from} where ${all})`);
  const otherSide = page.backward ? before : after;
  if (asked.neighbours && otherSide) {
    parts.push(`'beyond', exists (select from ${from} where ${all} and not (${otherSide}))`);
  }
  return { sql: `json_build_object(${parts.join()})`, shape: (raw) => shape(raw, page, asked) };
}

/** The order asked for, or the set's own. @throws BAD_USER_INPUT when a field is named twice. */
export function readOrder(
  field: string,
  args: Arguments,
  rows: { defaultOrder: readonly OrderBy[] },
): readonly OrderBy[] {
  const orderBy: readonly OrderBy[] = args.orderBy?.length ? args.orderBy : rows.defaultOrder;
  const twice = orderBy.find((o, i) => orderBy.findIndex((p) => p.field === o.field) < i);
  if (twice) throw inputError(`${field}: orderBy names ${twice.field} twice`);
  return orderBy;
}

function orderTerm(scope: Scope, order: Order, { direction }: OrderBy): Term {
  const descending = direction === "DESC";
  if ("sql" in order) return { sql: order.sql(scope), type: order.type, descending };
  const { planner, row, args } = scope;
  const ids = planner.statement.lateParameter("bigint[]");
  const values = planner.statement.lateParameter(`${order.type}[]`);
  planner.beforeRun(args, (analysis) => {
    const rank = order.rank({ args, analysis });
    ids.set([...rank.keys()]);
    values.set([...rank.values()]);
  });
  const alias = planner.statement.alias();
  row.join(
    `left join unnest(${ids.sql}, ${values.sql}) as ${alias}(id, rank) on ${alias}.id = ${row.alias}.id`,
  );
  return { sql: `coalesce(${alias}.rank, 0)`, type: order.type, descending };
}

/** SQL of "this row comes after the cursor" (before it: `reversed`). */
function follows(
  planner: Planner,
  terms: readonly Term[],
  values: readonly CursorValue[],
  reversed: boolean,
): string {
  let condition = "";
  for (let i = terms.length - 1; i >= 0; i -= 1) {
    const { sql, type, descending } = terms[i] as Term;
    const value = cursorParameter(planner, values[i] as CursorValue, type);
    const beyond = `${sql} ${descending !== reversed ? "<" : ">"} ${value}`;
    condition = condition ? `(${beyond} or (${sql} = ${value} and ${condition}))` : beyond;
  }
  return condition;
}

function cursorParameter(planner: Planner, value: CursorValue, type: string): string {
  checkCursorValue(value, type);
  return planner.statement.parameter(value, type);
}

function shape(raw: RawConnection, page: Page, asked: Asked): ConnectionValue {
  const more = asked.neighbours && (raw.rows?.length ?? 0) > page.size;
  const rows = more ? raw.rows.slice(0, page.size) : (raw.rows ?? []);
  if (page.backward) rows.reverse();
  const edges = rows.map((row) => ({
    cursor: asked.cursors ? writeCursor(page.order, row["@cursor"]) : "",
    node: row,
  }));
  return {
    edges,
    nodes: rows,
    totalCount: raw.total,
    pageInfo: pageInfo(edges, page, more, raw.beyond ?? false),
  };
}

/** `more`: rows follow in the direction of paging; `beyond`: rows lie behind the cursor paging started from. */
export function pageInfo(
  edges: readonly { readonly cursor: string }[],
  page: Page,
  more: boolean,
  beyond: boolean,
): PageInfo {
  return {
    hasNextPage: page.backward ? beyond : more,
    hasPreviousPage: page.backward ? more : beyond,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}
