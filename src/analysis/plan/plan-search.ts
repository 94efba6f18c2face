import { findSmallHittingSet } from "../algorithms/small-hitting-set.ts";
import { OutOfTime, type Stoppable } from "../algorithms/stoppable.ts";
import { LandmarkFinder } from "./action-landmarks.ts";
import { findCheapPlan } from "./cheap-plan.ts";
import { Derivation, type RuleSet } from "./derivation.ts";

/** A set of actions that reaches all goals. */
export interface FoundPlan {
  /** Ascending. */
  readonly actions: readonly number[];
  /** No set with fewer actions does. */
  readonly lowerBound: number;
}

/**
 * Finds the smallest set of actions that reaches all goals, and of these the one whose list comes first.
 *
 * To find it is NP-hard, as set cover is a special case. The search is exact: it keeps a list of landmarks, sets
 * of which every solution takes one action, and looks for a smallest set that hits them all. If that reaches the
 * goals it is a smallest solution; if not, it misses a landmark that is new to the list (Haslum, Slaney and
 * Thiébaux, "Minimal landmarks for optimal delete-free planning", 2012). What it hits is a lower bound all the
 * while, and what is bought beside it an upper one.
 *
 * A search that is stopped gives the best found. It says so by a lower bound that is less than the number of
 * actions; if it is not, only that another set of the size comes first may have been left open.
 *
 * @param actions number of actions: facts 0 … `actions - 1`, all of which together reach all goals
 */
export function* searchPlan(set: RuleSet, actions: number): Stoppable<FoundPlan> {
  const search = new PlanSearch(set, actions, yield* findCheapPlan(set, actions, []));
  try {
    yield* search.findSmallest();
    yield* search.findFirst();
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
  }
  return { actions: search.best.toSorted((a, b) => a - b), lowerBound: search.lowerBound };
}

class PlanSearch {
  readonly #set: RuleSet;
  readonly #actions: number;
  readonly #finder: LandmarkFinder;
  readonly #landmarks: (readonly number[])[] = [];
  best: readonly number[];
  lowerBound = 0;

  /** @param best a solution */
  constructor(set: RuleSet, actions: number, best: readonly number[]) {
    this.#set = set;
    this.#actions = actions;
    this.#finder = new LandmarkFinder(set, actions);
    this.best = best;
  }

  *findSmallest(): Stoppable<void> {
    try {
      yield* this.#learn([]);
    } finally {
      // They are disjoint, so that each takes an action of its own, even if there was no time to find all.
      this.lowerBound = this.#landmarks.length;
    }
    while (this.lowerBound < this.best.length) {
      const hitting = yield* findSmallHittingSet(this.#landmarks, this.lowerBound);
      if (hitting === null) this.lowerBound++;
      else yield* this.#tryOut(hitting);
    }
  }

  /** Decides on one action after the other whether the first of the smallest solutions takes it. */
  *findFirst(): Stoppable<void> {
    const required = new Set<number>();
    const banned = new Set<number>();
    for (let action = 0; action < this.#actions && required.size < this.lowerBound; action++) {
      const isTaken = this.best.includes(action) || (yield* this.#canTake(action, required, banned));
      if (isTaken) required.add(action);
      else banned.add(action);
    }
  }

  /** Whether a smallest solution takes an action beside those required; if so, it is the best from now on. */
  *#canTake(action: number, required: ReadonlySet<number>, banned: ReadonlySet<number>): Stoppable<boolean> {
    for (;;) {
      const missed = this.#landmarks.filter((landmark) => !landmark.some((a) => required.has(a)));
      // If all its landmarks were hit without it, the others would be a smaller solution.
      if (!missed.some((landmark) => landmark.includes(action))) return false;
      const left = missed
        .filter((landmark) => !landmark.includes(action))
        .map((landmark) => landmark.filter((a) => !banned.has(a)));
      const hitting = yield* findSmallHittingSet(left, this.lowerBound - required.size - 1);
      if (hitting === null) return false;
      const actions = [...required, action, ...hitting];
      if ((yield* this.#learn(actions)) > 0) continue;
      this.best = actions;
      return true;
    }
  }

  /** Learns what a set misses, or takes it as the best; and what is bought beside it, if that is better. */
  *#tryOut(hitting: readonly number[]): Stoppable<void> {
    if ((yield* this.#learn(hitting)) === 0) {
      this.best = hitting;
      return;
    }
    const plan = yield* findCheapPlan(this.#set, this.#actions, hitting);
    if (plan.length < this.best.length) this.best = plan;
  }

  /** Adds landmarks that a set misses; returns how many, 0 if it reaches all goals. */
  *#learn(taken: readonly number[]): Stoppable<number> {
    const known = this.#landmarks.length;
    yield* this.#finder.find(taken, this.#landmarks);
    return this.#landmarks.length - known;
  }
}

/** The actions without which the goals cannot be reached; where time is over, some of them. */
export function* findIndispensable(set: RuleSet, actions: number): Stoppable<number[]> {
  const plan = yield* findCheapPlan(set, actions, []);
  const all = Array.from({ length: actions }, (_, action) => action);
  const indispensable: number[] = [];
  for (const action of plan) {
    if (yield) break;
    const derivation = new Derivation(set);
    derivation.add(all.filter((other) => other !== action));
    if (!derivation.isDone) indispensable.push(action);
  }
  return indispensable;
}
