/** A place in the history of all writes: after one change, or before the first one of a revision. */
export interface Position {
  readonly revision: number;
  /** The number of the change in `changes`; 0: before the first one of its revision. */
  readonly id: number;
}

/** Whether one place comes before another. */
export function isBefore(one: Position, other: Position): boolean {
  return one.revision < other.revision || (one.revision === other.revision && one.id < other.id);
}
