import { assumptionKey } from "./assumptions/assumption-key.ts";
import type { Assumptions } from "./assumptions/assumptions.ts";

/** Where an answer is given from, with everything decided: its day, and the sources that count (null: all). */
export interface Viewpoint {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly sourceIds: readonly number[] | null;
  /** What is supposed to be so beside the facts, at least one thing; absent: nothing. */
  readonly assume?: Assumptions;
}

/** What tells two viewpoints apart. */
export function viewpointKey({ asOf, sourceIds, assume }: Viewpoint): string {
  const facts = `${asOf}|${sourceIds?.join() ?? "*"}`;
  return assume ? `${facts}|${assumptionKey(assume)}` : facts;
}

/**
 * SQL of "this fact holds from this viewpoint": it has begun, it has not ended, and a source that counts says so.
 *
 * @param fact alias of a row of `facts`
 * @param asOf SQL of the viewpoint's day
 * @param sources SQL of an array of source ids, or null where all count
 */
export function holdsSql(fact: string, asOf: string, sources: string | null): string {
  return `(${fact}.holds_until is null or ${fact}.holds_until > ${asOf}) and ${begunSql(fact, asOf, sources)}`;
}

/**
 * SQL of "this fact has begun by the viewpoint's day, and a source that counts says so"; it may have ended since.
 * With a source filter an undated fact begins on the day the earliest of *those* sources appeared. The arguments
 * are those of `holdsSql`.
 */
export function begunSql(fact: string, asOf: string, sources: string | null): string {
  if (sources === null) return `${fact}.holds_from <= ${asOf}`;
  return `exists (select from citations ${fact}c join sources ${fact}s on ${fact}s.id = ${fact}c.source_id
    where ${fact}c.fact_id = ${fact}.id and ${fact}c.source_id = any(${sources})
    and coalesce(${fact}.date, ${fact}s.published_on) <= ${asOf})`;
}
