import { inputError } from "./errors.ts";

/** A whole number an argument may be. */
export interface Bound {
  readonly from: number;
  readonly to: number;
  /** What it is when it is absent. */
  readonly absent: number;
}

/** What the description of a bounded argument ends with. */
export function describeBound({ from, to, absent }: Bound): string {
  return `${from} to ${to}; ${absent} when absent.`;
}

/** Reads a bounded argument. @throws BAD_USER_INPUT naming the field, the argument and what was expected. */
export function readBounded(
  field: string,
  name: string,
  value: number | null | undefined,
  { from, to, absent }: Bound,
): number {
  const number = value ?? absent;
  if (number < from || number > to) {
    throw inputError(`${field}: ${name} is ${number}, expected ${from} to ${to}`);
  }
  return number;
}
