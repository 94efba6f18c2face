import type { Adjacency } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import { Adoptions } from "../standing/adoptions.ts";
import type { Present } from "../standing/present.ts";
import type { Satisfaction } from "../standing/satisfaction.ts";
import { BlockerCode } from "../standing/standing.ts";
import type { Action } from "./action.ts";
import { isCompletable } from "./plan-problem.ts";

/** What changed with the last action, by index. */
interface Change {
  readonly usable: number[];
  readonly lifted: number[];
  readonly holds: number[];
}

/**
 * What holds as one action after the other is taken. Each costs as much as it changes, beside what it takes to
 * copy, at the start, what holds before.
 */
export class ActionProgress {
  readonly #present: Present;
  readonly #available: Uint8Array;
  readonly #usable: Uint8Array;
  readonly #adoptions: Adoptions;
  readonly #ready: Uint8Array;
  readonly #lifted: Uint8Array;
  readonly #holds: Uint8Array;
  readonly #support: Int32Array;
  readonly #unliftedOfIntegration = new Map<number, number>();
  readonly #unliftedOfCapability = new Map<number, number>();
  readonly #justLifted: number[] = [];
  /** The last action, unless what it does was done before. */
  #taken: Action | null = null;
  readonly #change: Change = { usable: [], lifted: [], holds: [] };

  constructor(present: Present) {
    const { projection, standing } = present;
    this.#present = present;
    this.#available = standing.available.slice();
    this.#usable = present.usable.slice();
    this.#adoptions = new Adoptions(projection.features.size, standing.adoptions);
    this.#ready = standing.ready.slice();
    this.#lifted = present.lifted.slice();
    this.#holds = present.holds.slice();
    this.#support = present.support.slice();
  }

  /** What holds by now, in the numbers of the `Present` this began with. */
  get outcome(): Satisfaction & Pick<Present, "usable"> {
    return { usable: this.#usable, lifted: this.#lifted, holds: this.#holds, support: this.#support };
  }

  isAllowed(action: Action): boolean {
    if (action.kind === "ADOPT") return this.#usable[action.feature] === 1;
    if (action.kind !== "COMPLETE") return true;
    const { blockersOfIntegration } = this.#present.projection;
    const isFree = this.#countUnlifted(blockersOfIntegration.of(action.integration)) === 0;
    return isFree && isCompletable(this.#present, action.integration);
  }

  /**
   * Takes an action, allowed or not; one that is taken before it is allowed shows once its conditions hold.
   * Returns the integrations, by index, whose last unlifted blocker it lifts.
   */
  take(action: Action): number[] {
    this.begin(action);
    return this.finish();
  }

  /**
   * Takes an action, but not yet what follows from the blockers that it lifts. Returns these, and the needs that it
   * makes hold, by index, until anything else is done.
   */
  begin(action: Action): Readonly<Pick<Change, "lifted" | "holds">> {
    const { usable, lifted, holds } = this.#change;
    usable.length = lifted.length = holds.length = 0;
    this.#taken = this.#isDone(action) ? null : action;
    this.#apply(action);
    return this.#change;
  }

  /** Has everything follow from the action that was begun; returns what `take` does. */
  finish(): number[] {
    return this.#settle();
  }

  /** Takes the last action back, with all that followed from it. Returns the blockers that it had lifted. */
  undo(): readonly number[] {
    const { usable, lifted, holds } = this.#change;
    const { blockerIntegration, blockerCapability } = this.#present.projection;
    for (const need of holds) this.#holds[need] = 0;
    for (const feature of usable) this.#usable[feature] = 0;
    for (const blocker of lifted) {
      this.#lifted[blocker] = 0;
      this.#support[blocker] = -1;
      countUp(this.#unliftedOfIntegration, at(blockerIntegration, blocker));
      countUp(this.#unliftedOfCapability, at(blockerCapability, blocker));
    }
    // What nothing has followed from yet was not counted down.
    for (const blocker of this.#justLifted) {
      countDown(this.#unliftedOfIntegration, at(blockerIntegration, blocker));
      countDown(this.#unliftedOfCapability, at(blockerCapability, blocker));
    }
    this.#justLifted.length = 0;
    this.#revoke();
    return lifted;
  }

  #isDone(action: Action): boolean {
    if (action.kind === "SHIP") return this.#available[action.feature] === 1;
    if (action.kind === "ADOPT") return this.#adoptions.has(action.integration, action.feature);
    return action.kind === "COMPLETE" && this.#ready[action.integration] === 1;
  }

  #revoke(): void {
    const action = this.#taken;
    this.#taken = null;
    if (action?.kind === "SHIP") this.#available[action.feature] = 0;
    if (action?.kind === "COMPLETE") this.#ready[action.integration] = 0;
    if (action?.kind === "ADOPT") this.#adoptions.remove(action.integration, action.feature);
  }

  #apply(action: Action): void {
    const { needs, remediesOfBlocker } = this.#present.projection;
    switch (action.kind) {
      case "SHIP":
        this.#available[action.feature] = 1;
        this.#makeUsable(action.feature);
        break;
      case "ADOPT":
        this.#adoptions.add(action.integration, action.feature);
        if (this.#usable[action.feature] === 1) this.#holdAdopted(action.integration, action.feature);
        break;
      case "COMPLETE":
        this.#ready[action.integration] = 1;
        needs.onIntegration.forEach(action.integration, (need) => this.#holdIfReady(need));
        break;
      case "RESOLVE":
        if (action.work === null) {
          this.#lift(action.blocker);
          break;
        }
        remediesOfBlocker.forEach(action.blocker, (remedy) => {
          needs.ofRemedy.forEach(remedy, (need) => {
            const isIt = needs.kind[need] === NeedKind.WORK && needs.target[need] === action.work;
            if (isIt) this.#hold(need);
          });
        });
    }
  }

  /** Has the needs of an integration on a feature hold: found from either side, of which one may be very large. */
  #holdAdopted(integration: number, feature: number): void {
    const { needs, blockersOfIntegration, remediesOfBlocker, blockerIntegration } = this.#present.projection;
    // To go down from the integration takes some steps for each blocker.
    if (needs.onFeature.count(feature) <= 16 * blockersOfIntegration.count(integration)) {
      needs.onFeature.forEach(feature, (need) => {
        if (at(blockerIntegration, at(needs.blocker, need)) === integration) this.#hold(need);
      });
      return;
    }
    const holdIfOn = (need: number): void => {
      if (needs.kind[need] === NeedKind.FEATURE && needs.target[need] === feature) this.#hold(need);
    };
    blockersOfIntegration.forEach(integration, (blocker) => {
      remediesOfBlocker.forEach(blocker, (remedy) => needs.ofRemedy.forEach(remedy, holdIfOn));
    });
  }

  #makeUsable(first: number): void {
    const { requirements, needs, blockerIntegration } = this.#present.projection;
    const isUsable = (feature: number): boolean =>
      this.#available[feature] === 1 && requirements.forward.of(feature).every((f) => this.#usable[f] === 1);
    const found = [first];
    for (const feature of found) {
      if (this.#usable[feature] === 1 || !isUsable(feature)) continue;
      this.#usable[feature] = 1;
      this.#change.usable.push(feature);
      needs.onFeature.forEach(feature, (need) => {
        const integration = at(blockerIntegration, at(needs.blocker, need));
        if (this.#adoptions.has(integration, feature)) this.#hold(need);
      });
      found.push(...requirements.backward.of(feature));
    }
  }

  #hold(need: number): void {
    if (this.#holds[need] === 1) return;
    const { needs } = this.#present.projection;
    this.#holds[need] = 1;
    this.#change.holds.push(need);
    const blocker = at(needs.blocker, need);
    if (this.#lifted[blocker] === 1 || this.#present.standing.blocker[blocker] !== BlockerCode.OPEN) return;
    const all = needs.ofRemedy.of(at(needs.remedy, need));
    if (!all.every((other) => this.#holds[other] === 1)) return;
    this.#support[blocker] = at(needs.remedy, need);
    this.#lift(blocker);
  }

  #lift(blocker: number): void {
    if (this.#lifted[blocker] === 1) return;
    // Counted before it is marked, so that a count begun here includes it.
    const { projection } = this.#present;
    const integration = at(projection.blockerIntegration, blocker);
    const capability = at(projection.blockerCapability, blocker);
    this.#count(this.#unliftedOfIntegration, projection.blockersOfIntegration, integration);
    if (capability >= 0) this.#count(this.#unliftedOfCapability, projection.blockersOfCapability, capability);
    this.#lifted[blocker] = 1;
    this.#change.lifted.push(blocker);
    this.#justLifted.push(blocker);
  }

  #count(counts: Map<number, number>, lists: Adjacency, index: number): void {
    if (!counts.has(index)) counts.set(index, this.#countUnlifted(lists.of(index)));
  }

  #settle(): number[] {
    const { projection } = this.#present;
    const { needs } = projection;
    const freed: number[] = [];
    for (let blocker = this.#justLifted.pop(); blocker !== undefined; blocker = this.#justLifted.pop()) {
      needs.onBlocker.forEach(blocker, (need) => this.#hold(need));
      const capability = at(projection.blockerCapability, blocker);
      if (capability >= 0 && countDown(this.#unliftedOfCapability, capability) === 0) {
        needs.onCapability.forEach(capability, (need) => this.#holdIfReady(need));
      }
      const integration = at(projection.blockerIntegration, blocker);
      if (countDown(this.#unliftedOfIntegration, integration) === 0) freed.push(integration);
    }
    return freed.sort((a, b) => a - b);
  }

  #holdIfReady(need: number): void {
    const { needs, blockersOfCapability } = this.#present.projection;
    const capability = at(needs.capability, need);
    if (this.#ready[at(needs.target, need)] !== 1) return;
    if (capability < 0 || this.#countUnlifted(blockersOfCapability.of(capability)) === 0) this.#hold(need);
  }

  #countUnlifted(blockers: Int32Array): number {
    return blockers.reduce((count, blocker) => count + (this.#lifted[blocker] === 1 ? 0 : 1), 0);
  }
}

function countDown(counts: Map<number, number>, index: number): number {
  const left = (counts.get(index) ?? 0) - 1;
  if (index >= 0) counts.set(index, left);
  return left;
}

/** Counts back, where something is counted. */
function countUp(counts: Map<number, number>, index: number): void {
  const count = counts.get(index);
  if (count !== undefined) counts.set(index, count + 1);
}
