/** Seldom fewer runs than this, so that one that was disturbed does not count. */
const leastRuns = 5;

/** What a work took, in milliseconds. */
export interface Times {
  readonly median: number;
  /** The time that 95 of 100 runs did not exceed. */
  readonly p95: number;
  readonly runs: number;
}

/**
 * Times a work that is run again and again, after one run that does not count.
 *
 * @param prepare is run before each, untimed, and its result given to the work
 */
export async function time<Given>(
  work: (given: Given) => unknown,
  prepare: () => Given | Promise<Given>,
  runs = leastRuns,
): Promise<Times> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const given = await prepare();
    // Garbage of the run before is not this one's.
    globalThis.gc?.();
    const begun = performance.now();
    await work(given);
    if (run > 0) times.push(performance.now() - begun);
  }
  return summarize(times);
}

/** Reads times off a list of them. */
export function summarize(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), runs: sorted.length };
}

/** Resident memory in megabytes, once what nobody uses is given back. */
export async function measureMemory(): Promise<number> {
  for (let pass = 0; pass < 4; pass++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().rss / 1e6;
}
