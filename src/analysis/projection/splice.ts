import { compareRows, countRows, mapColumns, type Rows, type Values } from "./rows.ts";
import { Texts, TextsBuilder } from "./texts.ts";

/** How rows in order become others: some of them go, new ones come between those that stay. */
export interface Splice {
  /** Number of rows before. */
  readonly before: number;
  /** Number of rows after. */
  readonly after: number;
  /** The rows after, as stretches of rows from before and of new ones. */
  readonly stretches: readonly Stretch[];
}

interface Stretch {
  readonly isNew: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds how new rows go in between those that stay.
 *
 * @param rows in the order of the keys
 * @param gone those that go, ascending
 * @param added in the order of the keys
 */
export function findSplice<R extends Rows>(
  rows: R,
  gone: Iterable<number>,
  added: R,
  keys: readonly (keyof R & string)[],
): Splice {
  const before = countRows(rows);
  const count = countRows(added);
  const stretches: Stretch[] = [];
  let next = 0;
  let after = 0;
  const take = (isNew: boolean, start: number, end: number): void => {
    if (start === end) return;
    stretches.push({ isNew, start, end });
    after += end - start;
  };
  /** Keeps rows up to one, and puts the new ones that come before each of them in between. */
  const keepUntil = (end: number, from: number): number => {
    let row = from;
    while (next < count) {
      const place = findPlace(rows, row, end, added, next, keys);
      if (place === end) break;
      take(false, row, place);
      const first = next;
      do next++;
      while (next < count && compareRows(rows, place, added, next, keys) > 0);
      take(true, first, next);
      row = place;
    }
    take(false, row, end);
    return end;
  };
  let row = 0;
  for (const leaving of gone) row = keepUntil(leaving, row) + 1;
  keepUntil(before, row);
  take(true, next, count);
  return { before, after, stretches };
}

/** The first row from `start` up to `end` that comes after an added one, by halving. */
function findPlace<R extends Rows>(
  rows: R,
  start: number,
  end: number,
  added: R,
  row: number,
  keys: readonly (keyof R & string)[],
): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareRows(rows, middle, added, row, keys) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The rows after a splice; those before are left as they are. */
export function spliceRows<R extends Rows>({ stretches, after }: Splice, rows: R, added: R): R {
  if (stretches.length === 1 && stretches[0]?.isNew && after === countRows(added)) return added;
  return mapColumns(rows, (values, name) => spliceValues(stretches, after, values, added[name] as Values));
}

function spliceValues(stretches: readonly Stretch[], size: number, values: Values, added: Values): Values {
  if (values instanceof Texts) {
    const builder = new TextsBuilder();
    for (const { isNew, start, end } of stretches)
      (isNew ? (added as Texts) : values).copyTo(builder, start, end);
    return builder.finish();
  }
  const Kind = values.constructor as new (length: number) => Float64Array;
  const spliced = new Kind(size);
  let place = 0;
  for (const { isNew, start, end } of stretches) {
    spliced.set((isNew ? (added as Float64Array) : values).subarray(start, end), place);
    place += end - start;
  }
  return spliced;
}

/**
 * Where rows are after a splice, by where they were.
 *
 * A null `Move` stands for one that moves nothing: every row has the index it had.
 */
export type Move = Int32Array | null;

/** Per row before its index after, -1 if it went. */
export function readMove({ before, stretches }: Splice): Move {
  const [first] = stretches;
  const stays =
    before === 0 || (first !== undefined && !first.isNew && first.start === 0 && first.end === before);
  if (stays) return null;
  const move = new Int32Array(before).fill(-1);
  let place = 0;
  for (const { isNew, start, end } of stretches) {
    if (!isNew) for (let row = start; row < end; row++) move[row] = place + row - start;
    place += end - start;
  }
  return move;
}

/** The indices after of new rows, in order. */
export function listPlaces({ stretches }: Splice): Int32Array {
  const added = stretches.reduce((sum, { isNew, start, end }) => sum + (isNew ? end - start : 0), 0);
  const places = new Int32Array(added);
  let place = 0;
  let next = 0;
  for (const { isNew, start, end } of stretches) {
    if (isNew) for (let row = start; row < end; row++) places[next++] = place + row - start;
    place += end - start;
  }
  return places;
}

/** Indices of rows after a move; -1 stays -1. */
export function moveIndices(indices: Int32Array, move: Move): Int32Array {
  if (move === null) return indices;
  const moved = new Int32Array(indices.length);
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row] as number;
    moved[row] = index < 0 ? -1 : (move[index] as number);
  }
  return moved;
}

/** What is known of each row, by where it is after a move; `initial` of new ones. */
export function moveValues<V extends Uint8Array | Int32Array>(
  values: V,
  move: Move,
  size: number,
  initial = 0,
): V {
  if (move === null && values.length === size) return values.slice() as V;
  const Kind = values.constructor as new (length: number) => V;
  const moved = new Kind(size);
  if (move === null) {
    moved.set(values);
    if (initial !== 0) moved.fill(initial, values.length);
    return moved;
  }
  if (initial !== 0) moved.fill(initial);
  for (let row = 0; row < values.length; row++) {
    const place = move[row] as number;
    if (place >= 0) moved[place] = values[row] as number;
  }
  return moved;
}
