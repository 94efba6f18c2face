import type { Asked } from "./connection-selection.ts";
import { type CursorValue, checkCursorValue } from "./cursor.ts";
import type { Order, OrderBy, RowSet, Scope } from "./field-read.ts";
import type { Page } from "./page.ts";
import type { Statement } from "./statement.ts";

/** One step of an order, the unique last one included. */
interface Term {
  readonly sql: string;
  readonly type: string;
  readonly descending: boolean;
}

/**
 * SQL of one page of a set of rows as one JSON value (`RawConnection`). Keyset paging after Markus Winand,
 * "Paging Through Results" (use-the-index-luke.com/no-offset): the cursor carries the order's values and a unique
 * one, so that a page costs the same wherever it lies and rows written meanwhile do not shift it.
 *
 * @param conditions what rows of any page meet; @param columns what is selected of each row
 */
export function pageSql(
  scope: Scope,
  rows: RowSet,
  orderBy: readonly OrderBy[],
  page: Page,
  asked: Asked,
  conditions: readonly string[],
  columns: readonly string[],
): string {
  const { row, draft } = scope;
  const terms = [
    ...orderBy.map((o) => orderTerm(scope, rows.orders[o.field] as Order, o)),
    { sql: rows.unique(row), type: rows.uniqueType ?? "text", descending: false },
  ];
  // A parameter that is made must be in the text: PostgreSQL could not tell its type.
  const after = asked.rows && page.after && followsSql(draft.statement, terms, page.after, false);
  const before = asked.rows && page.before && followsSql(draft.statement, terms, page.before, true);
  const all = conditions.join(" and ") || "true";
  const within = [all, after, before].filter(Boolean).join(" and ");
  const listed = asked.cursors
    ? [...columns, `json_build_array(${terms.map((t) => t.sql).join()}) as "@cursor"`]
    : columns;
  const order = terms.map((t) => `${t.sql}${t.descending !== page.backward ? " desc" : ""}`).join();
  const from = row.from();
  const parts: string[] = [];
  if (asked.rows) {
    const limit = draft.statement.parameter(page.size + (asked.neighbours ? 1 : 0), "int");
    parts.push(
      `'rows', (select coalesce(json_agg(c), '[]'::json) from (select ${listed.join()} from ${from} where ${within} order by ${order} limit ${limit}) c)`,
    );
  }
  if (asked.total || parts.length === 0) parts.push(`'total', (select count(*) from ${from} where ${all})`);
  const otherSide = page.backward ? before : after;
  if (asked.neighbours && otherSide) {
    parts.push(`'beyond', exists (select from ${from} where ${all} and not (${otherSide}))`);
  }
  return `json_build_object(${parts.join()})`;
}

/** A stored order is SQL; one an analysis knows is joined as numbers by id, filled in before the statement runs. */
function orderTerm(scope: Scope, order: Order, { direction }: OrderBy): Term {
  const descending = direction === "DESC";
  if ("sql" in order) return { sql: order.sql(scope), type: order.type, descending };
  const { draft, row, args } = scope;
  const ids = draft.statement.lateParameter("bigint[]");
  const values = draft.statement.lateParameter(`${order.type}[]`);
  draft.beforeRun(args.at, (analysis) => {
    const rank = order.rank({ args, analysis });
    ids.set([...rank.keys()]);
    values.set([...rank.values()]);
  });
  const alias = draft.statement.alias();
  row.join(
    `left join unnest(${ids.sql}, ${values.sql}) as ${alias}(id, rank) on ${alias}.id = ${row.alias}.id`,
  );
  return { sql: `coalesce(${alias}.rank, 0)`, type: order.type, descending };
}

/** SQL of "this row comes after the cursor" (before it: `reversed`). */
function followsSql(
  statement: Statement,
  terms: readonly Term[],
  values: readonly CursorValue[],
  reversed: boolean,
): string {
  let condition = "";
  for (let i = terms.length - 1; i >= 0; i -= 1) {
    const { sql, type, descending } = terms[i] as Term;
    const value = cursorParameter(statement, values[i] as CursorValue, type);
    const beyond = `${sql} ${descending !== reversed ? "<" : ">"} ${value}`;
    condition = condition ? `(${beyond} or (${sql} = ${value} and ${condition}))` : beyond;
    // What an index on the first term can start from.
    if (i === 0 && terms.length > 1) {
      condition = `(${sql} ${descending !== reversed ? "<=" : ">="} ${value} and ${condition})`;
    }
  }
  return condition;
}

function cursorParameter(statement: Statement, value: CursorValue, type: string): string {
  checkCursorValue(value, type);
  return statement.parameter(value, type);
}
