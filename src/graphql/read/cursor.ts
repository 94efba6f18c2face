import { isDay } from "../../day.ts";
import { inputError } from "../errors.ts";

export type CursorValue = string | number | boolean;

/** Makes the cursor of the row with these order values, the unique one last. */
export function writeCursor(order: string, values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString("base64url");
}

/**
 * The order values a cursor carries.
 * @param what names the argument in errors; @param length how many values the order has, the unique one included
 * @throws BAD_USER_INPUT for what is no cursor, or one of a list in another order
 */
export function readCursor(what: string, cursor: string, order: string, length: number): CursorValue[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    parsed = null;
  }
  if (!Array.isArray(parsed) || parsed.some((v) => v === null || typeof v === "object")) {
    throw inputError(`${what} is not a cursor of this API`);
  }
  const [usedOrder, ...values] = parsed;
  if (usedOrder !== order) {
    throw inputError(`${what} belongs to a list in another order (${usedOrder}), this one is in ${order}`);
  }
  if (values.length !== length) throw inputError(`${what} is not a cursor of this API`);
  return values;
}

const fitsByType: Readonly<Record<string, (value: CursorValue) => boolean>> = {
  int: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: (value) => Number.isSafeInteger(value),
  float8: (value) => typeof value === "number",
  date: isDay,
};

/** Refuses a value of a cursor that is not of the type its place in the order has. @throws BAD_USER_INPUT */
export function checkCursorValue(value: CursorValue, type: string): void {
  const fits = fitsByType[type]?.(value) ?? typeof value === "string";
  if (!fits) throw inputError(`the cursor's value ${JSON.stringify(value)} is no ${type}`);
}
