/** Where an answer is given from, with everything decided: its day, and the sources that count (null: all). */
export interface Viewpoint {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly sourceIds: readonly number[] | null;
}

/** What tells two viewpoints apart. */
export function viewpointKey(viewpoint: Viewpoint): string {
  return `${viewpoint.asOf}|${viewpoint.sourceIds?.join() ?? "*"}`;
}

/**
 * SQL of "this fact holds from this viewpoint": it started, it has not ended, and a source that counts says so.
 * With a source filter an undated fact starts on the day the earliest of *those* sources appeared.
 *
 * @param fact alias of a row of `facts`
 * @param asOf SQL of the viewpoint's day
 * @param sources SQL of an array of source ids, or null where all count
 */
export function holdsSql(fact: string, asOf: string, sources: string | null): string {
  const notEnded = `(${fact}.holds_until is null or ${fact}.holds_until > ${asOf})`;
  if (sources === null) return `${fact}.holds_from <= ${asOf} and ${notEnded}`;
  return `${notEnded} and exists (select from citations ${fact}c join sources ${fact}s on ${fact}s.id = ${fact}c.source_id
    where ${fact}c.fact_id = ${fact}.id and ${fact}c.source_id = any(${sources})
    and coalesce(${fact}.date, ${fact}s.published_on) <= ${asOf})`;
}
