import { type GraphQLObjectType, getNamedType } from "graphql";
import type { RowSet, Scope, StoredRead } from "./field-read.ts";
import { planEach } from "./plan-object.ts";
import type { Planner, ValuePlan } from "./planning.ts";
import { Row } from "./row.ts";
import type { SelectedField } from "./selection.ts";

/** SQL of a plain list as a JSON array, and steps for what is in it. */
export function planList(
  planner: Planner,
  { field, args, sets }: SelectedField,
  { rows, limit }: Extract<StoredRead, { kind: "list" }>,
  parent: Row,
): ValuePlan {
  const { draft } = planner;
  const row = new Row(rows.table, draft.statement.alias(), rows.isFact);
  const plan = planEach(planner, rows, getNamedType(field.type) as GraphQLObjectType, sets, row);
  const scope = { row, args, draft };
  const conditions = [rows.on?.(parent, row), ...(rows.where?.(scope) ?? [])].filter(Boolean).join(" and ");
  const order = orderSql(rows, scope);
  const size = draft.statement.parameter(limit(args), "int");
  const item = rows.branches ? "c.node" : "c";
  const sql = `(select coalesce(json_agg(${item}), '[]'::json) from (select ${plan.columns.join()} from ${row.from()} where ${conditions} order by ${order} limit ${size}) c)`;
  return { sql, steps: plan.steps };
}

function orderSql(rows: RowSet, scope: Scope): string {
  const terms = rows.defaultOrder.map(({ field, direction }) => {
    const order = rows.orders[field];
    if (!order || !("sql" in order)) throw new Error(`a list cannot be ordered by ${field}`);
    return `${order.sql(scope)}${direction === "DESC" ? " desc" : ""}`;
  });
  return [...terms, rows.unique(scope.row)].join();
}
