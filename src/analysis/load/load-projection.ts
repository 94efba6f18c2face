import type { Pool } from "pg";
import { IdColumn } from "../projection/column.ts";
import {
  type FactColumns,
  finishFacts,
  makeFactColumns,
  type TableName,
} from "../projection/fact-columns.ts";
import { projectFacts } from "../projection/project-facts.ts";
import type { Projection } from "../projection/projection.ts";
import { countRows, pickRows, type Rows } from "../projection/rows.ts";
import type { Touched } from "../projection/update-tables.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { selectFacts } from "./fact-selects.ts";
import { readInView, type ViewReader } from "./read-in-view.ts";

/** A projection, and the revision of the graph that it is of. */
export interface LoadedProjection {
  readonly projection: Projection;
  readonly revision: number;
}

/**
 * Reads from Postgres the facts a viewpoint sees, all as of one moment, and projects them: a fixed number of
 * statements, whatever the number of rows.
 */
export async function loadProjection(pool: Pool, viewpoint: Viewpoint): Promise<LoadedProjection> {
  const { facts, revision } = await readInView(pool, viewpoint, async (reader) => ({
    revision: await readRevision(reader),
    facts: await readFacts(reader),
  }));
  return { projection: projectFacts(viewpoint.asOf, facts), revision };
}

/** The number of the last write in what is read. */
export async function readRevision(reader: ViewReader): Promise<number> {
  const [row] = await reader.rows<{ revision: number }>("revision", "graph_revision");
  return row?.revision ?? 0;
}

/**
 * Reads facts as columns.
 *
 * Where all sources count, most facts hold on most days: it is quicker to read all of them, and once which do not,
 * than to ask of each table which of its rows do.
 */
async function readFacts(reader: ViewReader): Promise<FactColumns> {
  if (!reader.countsAll) return copyFacts(reader, null, true);
  const hidden = { id: new IdColumn() };
  // Of reports only those that hold are read, as their days are needed too.
  await reader.copy(
    `select f.id from facts f where (${reader.holds}) is not true
      and f.kind not in ('STATUS_REPORT', 'CAPABILITY_REPORT', 'BLOCKER_REPORT')`,
    hidden,
  );
  return leaveOut(await copyFacts(reader, null, false), hidden.id.finish());
}

/** Reads again those of some rows that are in view. */
export function readTouched(reader: ViewReader, touched: Touched): Promise<FactColumns> {
  return copyFacts(reader, touched, true);
}

async function copyFacts(
  reader: ViewReader,
  only: Touched | null,
  isFiltered: boolean,
): Promise<FactColumns> {
  const columns = makeFactColumns();
  const selects = selectFacts(reader, only, isFiltered);
  for (const [name, select] of Object.entries(selects) as [TableName, string][]) {
    const isRead = only === null || (only[name === "needs" ? "remedies" : name]?.size ?? 0) > 0;
    if (isRead) await reader.copy(select, columns[name]);
  }
  return finishFacts(columns);
}

/** The tables of facts; ids of nodes are numbers of their own. */
const factTables = [
  "blockers",
  "remedies",
  "blockerReviews",
  "adoptions",
  "requirements",
  "featureReleases",
  "authorships",
] as const satisfies readonly TableName[];

function leaveOut(facts: FactColumns, hidden: Float64Array): FactColumns {
  if (hidden.length === 0) return facts;
  const isHidden = new Uint8Array(hidden.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (const id of hidden) isHidden[id] = 1;
  const left = factTables.map((name) => [name, pickShown(facts[name], isHidden)]);
  return { ...facts, ...Object.fromEntries(left) };
}

function pickShown<R extends Rows & { readonly id: Float64Array }>(rows: R, isHidden: Uint8Array): R {
  const size = countRows(rows);
  const shown = new Int32Array(size);
  let count = 0;
  for (let row = 0; row < size; row++) {
    if (isHidden[rows.id[row] as number] !== 1) shown[count++] = row;
  }
  return count === size ? rows : pickRows(rows, shown.subarray(0, count));
}
