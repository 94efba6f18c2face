import type { RowObject } from "./field-read.ts";
import { type Planner, runSteps, type ValuePlan } from "./planning.ts";

/** Loads of one moment, which become one statement. */
interface Wave {
  readonly planner: Planner;
  readonly values: string[];
  /** What Postgres answers, one value for each of `values`. */
  readonly answer: Promise<unknown[]>;
}

/**
 * Loads rows in waves: whatever is asked for before the next tick is one statement, so that their number depends
 * on how deep a document is and not on how many rows ask.
 */
export class Waves {
  readonly #startPlanner: () => Planner;
  #current: Wave | null = null;

  constructor(startPlanner: () => Planner) {
    this.#startPlanner = startPlanner;
  }

  /** Adds JSON arrays to the wave under way, and runs their steps when they are there. */
  async load(plan: (planner: Planner) => readonly ValuePlan[]): Promise<RowObject[][]> {
    this.#current ??= this.#start();
    const { planner, values, answer } = this.#current;
    // What a plan that is refused began to ask for is not sent: its error is the answer, nobody waits for the rest.
    answer.catch(() => {});
    const planned = plan(planner);
    const first = values.push(...planned.map(({ sql }) => sql)) - planned.length;
    const arrays = (await answer).slice(first, first + planned.length) as RowObject[][];
    await Promise.all(planned.map(({ steps }, i) => runSteps(steps, arrays[i] as RowObject[])));
    return arrays;
  }

  #start(): Wave {
    const planner = this.#startPlanner();
    const values: string[] = [];
    const answer = new Promise<void>((resolve) => process.nextTick(resolve)).then(async () => {
      this.#current = null;
      return values.length === 0 ? [] : planner.draft.run(`select ${values.join()}`);
    });
    return { planner, values, answer };
  }
}
