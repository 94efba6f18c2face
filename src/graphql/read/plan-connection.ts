import type { GraphQLObjectType } from "graphql";
import { selectConnection } from "./connection-selection.ts";
import { type RawConnection, shapeConnection } from "./connection-value.ts";
import type { RowObject, RowSet } from "./field-read.ts";
import { readOrder, readPage } from "./page.ts";
import { pageSql } from "./page-sql.ts";
import { planEach } from "./plan-object.ts";
import { type Planner, runSteps, type ValuePlan } from "./planning.ts";
import { Row } from "./row.ts";
import type { SelectedField } from "./selection.ts";

/**
 * SQL of a page of a set of rows as one JSON value, and steps for the objects that hold it under the field's key.
 * @param restriction SQL of the ids the rows must have one of; absent: all rows
 */
export function planConnection(
  planner: Planner,
  field: SelectedField,
  rows: RowSet,
  parent: Row | null,
  restriction?: string,
): ValuePlan {
  const { draft } = planner;
  const { key, args } = field;
  const { asked, nodeSets, nodeType } = selectConnection(planner.operation, field);
  const row = new Row(rows.table, draft.statement.alias(), rows.isFact);
  const plan = planEach(planner, rows, nodeType as GraphQLObjectType, nodeSets, row);
  const conditions = [
    parent && rows.on?.(parent, row),
    restriction && `${row.alias}.id = any(${restriction})`,
    ...(rows.where?.({ row, args, draft }) ?? []),
  ].filter((condition) => typeof condition === "string");
  const orderBy = readOrder(field.name, args, rows);
  const page = readPage(field.name, args, orderBy);
  const sql = pageSql({ row, args, draft }, rows, orderBy, page, asked, conditions, plan.columns);
  return {
    sql,
    steps: [
      (holders) => {
        for (const holder of holders) {
          const raw: RawConnection = holder[key];
          holder[key] = shapeConnection(rows.branches ? unwrap(raw) : raw, page, asked);
        }
        if (plan.steps.length === 0) return;
        return runSteps(
          plan.steps,
          holders.flatMap((holder) => holder[key].nodes),
        );
      },
    ],
  };
}

/** Rows of several types come each as the column `node`. */
function unwrap(raw: RawConnection): RawConnection {
  if (!raw.rows) return raw;
  const rows = raw.rows.map((row: RowObject) => Object.assign(row.node, { "@cursor": row["@cursor"] }));
  return { ...raw, rows };
}
