import { describe, expect, it } from "vitest";
import type { Stoppable } from "../../src/analysis/algorithms/stoppable.ts";
import { Cancelled, takeTurns } from "../../src/analysis/take-turns.ts";

/** Counts until its time is over. */
function* count(): Stoppable<number> {
  let steps = 0;
  while (!(yield)) steps += 1;
  return steps;
}

describe("takeTurns", () => {
  it("gives the result of a computation that ends by itself", async () => {
    expect(
      await takeTurns(
        (function* (): Stoppable<string> {
          return (yield) ? "over" : "done";
        })(),
      ),
    ).toBe("done");
  });

  it("tells a computation when its time is over", async () => {
    const begun = performance.now();
    expect(await takeTurns(count(), { deadline: begun + 30 })).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(30);
  });

  it("lets everything else go on meanwhile", async () => {
    let turns = 0;
    const watch = setInterval(() => {
      turns += 1;
    }, 1);
    await takeTurns(count(), { deadline: performance.now() + 100 });
    clearInterval(watch);
    expect(turns).toBeGreaterThan(2);
  });

  it("drops a computation that nobody waits for any more", async () => {
    const gone = new AbortController();
    let steps = 0;
    const endless = (function* (): Stoppable<never> {
      for (;;) {
        steps += 1;
        yield;
      }
    })();
    const waiting = takeTurns(endless, { signal: gone.signal });
    setImmediate(() => gone.abort());
    await expect(waiting).rejects.toThrow(Cancelled);
    const after = steps;
    await new Promise((resolve) => setImmediate(resolve));
    expect(steps).toBe(after);
  });

  it("does not begin for somebody who is gone already", async () => {
    const begun: string[] = [];
    const computation = (function* (): Stoppable<void> {
      begun.push("begun");
      yield;
    })();
    await expect(takeTurns(computation, { signal: AbortSignal.abort() })).rejects.toThrow(Cancelled);
    expect(begun).toEqual([]);
  });
});
