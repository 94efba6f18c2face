import { countRows, findOrder, pickRows, type Rows, sortRows, type Values } from "./rows.ts";
import { findSplice, listPlaces, type Move, readMove, spliceRows } from "./splice.ts";
import { Texts } from "./texts.ts";

/** A table after some of its rows were replaced. */
export interface Replaced<R extends Rows> {
  readonly rows: R;
  /** Where the rows before are now; one that changed, told by its id, is where it is now. */
  readonly move: Move;
  /** Whether rows changed their order. */
  readonly isReordered: boolean;
  /** The rows before that are gone, or not what they were, by where they were. */
  readonly taken: readonly number[];
  /** The rows that are new, or not what they were, by where they are. */
  readonly added: Int32Array;
}

/**
 * Takes rows out of a table and puts others in. A row that goes and comes again as it was is not touched.
 *
 * @param rows in the order of the keys, unless they come disordered
 * @param isGone tells, by index, which rows go; null: none
 * @param fresh rows to put in, in no order
 * @param keys the columns that the table is in the order of
 */
export function replaceRows<R extends Rows>(
  rows: R,
  isGone: ((row: number) => boolean) | null,
  fresh: R,
  keys: readonly (keyof R & string)[],
  isDisordered = false,
): Replaced<R> {
  const order = isDisordered ? findOrder(rows, keys) : null;
  if (order === null) return replaceInOrder(rows, isGone, fresh, keys);
  const replaced = replaceInOrder(
    pickRows(rows, order),
    isGone && ((place) => isGone(order[place] as number)),
    fresh,
    keys,
  );
  // An order by what rows belong to leaves out those that belong to nothing any more.
  const move = new Int32Array(countRows(rows)).fill(-1);
  const isOrdered = new Uint8Array(move.length);
  order.forEach((row, place) => {
    isOrdered[row] = 1;
    move[row] = replaced.move === null ? place : (replaced.move[place] as number);
  });
  const taken = replaced.taken.map((place) => order[place] as number);
  for (let row = 0; row < move.length; row++) if (isOrdered[row] === 0) taken.push(row);
  return { ...replaced, move, isReordered: true, taken };
}

function replaceInOrder<R extends Rows>(
  rows: R,
  isGone: ((row: number) => boolean) | null,
  fresh: R,
  keys: readonly (keyof R & string)[],
): Replaced<R> {
  const size = countRows(rows);
  const leaving: number[] = [];
  if (isGone !== null) for (let row = 0; row < size; row++) if (isGone(row)) leaving.push(row);
  const { taken, coming } = leaveOutUnchanged(rows, leaving, fresh);
  if (taken.length === 0 && countRows(coming) === 0) {
    return { rows, move: null, isReordered: false, taken, added: new Int32Array(0) };
  }
  const sorted = sortRows(coming, keys);
  const splice = findSplice(rows, taken, sorted, keys);
  const added = listPlaces(splice);
  const move = readMove(splice);
  const isReordered = move !== null && "id" in rows && followChanged(rows, taken, sorted, added, move);
  return { rows: spliceRows(splice, rows, sorted), move, isReordered, taken, added };
}

/** Has rows that came again with the same id be the same rows; tells whether that changes their order. */
function followChanged(
  rows: Rows,
  taken: readonly number[],
  sorted: Rows,
  places: Int32Array,
  move: Int32Array,
): boolean {
  if (taken.length === 0) return false;
  const placeOf = new Map(Array.from(sorted.id as Float64Array, (id, row) => [id, places[row] as number]));
  for (const row of taken) move[row] = placeOf.get((rows.id as Float64Array)[row] as number) ?? -1;
  return !ascends(move);
}

function ascends(move: Int32Array): boolean {
  let last = -1;
  for (const place of move) {
    if (place >= 0 && place < last) return false;
    if (place >= 0) last = place;
  }
  return true;
}

function leaveOutUnchanged<R extends Rows>(
  rows: R,
  leaving: readonly number[],
  fresh: R,
): { taken: readonly number[]; coming: R } {
  const { id: ids } = rows;
  const freshIds = fresh.id as Float64Array | undefined;
  if (leaving.length === 0 || ids === undefined || freshIds === undefined) {
    return { taken: leaving, coming: fresh };
  }
  const freshById = new Map(Array.from(freshIds, (id, row) => [id, row]));
  const unchanged = new Set<number>();
  const taken = leaving.filter((row) => {
    const again = freshById.get((ids as Float64Array)[row] as number);
    if (again === undefined || !isSameRow(rows, row, fresh, again)) return true;
    unchanged.add(again);
    return false;
  });
  if (unchanged.size === 0) return { taken, coming: fresh };
  const left = Int32Array.from(freshIds.keys()).filter((row) => !unchanged.has(row));
  return { taken, coming: pickRows(fresh, left) };
}

function isSameRow(rows: Rows, row: number, others: Rows, other: number): boolean {
  return Object.entries(rows).every(([name, values]) => {
    const otherValues = others[name] as Values;
    return values instanceof Texts
      ? values.compare(row, otherValues as Texts, other) === 0
      : values[row] === (otherValues as Float64Array)[other];
  });
}
