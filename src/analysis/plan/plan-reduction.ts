import { type Derivation, type Rule, RuleSet } from "./derivation.ts";

/** A part of a problem that shares nothing with the rest. */
export interface Subproblem {
  readonly set: RuleSet;
  /** Facts 0 … `actions.length - 1` are actions: which of the whole problem, ascending. */
  readonly actions: readonly number[];
}

/**
 * What is left of a problem once some of it holds, in parts that share no action and no fact: only rules that
 * lead to a goal that does not hold yet, from what can come to hold.
 *
 * @param actions number of actions: facts 0 … `actions - 1`
 * @param now what holds
 * @param atBest what holds once all actions are taken; all goals do
 */
export function splitProblem(
  set: RuleSet,
  actions: number,
  now: Derivation,
  atBest: Derivation,
): Subproblem[] {
  const goals = set.goals.filter((goal) => !now.holds(goal));
  const rules = listRelevantRules(set, goals, now, atBest);
  const parts = new Parts(set.facts);
  for (const { head, body } of rules) for (const fact of body) parts.join(head, fact);
  const members = new Map<number, { rules: Rule[]; goals: number[] }>();
  const memberOf = (fact: number): { rules: Rule[]; goals: number[] } => {
    const part = parts.find(fact);
    const member = members.get(part) ?? { rules: [], goals: [] };
    members.set(part, member);
    return member;
  };
  for (const goal of new Set(goals)) memberOf(goal).goals.push(goal);
  for (const rule of rules) memberOf(rule.head).rules.push(rule);
  return Array.from(members.values(), (member) => renumber(member.rules, member.goals, actions));
}

function listRelevantRules(
  set: RuleSet,
  goals: readonly number[],
  now: Derivation,
  atBest: Derivation,
): Rule[] {
  const relevant = new Set(goals);
  const rules: Rule[] = [];
  for (const fact of relevant) {
    set.rulesOf.forEach(fact, (index) => {
      const { head, body } = set.rules[index] as Rule;
      if (body.includes(head) || !body.every((needed) => atBest.holds(needed))) return;
      const missing = body.filter((needed) => !now.holds(needed));
      rules.push({ head, body: missing });
      for (const needed of missing) relevant.add(needed);
    });
  }
  return rules;
}

function renumber(rules: readonly Rule[], goals: readonly number[], actions: number): Subproblem {
  const facts = new Set([...goals, ...rules.flatMap((rule) => [rule.head, ...rule.body])]);
  const taken = Array.from(facts)
    .filter((fact) => fact < actions)
    .sort((a, b) => a - b);
  const others = Array.from(facts).filter((fact) => fact >= actions);
  const numbers = new Map([...taken, ...others].map((fact, index) => [fact, index]));
  const numberOf = (fact: number): number => numbers.get(fact) as number;
  const renumbered = rules.map(({ head, body }) => ({ head: numberOf(head), body: body.map(numberOf) }));
  return { set: new RuleSet(facts.size, renumbered, goals.map(numberOf)), actions: taken };
}

/** Disjoint sets of facts (Tarjan, "Efficiency of a good but not linear set union algorithm", 1975). */
class Parts {
  readonly #parents: Int32Array;

  constructor(facts: number) {
    this.#parents = Int32Array.from({ length: facts }, (_, fact) => fact);
  }

  find(fact: number): number {
    let part = fact;
    while (this.#parents[part] !== part) {
      this.#parents[part] = this.#parents[this.#parents[part] as number] as number;
      part = this.#parents[part] as number;
    }
    return part;
  }

  join(a: number, b: number): void {
    this.#parents[this.find(a)] = this.find(b);
  }
}
