import { setTimeout as pause } from "node:timers/promises";
import { isUnavailable } from "../db/unavailable.ts";

/** The pause after the first failure, and after many, in milliseconds. */
const [firstPause, longestPause] = [20, 1_000];

/** For how long to wait after so many failures, before the next attempt. */
export function pauseAfter(failures: number): number {
  return Math.min(firstPause * 2 ** failures, longestPause);
}

/**
 * Asks the database again and again until it can be reached.
 *
 * @throws what `ask` throws for another reason, or once `stop` is aborted
 */
export async function untilReached<Answer>(stop: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await ask();
    } catch (error) {
      if (stop.aborted || !isUnavailable(error)) throw error;
    }
    await pause(pauseAfter(failures));
  }
}
