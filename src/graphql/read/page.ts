import { inputError } from "../errors.ts";
import { type CursorValue, readCursor } from "./cursor.ts";
import type { Arguments, OrderBy } from "./field-read.ts";

/** Rows a page has when neither `first` nor `last` is given, and the most it may have. */
export const defaultPageSize = 20;
export const maxPageSize = 100;

/** Which part of an ordered list is asked for. */
export interface Page {
  readonly size: number;
  /** From the end of the list, by `last`. */
  readonly backward: boolean;
  readonly after: readonly CursorValue[] | null;
  readonly before: readonly CursorValue[] | null;
  /** Names the order in cursors, so that one of another order is refused. */
  readonly order: string;
}

/** Reads `first`, `last`, `after` and `before`. @throws BAD_USER_INPUT naming the field and what was expected. */
export function readPage(field: string, args: Arguments, orderBy: readonly OrderBy[]): Page {
  const { first, last } = args;
  checkChoices(field, args);
  if (first != null && last != null) throw inputError(`${field}: give first or last, not both`);
  const size = first ?? last ?? defaultPageSize;
  if (size < 0 || size > maxPageSize) {
    const name = last != null ? "last" : "first";
    throw inputError(`${field}: ${name} is ${size}, expected 0 to ${maxPageSize}`);
  }
  const order = orderBy.map((o) => `${o.field}:${o.direction}`).join();
  const length = orderBy.length + 1;
  return {
    size,
    backward: last != null,
    after: args.after == null ? null : readCursor(`${field}: after`, args.after, order, length),
    before: args.before == null ? null : readCursor(`${field}: before`, args.before, order, length),
    order,
  };
}

/** The order asked for, or the list's own. @throws BAD_USER_INPUT when a field is named twice. */
export function readOrder(
  field: string,
  args: Arguments,
  list: { readonly defaultOrder: readonly OrderBy[] },
): readonly OrderBy[] {
  const orderBy: readonly OrderBy[] = args.orderBy?.length ? args.orderBy : list.defaultOrder;
  const twice = orderBy.find((o, i) => orderBy.findIndex((p) => p.field === o.field) < i);
  if (twice) throw inputError(`${field}: orderBy names ${twice.field} twice`);
  return orderBy;
}

/** The `first` of a plain list. @throws BAD_USER_INPUT outside 1 to 100. */
export function readFirst(field: string, first: number | null | undefined): number {
  const size = first ?? 5;
  if (size < 1 || size > maxPageSize)
    throw inputError(`${field}: first is ${size}, expected 1 to ${maxPageSize}`);
  return size;
}

/** Most values a filter's `in` takes. */
const mostChoices = 100;

function checkChoices(field: string, { filter }: Arguments): void {
  for (const [name, choice] of Object.entries<{ in?: unknown[] | null } | null>(filter ?? {})) {
    const count = choice?.in?.length ?? 0;
    if (count > mostChoices) {
      throw inputError(`${field}: filter.${name}.in has ${count} values, expected at most ${mostChoices}`);
    }
  }
}
