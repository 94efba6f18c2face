import { type Adjacency, EdgeList, groupByOrigin, groupIndices } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";

/** That one fact follows from others, all of them. */
export interface Rule {
  readonly head: number;
  readonly body: readonly number[];
}

/** What follows from what: facts numbered from 0, and rules. A fact follows if any of its rules applies. */
export class RuleSet {
  readonly facts: number;
  readonly rules: readonly Rule[];
  readonly goals: readonly number[];
  /** Per fact its rules. */
  readonly rulesOf: Adjacency;
  /** Per fact the rules whose body it is in. */
  readonly rulesOn: Adjacency;

  constructor(facts: number, rules: readonly Rule[], goals: readonly number[]) {
    this.facts = facts;
    this.rules = rules;
    this.goals = goals;
    this.rulesOf = groupIndices(
      Int32Array.from(rules, (rule) => rule.head),
      facts,
    );
    const uses = new EdgeList();
    rules.forEach((rule, index) => {
      for (const fact of rule.body) uses.add(fact, index);
    });
    this.rulesOn = groupByOrigin(uses, facts);
  }
}

/**
 * What follows from the facts added so far: the least fixpoint, grown one fact at a time and cut back again, at
 * a cost linear in what changes (Dowling and Gallier, "Linear-time algorithms for testing the satisfiability
 * of propositional Horn formulae", 1984).
 */
export class Derivation {
  readonly #set: RuleSet;
  readonly #holds: Uint8Array;
  /** Per rule how much of its body does not hold. */
  readonly #missing: Int32Array;
  /** Facts in the order they came to hold. */
  readonly #trail: number[] = [];
  #missingGoals: number;
  readonly #isGoal: Uint8Array;

  constructor(set: RuleSet) {
    this.#set = set;
    this.#holds = new Uint8Array(set.facts);
    this.#isGoal = new Uint8Array(set.facts);
    for (const goal of set.goals) this.#isGoal[goal] = 1;
    this.#missingGoals = this.#isGoal.reduce((sum, isGoal) => sum + isGoal, 0);
    this.#missing = Int32Array.from(set.rules, (rule) => rule.body.length);
    set.rules.forEach((rule) => {
      if (rule.body.length === 0) this.#hold(rule.head);
    });
    this.#follow(0);
  }

  /** Number of facts that hold: where to come back to. */
  get mark(): number {
    return this.#trail.length;
  }

  /** Whether all goals hold. */
  get isDone(): boolean {
    return this.#missingGoals === 0;
  }

  holds(fact: number): boolean {
    return this.#holds[fact] === 1;
  }

  /** Adds facts and all that follows. */
  add(facts: Iterable<number>): void {
    const mark = this.mark;
    for (const fact of facts) this.#hold(fact);
    this.#follow(mark);
  }

  /** Takes back what came to hold since a mark. */
  undo(mark: number): void {
    const { rulesOn } = this.#set;
    while (this.#trail.length > mark) {
      const fact = this.#trail.pop() as number;
      this.#holds[fact] = 0;
      if (this.#isGoal[fact] === 1) this.#missingGoals++;
      for (let p = rulesOn.first(fact); p < rulesOn.end(fact); p++) {
        const rule = rulesOn.node(p);
        this.#missing[rule] = at(this.#missing, rule) + 1;
      }
    }
  }

  #hold(fact: number): void {
    if (this.#holds[fact] === 1) return;
    this.#holds[fact] = 1;
    if (this.#isGoal[fact] === 1) this.#missingGoals--;
    this.#trail.push(fact);
  }

  /** Every fact on the trail counts down its rules exactly once, so that `undo` can count up again. */
  #follow(from: number): void {
    const { rulesOn, rules } = this.#set;
    for (let next = from; next < this.#trail.length; next++) {
      const fact = at(this.#trail, next);
      for (let p = rulesOn.first(fact); p < rulesOn.end(fact); p++) {
        const rule = rulesOn.node(p);
        const missing = at(this.#missing, rule) - 1;
        this.#missing[rule] = missing;
        if (missing === 0) this.#hold((rules[rule] as Rule).head);
      }
    }
  }
}
