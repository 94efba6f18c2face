import { at } from "../algorithms/at.ts";
import type { Stoppable } from "../algorithms/stoppable.ts";
import { Derivation, type Rule, type RuleSet } from "./derivation.ts";

/**
 * A set of actions that reaches all goals and has no action to spare, though it need not be a smallest one.
 *
 * Every fact is priced as the sum of the prices of what its cheapest rule needs, as if nothing were shared
 * (Knuth, "A generalization of Dijkstra's algorithm", 1977); what the goals are bought with is then thinned out.
 *
 * @param actions number of actions: facts 0 … `actions - 1`
 * @param free actions that cost nothing: those to build upon
 */
export function* findCheapPlan(set: RuleSet, actions: number, free: readonly number[]): Stoppable<number[]> {
  const support = findCheapestRules(set, actions, free);
  const needed = new Set(set.goals);
  for (const fact of needed) {
    const rule = set.rules[at(support, fact)];
    for (const part of rule?.body ?? []) needed.add(part);
  }
  const taken = Array.from(needed).filter((fact) => fact < actions);
  return yield* thinOut(set, taken);
}

/** Leaves out, the last first, every action that is not needed beside the others. */
function* thinOut(set: RuleSet, actions: readonly number[]): Stoppable<number[]> {
  let left = actions.toSorted((a, b) => b - a);
  for (const action of left) {
    if (yield) break;
    const without = left.filter((other) => other !== action);
    const derivation = new Derivation(set);
    derivation.add(without);
    if (derivation.isDone) left = without;
  }
  return left.reverse();
}

/** Per fact the rule it is bought by; -1: it is an action, or cannot be had. */
function findCheapestRules(set: RuleSet, actions: number, free: readonly number[]): Int32Array {
  const support = new Int32Array(set.facts).fill(-1);
  const bought = new Uint8Array(set.facts);
  const missing = Int32Array.from(set.rules, (rule) => rule.body.length);
  const prices = Float64Array.from(set.rules, () => 0);
  const queue = new PriceQueue();
  const isFree = new Set(free);
  for (let action = 0; action < actions; action++) queue.push(isFree.has(action) ? 0 : 1, action, -1);
  set.rules.forEach((rule, index) => {
    if (rule.body.length === 0) queue.push(0, rule.head, index);
  });
  for (let offer = queue.pop(); offer !== null; offer = queue.pop()) {
    const { price, fact } = offer;
    if (bought[fact] === 1) continue;
    bought[fact] = 1;
    support[fact] = offer.rule;
    set.rulesOn.forEach(fact, (rule) => {
      missing[rule] = at(missing, rule) - 1;
      prices[rule] = (prices[rule] as number) + price;
      if (missing[rule] === 0) queue.push(prices[rule] as number, (set.rules[rule] as Rule).head, rule);
    });
  }
  return support;
}

/** A fact that can be had at a price, by a rule. */
interface Offer {
  readonly price: number;
  readonly fact: number;
  readonly rule: number;
}

/** Offers by price: a binary heap, which keeps no order between equal prices. */
class PriceQueue {
  readonly #heap: Offer[] = [];

  push(price: number, fact: number, rule: number): void {
    const heap = this.#heap;
    let hole = heap.push({ price, fact, rule }) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if ((heap[parent] as Offer).price <= price) break;
      heap[hole] = heap[parent] as Offer;
      hole = parent;
    }
    heap[hole] = { price, fact, rule };
  }

  pop(): Offer | null {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right !== undefined && right.price < (heap[child] as Offer).price) child++;
      if ((heap[child] as Offer).price >= last.price) break;
      heap[hole] = heap[child] as Offer;
      hole = child;
    }
    heap[hole] = last;
    return first;
  }
}
