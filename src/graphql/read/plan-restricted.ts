import type { Restriction, RowSet, StoredRead } from "./field-read.ts";
import { readOrder, readPage } from "./page.ts";
import { planConnection } from "./plan-connection.ts";
import { type Planner, runSteps, type Step } from "./planning.ts";
import { Row } from "./row.ts";
import type { SelectedField } from "./selection.ts";

interface Restricted {
  readonly kind: "connection";
  readonly rows: RowSet;
  readonly restrict: Restriction;
}

/** Whether the arguments of a connection ask for something that only an analysis can tell. */
export function isRestricted(
  { args }: Pick<SelectedField, "args">,
  read: Extract<StoredRead, { kind: "connection" }>,
): read is Restricted {
  return read.restrict?.applies(args) ?? false;
}

/**
 * A connection below rows already loaded, narrowed to what an analysis names: one statement for all parents, made
 * when these are known. Its arguments are refused now, even if there will be no parents.
 */
export function planRestricted(
  planner: Planner,
  field: SelectedField,
  { rows, restrict }: Restricted,
  parent: Row,
): Step {
  const { key, args, name } = field;
  readPage(name, args, readOrder(name, args, rows));
  return async (parents) => {
    const ids = parents.map((p) => p.id as number);
    const next = planner.another();
    const { draft } = next;
    const above = new Row(parent.table, "p", parent.isFact);
    const kept = draft.statement.lateParameter("bigint[]");
    draft.beforeRun(args.at, (analysis) => {
      kept.set(restrict.ids({ args, analysis }, { table: parent.table, ids }));
    });
    const { sql, steps } = planConnection(next, field, rows, above, kept.sql);
    const every = draft.statement.lateParameter("bigint[]");
    every.set(ids);
    const [values] = (await draft.run(
      `select (select json_object_agg(p.id, ${sql}) from unnest(${every.sql}) as p(id))`,
    )) as [Record<string, unknown>];
    for (const p of parents) p[key] = structuredClone(values[p.id]);
    await runSteps(steps, parents);
  };
}
