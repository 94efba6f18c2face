import type { FactColumns, TableName } from "./fact-columns.ts";
import { needKinds } from "./facts-in-view.ts";
import { NeedTargets, type TargetNumberings } from "./need-targets.ts";
import { Numbering } from "./numbering.ts";
import { type Replaced, replaceRows } from "./replace-rows.ts";
import { countRows, pickRows, type Rows } from "./rows.ts";
import { type TableSpec, tableSpecs } from "./table-spec.ts";
import type { Tables } from "./tables.ts";

/**
 * The rows of a viewpoint that may not be what they were, by database id: those that are still in view have been
 * read again. Works are told by their blockers; needs go and come with their remedies.
 */
export type Touched = { readonly [Name in Exclude<TableName, "needs">]?: ReadonlySet<number> };

/** What became of the rows of each table. */
export type TableChanges = { readonly [Name in TableName]: Replaced<Rows> };

/** Tables after an update. */
export interface TablesUpdate {
  readonly tables: Tables;
  readonly changes: TableChanges;
}

/**
 * Takes touched rows out of tables and puts in what was read of them; the tables before are left as they are.
 * What belongs to a row that went goes with it. What is not touched is renumbered at most.
 *
 * @param fresh all touched rows that are in view, and no others
 */
export function updateTables(before: Tables, fresh: FactColumns, touched: Touched): TablesUpdate {
  const changes: Partial<Record<TableName, Replaced<Rows>>> = {};
  const numberings: Partial<Record<TableName, Numbering>> = {};
  const numberingOf = (name: TableName): Numbering => numberings[name] as Numbering;
  let hiddenTargets = before.hiddenTargets;
  for (const [name, spec] of Object.entries(tableSpecs) as [TableName, TableSpec][]) {
    let rows = renumber(before[name], spec, (table, column) =>
      numberingOf(table).moveAll(column as Int32Array),
    );
    let added = renumber(fresh[name], spec, (table, column) =>
      numberingOf(table).findAll(column as Float64Array),
    );
    if (name === "needs") {
      const kinds = needKinds.map((kind) => numberingOf(tableOfKind[kind])) as unknown as TargetNumberings;
      const targets = new NeedTargets(kinds, hiddenTargets);
      rows = { ...rows, target: targets.moveAll(before) };
      added = { ...added, target: targets.findAll(fresh.needs) };
      hiddenTargets = targets.hidden;
    }
    const isTouched = findTouched(name, rows, touched, numberings);
    const replaced = replaceRows(
      rows,
      either(isTouched, findUnowned(before[name], rows, spec)),
      dropUnowned(added, spec),
      spec.keys,
      spec.keys.some((key) => numberings[spec.references[key] as TableName]?.isReordered),
    );
    changes[name] = replaced;
    if ("id" in replaced.rows) numberings[name] = new Numbering(replaced as Replaced<RowsWithId>);
  }
  const tables = Object.fromEntries(Object.entries(changes).map(([name, { rows }]) => [name, rows]));
  return { tables: { ...tables, hiddenTargets } as unknown as Tables, changes: changes as TableChanges };
}

type RowsWithId = Rows & { readonly id: Float64Array };
type RowTest = ((row: number) => boolean) | null;

const tableOfKind = {
  FEATURE: "features",
  BLOCKER: "blockers",
  INTEGRATION: "integrations",
  WORK: "works",
} as const;

function renumber(
  rows: Rows,
  { references }: TableSpec,
  find: (table: TableName, column: Rows[string]) => Int32Array,
): Rows {
  const columns = Object.entries(references).map(([name, table]) => [name, find(table, rows[name] as never)]);
  // The very same object where nothing was renumbered, so that it shows.
  if (columns.every(([name, column]) => rows[name as string] === column)) return rows;
  return { ...rows, ...Object.fromEntries(columns) };
}

function findTouched(
  name: TableName,
  rows: Rows,
  touched: Touched,
  numberings: Partial<Record<TableName, Numbering>>,
): RowTest {
  if (name === "works") return isOfOwner(rows.blocker as Int32Array, touched.works, numberings.blockers);
  if (name === "needs") return isOfOwner(rows.remedy as Int32Array, touched.remedies, numberings.remedies);
  const wanted = touched[name];
  if (wanted === undefined || wanted.size === 0) return null;
  const ids = rows.id as Float64Array;
  const [only] = wanted;
  return wanted.size === 1 ? (row) => ids[row] === only : (row) => wanted.has(ids[row] as number);
}

/** Rows that are touched with what they belong to, told by its id. */
function isOfOwner(
  owners: Int32Array,
  touched: ReadonlySet<number> | undefined,
  numbering: Numbering | undefined,
): RowTest {
  if (touched === undefined || touched.size === 0) return null;
  const indices = new Set(Array.from(touched, (id) => numbering?.find(id)));
  return (row) => indices.has(owners[row] as number);
}

/** Rows that belong to what went. */
function findUnowned(before: Rows, rows: Rows, { owners }: TableSpec): RowTest {
  const moved = owners
    .filter((owner) => rows[owner] !== before[owner])
    .map((owner) => rows[owner] as Int32Array);
  return moved.length === 0 ? null : (row) => moved.some((column) => (column[row] as number) < 0);
}

function dropUnowned(rows: Rows, { owners }: TableSpec): Rows {
  const size = countRows(rows);
  const columns = owners.map((owner) => rows[owner] as Int32Array);
  const isOwned = (row: number): boolean => columns.every((column) => (column[row] as number) >= 0);
  const owned: number[] = [];
  for (let row = 0; row < size; row++) if (isOwned(row)) owned.push(row);
  return owned.length === size ? rows : pickRows(rows, Int32Array.from(owned));
}

function either(one: RowTest, other: RowTest): RowTest {
  if (one === null || other === null) return one ?? other;
  return (row) => one(row) || other(row);
}
