import { groupIndices } from "../algorithms/adjacency.ts";
import { Texts, TextsBuilder } from "./texts.ts";

/** A column: one value a row. */
export type Values = Float64Array | Int32Array | Int8Array | Uint8Array | Texts;

/** Rows as columns of the same length. */
export type Rows = Readonly<Record<string, Values>>;

export function countRows(rows: Rows): number {
  for (const name in rows) return (rows[name] as Values).length;
  return 0;
}

/** Less than 0 if a row comes before another one by the columns named, the first one that differs deciding. */
export function compareRows<R extends Rows>(
  rows: R,
  row: number,
  others: R,
  other: number,
  keys: readonly (keyof R & string)[],
): number {
  for (const key of keys) {
    const [values, otherValues] = [rows[key] as Values, others[key] as Values];
    const difference =
      values instanceof Texts
        ? values.compare(row, otherValues as Texts, other)
        : (values[row] as number) - ((otherValues as Int32Array)[other] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The rows in the order of some columns; those that are alike in these keep their order. */
export function sortRows<R extends Rows>(rows: R, keys: readonly (keyof R & string)[]): R {
  const order = findOrder(rows, keys);
  return order === null ? rows : pickRows(rows, order);
}

/** Some rows, in the order given. */
export function pickRows<R extends Rows>(rows: R, order: Int32Array): R {
  return mapColumns(rows, (values) => pick(values, order));
}

export function mapColumns<R extends Rows>(rows: R, map: (values: Values, name: string) => Values): R {
  const mapped: Record<string, Values> = {};
  for (const name in rows) mapped[name] = map(rows[name] as Values, name);
  return mapped as R;
}

/** The indices of rows in the order of some columns, those that are alike in their own; null: they are in order. */
export function findOrder<R extends Rows>(rows: R, keys: readonly (keyof R & string)[]): Int32Array | null {
  const size = countRows(rows);
  const [first] = keys;
  const numbers = first === undefined ? undefined : rows[first];
  if (numbers instanceof Int32Array) return findOrderWithin(rows, numbers, keys.slice(1));
  const compare = (a: number, b: number): number => compareRows(rows, a, rows, b, keys);
  let row = 1;
  while (row < size && compare(row - 1, row) <= 0) row++;
  return row >= size
    ? null
    : Int32Array.from({ length: size }, (_, index) => index).sort((a, b) => compare(a, b) || a - b);
}

/** The first column being indices: a counting sort, and then within each group, which is small, by the others. */
function findOrderWithin<R extends Rows>(
  rows: R,
  groups: Int32Array,
  keys: readonly (keyof R & string)[],
): Int32Array | null {
  let isInOrder = true;
  let largest = -1;
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row] as number;
    if (group < largest) isInOrder = false;
    else if (group === largest && compareRows(rows, row - 1, rows, row, keys) > 0) isInOrder = false;
    else largest = group;
  }
  if (isInOrder) return null;
  const byGroup = groupIndices(groups, largest + 1);
  const order = byGroup.of(0, largest + 1);
  const compare = (a: number, b: number): number => compareRows(rows, a, rows, b, keys) || a - b;
  for (let group = 0; group <= largest; group++) {
    const [first, end] = [byGroup.first(group), byGroup.end(group)];
    // Most are: rows come in the order of their ids.
    let place = first + 1;
    while (place < end && compare(order[place - 1] as number, order[place] as number) <= 0) place++;
    if (place < end) order.subarray(first, end).sort(compare);
  }
  return order;
}

function pick(values: Values, order: Int32Array): Values {
  if (values instanceof Texts) {
    const builder = new TextsBuilder();
    for (const row of order) values.copyTo(builder, row, row + 1);
    return builder.finish();
  }
  const Kind = values.constructor as new (length: number) => Int32Array;
  const picked = new Kind(order.length);
  for (let index = 0; index < order.length; index++) picked[index] = values[order[index] as number] as number;
  return picked;
}
