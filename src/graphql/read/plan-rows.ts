import type { GraphQLObjectType } from "graphql";
import type { Planner, Selections, ValuePlan } from "./planning.ts";
import { Row, storedType } from "./row.ts";

/**
 * SQL of the rows of a stored type that meet a condition as a JSON array, and steps for them.
 * @param condition what comes after `where`; @param extra items of the select list beside what is asked for
 */
export function planRows(
  planner: Planner,
  type: GraphQLObjectType,
  sets: Selections,
  condition: (row: Row) => string,
  extra: (row: Row) => string[] = () => [],
): ValuePlan {
  const stored = storedType(type.name);
  const row = new Row(stored.table, planner.draft.statement.alias(), stored.isFact);
  const plan = planner.planRow(type, sets, row);
  const columns = [...plan.columns, ...extra(row)].join();
  const where = condition(row);
  const sql = `(select coalesce(json_agg(c), '[]'::json) from (select ${columns} from ${row.from()} where ${where}) c)`;
  return { sql, steps: plan.steps };
}
