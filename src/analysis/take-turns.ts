import type { Stoppable } from "./algorithms/stoppable.ts";

/** Nobody waits for the result of a computation any more. */
export class Cancelled extends Error {
  override name = "Cancelled";

  constructor({ reason }: AbortSignal) {
    super("the computation was cancelled", { cause: reason });
  }
}

/** How long one computation may keep the thread to itself, in milliseconds. */
const turn = 10;

/** How long to compute, and for whom. */
export interface TurnOptions {
  /** When the computation is to make do with what it has found, by `performance.now()`; never when absent. */
  readonly deadline?: number;
  /** Aborts when nobody waits for the result any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a computation in turns with everything else the process has to do: it keeps the thread for 10 ms at a time.
 *
 * @throws Cancelled at the next turn once the signal is aborted; the computation is then dropped.
 */
export async function takeTurns<Result>(
  computation: Stoppable<Result>,
  { deadline = Number.POSITIVE_INFINITY, signal }: TurnOptions = {},
): Promise<Result> {
  if (signal?.aborted) throw new Cancelled(signal);
  let turnEnd = performance.now() + turn;
  let step = computation.next(false);
  while (!step.done) {
    if (performance.now() >= turnEnd) {
      // An immediate comes after what sockets have to say, so that a client that left is known to have.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new Cancelled(signal);
      turnEnd = performance.now() + turn;
    }
    step = computation.next(performance.now() >= deadline);
  }
  return step.value;
}
