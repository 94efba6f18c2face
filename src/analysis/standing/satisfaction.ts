import type { Adjacency } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import type { Projection } from "../projection/projection.ts";

/** What a blocker takes to be lifted. */
export const Lifting = {
  /** It is lifted as it is. */
  LIFTED: 0,
  /** One of its remedies must hold. */
  BY_REMEDY: 1,
  /** Nothing lifts it. */
  STUCK: 2,
} as const;

/** What an integration takes to be ready. */
export const Readiness = {
  READY: 0,
  /** The last of its blockers must be lifted. */
  ONCE_FREE: 1,
  NOT_READY: 2,
} as const;

/** What is taken as given, by index; everything else follows from it. */
export interface Premises {
  /** Per blocker a `Lifting`. */
  readonly lifting: Uint8Array;
  /** Per integration a `Readiness`. */
  readonly readiness: Uint8Array;
  /** Per need on a feature or a work 1 if it holds; the others follow. */
  readonly given: Uint8Array;
}

/** What follows from premises, by index: 1 where it is so. */
export interface Satisfaction {
  readonly lifted: Uint8Array;
  /** Per need whether it holds. */
  readonly holds: Uint8Array;
  /** Per blocker the remedy that lifted it, all of whose needs held before; -1: none had to. */
  readonly support: Int32Array;
}

/**
 * The least fixpoint of lifting: a blocker is lifted when any of its remedies holds, a remedy holds when all
 * of its needs hold, so that a cycle of needs satisfies nothing by itself. A remedy without needs never holds.
 *
 * Counts down what each remedy, capability and integration still waits for, so every need and every blocker
 * is looked at a bounded number of times: linear time (Dowling and Gallier, "Linear-time algorithms for
 * testing the satisfiability of propositional Horn formulae", 1984).
 */
export function findSatisfaction(projection: Projection, premises: Premises): Satisfaction {
  const { blockers, integrations, needs } = projection;
  const lifted = new Uint8Array(blockers.size);
  const holds = new Uint8Array(needs.size);
  const support = new Int32Array(blockers.size).fill(-1);
  const ready = new Uint8Array(integrations.size);
  const unmetOfRemedy = countEach(needs.ofRemedy, projection.remedies.size);
  const unliftedOfIntegration = countEach(projection.blockersOfIntegration, integrations.size);
  const unliftedOfCapability = countEach(projection.blockersOfCapability, projection.capabilities.size);
  const justLifted: number[] = [];

  const lift = (blocker: number): void => {
    lifted[blocker] = 1;
    justLifted.push(blocker);
  };
  const hold = (need: number): void => {
    holds[need] = 1;
    const remedy = at(needs.remedy, need);
    if (countDown(unmetOfRemedy, remedy) > 0) return;
    const blocker = at(needs.blocker, need);
    if (premises.lifting[blocker] !== Lifting.BY_REMEDY || lifted[blocker] === 1) return;
    support[blocker] = remedy;
    lift(blocker);
  };
  const holdIfReady = (need: number): void => {
    const capability = at(needs.capability, need);
    if (ready[at(needs.target, need)] !== 1) return;
    if (capability < 0 || unliftedOfCapability[capability] === 0) hold(need);
  };
  const makeReady = (integration: number): void => {
    ready[integration] = 1;
    needs.onIntegration.forEach(integration, holdIfReady);
  };
  const isReadyOnceFree = (integration: number): boolean =>
    premises.readiness[integration] === Readiness.ONCE_FREE && unliftedOfIntegration[integration] === 0;

  for (let integration = 0; integration < integrations.size; integration++) {
    if (premises.readiness[integration] === Readiness.READY || isReadyOnceFree(integration)) {
      makeReady(integration);
    }
  }
  for (let need = 0; need < needs.size; need++) if (premises.given[need] === 1) hold(need);
  for (let blocker = 0; blocker < blockers.size; blocker++) {
    if (premises.lifting[blocker] === Lifting.LIFTED) lift(blocker);
  }
  for (let blocker = justLifted.pop(); blocker !== undefined; blocker = justLifted.pop()) {
    needs.onBlocker.forEach(blocker, hold);
    const capability = at(projection.blockerCapability, blocker);
    if (capability >= 0 && countDown(unliftedOfCapability, capability) === 0) {
      needs.onCapability.forEach(capability, holdIfReady);
    }
    const integration = at(projection.blockerIntegration, blocker);
    countDown(unliftedOfIntegration, integration);
    if (isReadyOnceFree(integration)) makeReady(integration);
  }
  return { lifted, holds, support };
}

function countEach(lists: Adjacency, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (let node = 0; node < size; node++) counts[node] = lists.count(node);
  return counts;
}

function countDown(counts: Int32Array, index: number): number {
  const left = at(counts, index) - 1;
  counts[index] = left;
  return left;
}
