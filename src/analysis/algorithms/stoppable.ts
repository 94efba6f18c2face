/**
 * A computation that may take long. Now and then it asks, by `yield`, whether its time is over, and is told; if
 * it is, it makes do with what it has found so far. Meanwhile whoever runs it can let others have the thread, or
 * drop it.
 */
export type Stoppable<Result> = Generator<void, Result, boolean>;

/** The time of a computation is over, and it has nothing to show for it. */
export class OutOfTime extends Error {
  override name = "OutOfTime";
}

/** Runs a computation to its end, in one go. */
export function finish<Result>(computation: Stoppable<Result>, isOver: () => boolean = () => false): Result {
  let step = computation.next(false);
  while (!step.done) step = computation.next(isOver());
  return step.value;
}
