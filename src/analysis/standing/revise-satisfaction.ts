import { NeedKind } from "../projection/projected-needs.ts";
import type { Projection } from "../projection/projection.ts";
import { isGiven, type Present } from "./present.ts";
import type { Satisfaction } from "./satisfaction.ts";
import { BlockerCode, type Standing } from "./standing.ts";

/** What may not hold any more as it did, or may hold now, by index. */
export interface Suspects {
  readonly blockers: Iterable<number>;
  readonly needs: Iterable<number>;
}

/**
 * What holds after some premises changed, from what held before: as much work as there is that changes.
 *
 * Doubts first whatever rested on what holds no longer, following each blocker's support, and then believes again,
 * without circles, what has another reason to hold, and what has one now (Doyle, "A truth maintenance system",
 * 1979; Gupta, Mumick and Subrahmanian, "Maintaining views incrementally", 1993).
 *
 * @param standing as everything stands now
 * @param held what held before, in the numbers of this projection: its arrays are changed
 * @param suspects every blocker whose state or remedies changed; every need that is new, whose target went, came,
 *   or holds or not by other premises
 */
export function reviseSatisfaction(
  projection: Projection,
  standing: Standing,
  usable: Uint8Array,
  held: Satisfaction,
  suspects: Suspects,
): Present {
  const revision = new Revision(projection, standing, usable, held);
  const needs = Array.from(suspects.needs);
  const blockers = Array.from(suspects.blockers);
  revision.doubtAll(blockers, needs);
  revision.believeAll(blockers, needs);
  return { projection, standing, usable, ...held };
}

class Revision {
  readonly #projection: Projection;
  readonly #standing: Standing;
  readonly #usable: Uint8Array;
  readonly #lifted: Uint8Array;
  readonly #holds: Uint8Array;
  readonly #support: Int32Array;
  /** Blockers in doubt, in the order they were doubted. */
  readonly #doubtful: number[] = [];
  readonly #justLifted: number[] = [];

  constructor(projection: Projection, standing: Standing, usable: Uint8Array, held: Satisfaction) {
    this.#projection = projection;
    this.#standing = standing;
    this.#usable = usable;
    this.#lifted = held.lifted;
    this.#holds = held.holds;
    this.#support = held.support;
  }

  /** Takes back what does not hold any more, and all that rested on it. */
  doubtAll(blockers: readonly number[], needs: readonly number[]): void {
    for (const need of needs) {
      if (this.#holds[need] === 1 && !this.#isMet(need)) this.#doubtNeed(need);
    }
    for (const blocker of blockers) {
      if (this.#lifted[blocker] !== 1) continue;
      const isResolved = this.#standing.blocker[blocker] === BlockerCode.RESOLVED;
      if (isResolved) this.#support[blocker] = -1;
      else if (!this.#isSupported(blocker)) this.#doubt(blocker);
    }
    const { needs: on, blockerCapability } = this.#projection;
    for (const blocker of this.#doubtful) {
      on.onBlocker.forEach(blocker, this.#doubtNeed);
      const capability = blockerCapability[blocker] as number;
      if (capability >= 0) on.onCapability.forEach(capability, this.#doubtNeed);
    }
  }

  /** Finds what holds again, or for the first time. */
  believeAll(blockers: readonly number[], needs: readonly number[]): void {
    for (const need of needs) if (this.#isMet(need)) this.#hold(need);
    for (const blocker of blockers) this.#tryToLift(blocker);
    for (const blocker of this.#doubtful) this.#tryToLift(blocker);
    const { needs: on, blockerCapability } = this.#projection;
    for (let blocker = this.#justLifted.pop(); blocker !== undefined; blocker = this.#justLifted.pop()) {
      on.onBlocker.forEach(blocker, this.#hold);
      const capability = blockerCapability[blocker] as number;
      if (capability < 0 || !this.#isFree(capability)) continue;
      on.onCapability.forEach(capability, (need) => {
        if (this.#isMet(need)) this.#hold(need);
      });
    }
  }

  /** Whether a need holds by what holds of its target. */
  #isMet(need: number): boolean {
    const { needs } = this.#projection;
    const target = needs.target[need] as number;
    if (target < 0) return false;
    switch (needs.kind[need]) {
      case NeedKind.BLOCKER:
        return this.#lifted[target] === 1;
      case NeedKind.INTEGRATION: {
        const capability = needs.capability[need] as number;
        return this.#standing.ready[target] === 1 && (capability < 0 || this.#isFree(capability));
      }
      default:
        return isGiven(this.#projection, this.#standing, this.#usable, need);
    }
  }

  #isFree(capability: number): boolean {
    const { blockersOfCapability: lists } = this.#projection;
    for (let p = lists.first(capability); p < lists.end(capability); p++) {
      if (this.#lifted[lists.node(p)] !== 1) return false;
    }
    return true;
  }

  /** Whether the remedy that lifted a blocker still does. */
  #isSupported(blocker: number): boolean {
    const remedy = this.#support[blocker] as number;
    return this.#standing.blocker[blocker] === BlockerCode.OPEN && remedy >= 0 && this.#remedyHolds(remedy);
  }

  #remedyHolds(remedy: number): boolean {
    const { ofRemedy } = this.#projection.needs;
    for (let p = ofRemedy.first(remedy); p < ofRemedy.end(remedy); p++) {
      if (this.#holds[ofRemedy.node(p)] !== 1) return false;
    }
    return ofRemedy.count(remedy) > 0;
  }

  readonly #doubtNeed = (need: number): void => {
    if (this.#holds[need] !== 1) return;
    this.#holds[need] = 0;
    const { needs } = this.#projection;
    const blocker = needs.blocker[need] as number;
    if (this.#support[blocker] === needs.remedy[need]) this.#doubt(blocker);
  };

  #doubt(blocker: number): void {
    if (this.#lifted[blocker] !== 1) return;
    this.#lifted[blocker] = 0;
    this.#support[blocker] = -1;
    this.#doubtful.push(blocker);
  }

  readonly #hold = (need: number): void => {
    if (this.#holds[need] === 1) return;
    this.#holds[need] = 1;
    const { needs } = this.#projection;
    const blocker = needs.blocker[need] as number;
    if (this.#lifted[blocker] !== 1) this.#liftBy(blocker, needs.remedy[need] as number);
  };

  #tryToLift(blocker: number): void {
    if (this.#lifted[blocker] === 1) return;
    if (this.#standing.blocker[blocker] === BlockerCode.RESOLVED) this.#lift(blocker);
    const { remediesOfBlocker: remedies } = this.#projection;
    for (let p = remedies.first(blocker); p < remedies.end(blocker); p++) {
      if (this.#lifted[blocker] !== 1) this.#liftBy(blocker, remedies.node(p));
    }
  }

  /** Lifts a blocker if one of its remedies holds that way, and nothing speaks against it. */
  #liftBy(blocker: number, remedy: number): void {
    if (this.#standing.blocker[blocker] !== BlockerCode.OPEN || !this.#remedyHolds(remedy)) return;
    this.#support[blocker] = remedy;
    this.#lift(blocker);
  }

  #lift(blocker: number): void {
    this.#lifted[blocker] = 1;
    this.#justLifted.push(blocker);
  }
}
