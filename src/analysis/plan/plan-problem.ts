import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Present } from "../standing/present.ts";
import { BlockerCode } from "../standing/standing.ts";
import { findVerdict } from "../standing/verdict.ts";
import { type Action, sortActions } from "./action.ts";
import { type Rule, RuleSet } from "./derivation.ts";

/** What follows from which actions, as far as it matters for lifting some blockers. */
export interface PlanProblem {
  /** Facts 0 … `actions.length - 1` are that these were taken; goals: that the blockers are lifted. */
  readonly set: RuleSet;
  /** In the order of their keys. */
  readonly actions: readonly Action[];
  /** Per fact the index of the blocker it lifts; -1: it is another fact. */
  readonly blockerOf: readonly number[];
}

/**
 * Writes down, as rules, all that could help to lift some blockers that are unlifted now, and under which
 * conditions: that a feature is usable, a blocker is lifted, an integration is ready, a capability is free. What
 * holds already is left out. Linear in what the blockers lead to, through every need and requirement.
 *
 * To adopt a feature, it must be usable; whatever asks for the adoption asks for that too, so the condition
 * need not be a rule of its own.
 */
export function buildPlanProblem(present: Present, blockers: readonly number[]): PlanProblem {
  const writer = new RuleWriter(present);
  const goals = blockers.map((blocker) => writer.lifted(blocker));
  writer.finish();
  const { facts } = writer;
  const actions = sortActions(
    present.projection,
    facts.flatMap((fact) => (fact.action === null ? [] : [fact.action])),
  );
  const rank = new Map(actions.map((action, index) => [action, index]));
  let others = actions.length;
  const numbers = facts.map(({ action }) => (action === null ? others++ : (rank.get(action) as number)));
  const blockerOf: number[] = [];
  facts.forEach((fact, index) => {
    blockerOf[at(numbers, index)] = fact.blocker;
  });
  const rules = writer.rules.map(({ head, body }) => ({
    head: at(numbers, head),
    body: body.map((fact) => at(numbers, fact)),
  }));
  const set = new RuleSet(
    facts.length,
    rules,
    goals.map((goal) => at(numbers, goal)),
  );
  return { set, actions, blockerOf };
}

interface Fact {
  readonly action: Action | null;
  readonly blocker: number;
}

type FactKind = Action["kind"] | "lifted" | "usable" | "ready" | "free" | "never";

class RuleWriter {
  readonly facts: Fact[] = [];
  readonly rules: Rule[] = [];
  readonly #present: Present;
  /** Per kind the number of the fact about a subject. */
  readonly #numbers = new Map<FactKind, Map<number, number>>();
  readonly #unwritten: { readonly head: number; readonly write: (head: number) => void }[] = [];

  constructor(present: Present) {
    this.#present = present;
  }

  /** Writes the rules of every fact named so far, and of those they name. */
  finish(): void {
    for (let next = this.#unwritten.pop(); next !== undefined; next = this.#unwritten.pop()) {
      next.write(next.head);
    }
  }

  /** The fact that an unlifted blocker is lifted. */
  lifted(blocker: number): number {
    const { projection, standing } = this.#present;
    return this.#fact("lifted", blocker, { action: null, blocker }, (head) => {
      if (standing.blocker[blocker] !== BlockerCode.OPEN) return;
      const remedies = projection.remediesOfBlocker.of(blocker);
      if (remedies.length === 0) {
        this.rules.push({ head, body: [this.#action({ kind: "RESOLVE", blocker, work: null })] });
      }
      for (const remedy of remedies) {
        const needs = Array.from(projection.needs.ofRemedy.of(remedy));
        const open = needs.filter((need) => this.#present.holds[need] !== 1);
        if (needs.length > 0) this.rules.push({ head, body: open.flatMap((need) => this.#needed(need)) });
      }
    });
  }

  /** The facts by which a need that does not hold would. */
  #needed(need: number): number[] {
    const { projection, standing, usable } = this.#present;
    const { needs, blockerIntegration } = projection;
    const target = at(needs.target, need);
    const blocker = at(needs.blocker, need);
    if (target < 0) return [this.#never()];
    if (needs.kind[need] === NeedKind.BLOCKER) return [this.lifted(target)];
    if (needs.kind[need] === NeedKind.WORK) {
      return [this.#action({ kind: "RESOLVE", blocker, work: target })];
    }
    if (needs.kind[need] === NeedKind.FEATURE) {
      const integration = at(blockerIntegration, blocker);
      const isAdopted = standing.adoptions.has(integration, target);
      return [
        ...(usable[target] === 1 ? [] : [this.#usable(target)]),
        ...(isAdopted ? [] : [this.#action({ kind: "ADOPT", integration, feature: target })]),
      ];
    }
    const capability = at(needs.capability, need);
    return [
      ...(standing.ready[target] === 1 ? [] : [this.#ready(target)]),
      ...(capability < 0 ? [] : [this.#free(capability)]),
    ];
  }

  #usable(feature: number): number {
    const { projection, standing, usable } = this.#present;
    return this.#fact("usable", feature, { action: null, blocker: -1 }, (head) => {
      const unusable = new Set(projection.requirements.forward.of(feature).filter((f) => usable[f] !== 1));
      const body = Array.from(unusable, (required) => this.#usable(required));
      if (standing.available[feature] !== 1) body.push(this.#action({ kind: "SHIP", feature }));
      this.rules.push({ head, body });
    });
  }

  #ready(integration: number): number {
    return this.#fact("ready", integration, { action: null, blocker: -1 }, (head) => {
      if (!isCompletable(this.#present, integration)) return;
      const blockers = this.#present.projection.blockersOfIntegration.of(integration);
      const complete = this.#action({ kind: "COMPLETE", integration });
      this.rules.push({ head, body: [complete, ...this.#liftedAll(blockers)] });
    });
  }

  /** The fact that no blocker of a capability is unlifted. */
  #free(capability: number): number {
    return this.#fact("free", capability, { action: null, blocker: -1 }, (head) => {
      const blockers = this.#present.projection.blockersOfCapability.of(capability);
      this.rules.push({ head, body: this.#liftedAll(blockers) });
    });
  }

  #liftedAll(blockers: Int32Array): number[] {
    const unlifted = Array.from(blockers).filter((blocker) => this.#present.lifted[blocker] !== 1);
    return unlifted.map((blocker) => this.lifted(blocker));
  }

  #action(action: Action): number {
    return this.#fact(action.kind, this.#subjectOf(action), { action, blocker: -1 }, null);
  }

  /** What no rule gives. */
  #never(): number {
    return this.#fact("never", 0, { action: null, blocker: -1 }, null);
  }

  /** What tells an action from others of its kind, as a number: a work is of one blocker. */
  #subjectOf(action: Action): number {
    if (action.kind === "ADOPT") {
      return action.integration * this.#present.projection.features.size + action.feature;
    }
    if (action.kind !== "RESOLVE") return action.kind === "SHIP" ? action.feature : action.integration;
    return action.work === null ? -1 - action.blocker : action.work;
  }

  /** The number of a fact, which is made, and its rules to be written, when it is first named. */
  #fact(kind: FactKind, subject: number, fact: Fact, write: ((head: number) => void) | null): number {
    const numbers = this.#numbers.get(kind) ?? new Map<number, number>();
    this.#numbers.set(kind, numbers);
    const known = numbers.get(subject);
    if (known !== undefined) return known;
    const head = this.facts.push(fact) - 1;
    numbers.set(subject, head);
    if (write !== null) this.#unwritten.push({ head, write });
    return head;
  }
}

/** Whether nothing but unlifted blockers would keep an integration from being made READY. */
export function isCompletable(present: Present, integration: number): boolean {
  const verdict = findVerdict(present, integration);
  return verdict !== null && verdict !== "UNEXPLAINED" && verdict !== "ENDED";
}
