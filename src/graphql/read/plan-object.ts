import type { GraphQLObjectType } from "graphql";
import type { Branch, RowSet } from "./field-read.ts";
import {
  type Planner,
  type RowPlan,
  type Selections,
  type Step,
  stepsByType,
  type ValuePlan,
} from "./planning.ts";
import { Row, storedType } from "./row.ts";

/** SQL of one object of a stored type as JSON, null where there is none, and steps for it. */
export function planOne(
  planner: Planner,
  type: GraphQLObjectType,
  sets: Selections,
  on: (target: Row) => string,
): ValuePlan {
  const stored = storedType(type.name);
  const target = new Row(stored.table, planner.draft.statement.alias(), stored.isFact);
  const { columns, steps } = planner.planRow(type, sets, target);
  const condition = on(target);
  const sql = `(select row_to_json(c) from (select ${columns.join()} from ${target.from()} where ${condition}) c)`;
  return { sql, steps };
}

/** SQL of one object of an abstract type as JSON that names its type, and steps for it. */
export function planBranches(
  planner: Planner,
  branches: readonly Branch[],
  sets: Selections,
  row: Row,
): ValuePlan {
  const steps = new Map<string, readonly Step[]>();
  const cases = branches.map((branch) => {
    const type = planner.operation.schema.getType(branch.type) as GraphQLObjectType;
    const stored = storedType(branch.type);
    const target = branch.on ? new Row(stored.table, planner.draft.statement.alias(), stored.isFact) : row;
    const plan = planner.planRow(type, sets, target);
    steps.set(branch.type, plan.steps);
    const columns = [`'${branch.type}' as "__typename"`, ...plan.columns].join();
    const condition = branch.on?.(row, target);
    const from = condition ? ` from ${target.from()} where ${condition}` : "";
    return `when ${branch.when(row)} then (select row_to_json(c) from (select ${columns}${from}) c)`;
  });
  return { sql: `(case ${cases.join(" ")} end)`, steps: stepsByType(steps) };
}

/** Plans a selection on each row of a set: rows of one type, or an object of several as the column `node`. */
export function planEach(
  planner: Planner,
  { branches }: RowSet,
  type: GraphQLObjectType,
  sets: Selections,
  row: Row,
): RowPlan {
  if (!branches) return planner.planRow(type, sets, row);
  const { sql, steps } = planBranches(planner, branches, sets, row);
  return { columns: [`${sql} as "node"`], steps };
}
