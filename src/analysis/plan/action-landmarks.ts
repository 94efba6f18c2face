import { at } from "../algorithms/at.ts";
import { OutOfTime, type Stoppable } from "../algorithms/stoppable.ts";
import { Derivation, type Rule, type RuleSet } from "./derivation.ts";

/** How many actions are tried before it is asked whether time is over. */
const triedAtOnce = 32;

/**
 * Finds *landmarks*: sets of actions of which every solution takes at least one.
 *
 * A landmark is read off a cut: start with a goal that does not hold, and for every fact in the cut take in one
 * fact that is missing from each of its rules; the actions met are a landmark, since without them nothing in
 * the cut can be first to hold (Bonet and Helmert, "Strengthening landmark heuristics via hitting sets", 2010).
 * It is then made minimal, action by action (Haslum, Slaney and Thiébaux, "Minimal landmarks for optimal
 * delete-free planning", 2012).
 */
export class LandmarkFinder {
  readonly #set: RuleSet;
  readonly #actions: number;
  /** Per fact an estimate of how many actions a cut below it meets. */
  readonly #widths: Float64Array;

  /** @param actions number of actions: facts 0 … `actions - 1` */
  constructor(set: RuleSet, actions: number) {
    this.#set = set;
    this.#actions = actions;
    this.#widths = estimateWidths(set, actions);
  }

  /**
   * Adds landmarks that some actions miss, disjoint from each other; none if the actions reach all goals.
   * @throws OutOfTime once its time is over; what was found by then is added.
   */
  *find(taken: readonly number[], landmarks: (readonly number[])[]): Stoppable<void> {
    const derivation = new Derivation(this.#set);
    derivation.add(taken);
    while (!derivation.isDone) {
      if (yield) throw new OutOfTime();
      const landmark = yield* this.#minimize(this.#cut(derivation));
      landmarks.push(landmark);
      derivation.add(landmark);
    }
  }

  #cut(derivation: Derivation): number[] {
    const { goals, rules, rulesOf } = this.#set;
    const missing = goals.filter((goal) => !derivation.holds(goal));
    const cut = new Set([this.#narrowest(missing)]);
    for (const fact of cut) {
      rulesOf.forEach(fact, (rule) => {
        const open = (rules[rule] as Rule).body.filter((needed) => !derivation.holds(needed));
        if (!open.some((needed) => cut.has(needed))) cut.add(this.#narrowest(open));
      });
    }
    return Array.from(cut).filter((fact) => fact < this.#actions);
  }

  #narrowest(facts: readonly number[]): number {
    return facts.reduce((best, fact) =>
      (this.#widths[fact] as number) < (this.#widths[best] as number) ? fact : best,
    );
  }

  /** Leaves out every action without which the rest is still a landmark. */
  *#minimize(landmark: readonly number[]): Stoppable<number[]> {
    const derivation = new Derivation(this.#set);
    const left = new Set(landmark);
    const others = Array.from({ length: this.#actions }, (_, action) => action);
    derivation.add(others.filter((action) => !left.has(action)));
    const needed: number[] = [];
    for (const [index, action] of landmark.entries()) {
      // To ask costs about as much as to try an action.
      if (index % triedAtOnce === triedAtOnce - 1 && (yield)) throw new OutOfTime();
      const mark = derivation.mark;
      derivation.add([action]);
      if (!derivation.isDone) continue;
      derivation.undo(mark);
      needed.push(action);
    }
    return needed;
  }
}

/** In the order facts come to hold, so that circles do not matter. */
function estimateWidths(set: RuleSet, actions: number): Float64Array {
  const widths = new Float64Array(set.facts).fill(Number.POSITIVE_INFINITY);
  const missing = Int32Array.from(set.rules, (rule) => rule.body.length);
  const held = Array.from({ length: actions }, (_, action) => action);
  widths.fill(1, 0, actions);
  for (const fact of held) {
    set.rulesOn.forEach(fact, (index) => {
      missing[index] = at(missing, index) - 1;
      if (missing[index] !== 0) return;
      const { head, body } = set.rules[index] as Rule;
      const width = body.reduce((least, needed) => Math.min(least, widths[needed] as number), Infinity);
      if (widths[head] === Number.POSITIVE_INFINITY) {
        widths[head] = width;
        held.push(head);
      } else if (head >= actions) {
        widths[head] = (widths[head] as number) + width;
      }
    });
  }
  return widths;
}
