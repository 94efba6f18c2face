import type { Stoppable } from "./algorithms/stoppable.ts";

/** How long one computation may keep the thread to itself, in milliseconds. */
const turn = 10;

/** How long to compute, and for whom. */
export interface TurnOptions {
  /** Milliseconds after which the computation is to make do with what it has found; without end when absent. */
  readonly timeLimit?: number;
  /** Aborts when nobody waits for the result any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a computation in turns with everything else the process has to do: it keeps the thread for 10 ms at a time.
 *
 * @throws the signal's reason, at the next turn, once it is aborted; the computation is then dropped.
 */
export async function takeTurns<Result>(
  computation: Stoppable<Result>,
  { timeLimit = Number.POSITIVE_INFINITY, signal }: TurnOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const begun = performance.now();
  let turnEnd = begun + turn;
  let step = computation.next(false);
  while (!step.done) {
    if (performance.now() >= turnEnd) {
      // An immediate comes after what sockets have to say, so that a client that left is known to have.
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      turnEnd = performance.now() + turn;
    }
    step = computation.next(performance.now() - begun >= timeLimit);
  }
  return step.value;
}
