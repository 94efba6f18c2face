import type { Analysis } from "./analysis.ts";
import { Texts } from "./projection/texts.ts";

/** What links tables both ways, and what is found out when it is asked for, against the tables themselves. */
const besideTables = 2;

/**
 * How much memory an analysis takes, in bytes: an estimate by its arrays, to bound what is kept. What is assumed
 * shares the projection of the facts, and weighs what stands otherwise under it.
 */
export function weighAnalysis({ present, assumed }: Analysis): number {
  const { projection, standing, usable, lifted, holds, support } = present;
  const stands = weighAll({ ...standing, usable, lifted, holds, support });
  if (assumed !== null) return 1 + stands;
  const tables = Object.values(projection.tables).reduce((sum: number, rows) => sum + weighAll(rows), 0);
  return 1 + stands + (1 + besideTables) * tables;
}

function weighAll(values: object): number {
  return Object.values(values).reduce((sum: number, value: unknown) => {
    return value instanceof Texts || ArrayBuffer.isView(value) ? sum + value.byteLength : sum;
  }, 0);
}
