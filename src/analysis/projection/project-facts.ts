import type { FactColumns } from "./fact-columns.ts";
import { linkTables } from "./link-tables.ts";
import type { Projection, ProjectionUpdate } from "./projection.ts";
import { emptyTables } from "./tables.ts";
import { type Touched, updateTables } from "./update-tables.ts";

/** Numbers the facts of a viewpoint and links them both ways, in linear time but for sorting nodes by slug. */
export function projectFacts(asOf: string, facts: FactColumns): Projection {
  const { tables, changes } = updateTables(emptyTables, facts, {});
  return linkTables(asOf, tables, changes, null);
}

/**
 * The projection of the same viewpoint after some rows were touched, or of another day of it. Costs a few copies
 * of what changed, whatever the number of rows touched; what did not change is shared.
 *
 * @param fresh all touched rows that are in view now, and no others
 */
export function updateProjection(
  before: Projection,
  asOf: string,
  fresh: FactColumns,
  touched: Touched,
): ProjectionUpdate {
  const { tables, changes } = updateTables(before.tables, fresh, touched);
  return { projection: linkTables(asOf, tables, changes, before), changes };
}
