import { type GraphQLObjectType, getNamedType } from "graphql";
import type { FieldRead, StoredRead } from "./field-read.ts";
import { planConnection } from "./plan-connection.ts";
import { planList } from "./plan-list.ts";
import { planBranches, planOne } from "./plan-object.ts";
import { isRestricted, planRestricted } from "./plan-restricted.ts";
import { type Planner, type RowPlan, stepsBelow } from "./planning.ts";
import type { Row } from "./row.ts";
import type { SelectedField } from "./selection.ts";

/** Names of the columns a field reads of its row, as they stand in `schema/tables`. */
export function neededColumns(field: SelectedField, read: FieldRead): readonly string[] {
  if ("columns" in read) return read.columns;
  return read.kind === "connection" && isRestricted(field, read) ? ["id"] : [];
}

/** Plans a stored field as SQL in the statement of its parent; plain columns are the parent's own. */
export function planStored(planner: Planner, field: SelectedField, read: StoredRead, row: Row): RowPlan {
  const { key, args, sets } = field;
  const value = (sql: string, steps: RowPlan["steps"]): RowPlan => ({
    columns: [`${sql} as "${key}"`],
    steps,
  });
  switch (read.kind) {
    case "columns":
      return { columns: [], steps: [] };
    case "expression":
      return value(read.sql({ row, args, draft: planner.draft }), []);
    case "one": {
      const type = getNamedType(field.field.type) as GraphQLObjectType;
      const { sql, steps } = planOne(planner, type, sets, (target) => read.on(row, target));
      return value(sql, stepsBelow(key, steps));
    }
    case "branches": {
      const { sql, steps } = planBranches(planner, read.branches, sets, row);
      return value(sql, stepsBelow(key, steps));
    }
    case "list": {
      const { sql, steps } = planList(planner, field, read, row);
      return value(sql, stepsBelow(key, steps));
    }
    case "connection": {
      if (isRestricted(field, read))
        return { columns: [], steps: [planRestricted(planner, field, read, row)] };
      const { sql, steps } = planConnection(planner, field, read.rows, row);
      return value(sql, steps);
    }
  }
}
