import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Present } from "../standing/present.ts";
import { BlockerCode } from "../standing/standing.ts";
import { findVerdict } from "../standing/verdict.ts";
import type { Action } from "./action.ts";
import { ActionProgress } from "./action-progress.ts";

/**
 * The integrations one step from unblocked: with an unlifted blocker, and a plan of a single action. 1 per
 * integration, by index.
 *
 * Takes one action after the other and takes it back, each at the cost of what it changes. One that does nothing
 * by itself but lift a blocker is not followed where an action before has lifted that blocker: all that would
 * follow has followed then. So a circle of blockers that lift each other is gone through once; and a chain of them
 * that can be entered at every link, as actions are taken in an order that has nothing to do with the chain, a
 * number of times that grows like the logarithm of its length.
 */
export function findOneStep(present: Present): Uint8Array {
  const { integrations, blockers } = present.projection;
  const oneStep = new Uint8Array(integrations.size);
  const wasLifted = new Uint8Array(blockers.size);
  const progress = new ActionProgress(present);
  for (const action of scatter(listFirstActions(present))) {
    if (!progress.isAllowed(action)) continue;
    const { lifted, holds } = progress.begin(action);
    const isWorthFollowing = lifted.length > 0 && !hasFollowed(present, lifted, holds, wasLifted);
    const freed = isWorthFollowing ? progress.finish() : [];
    for (const blocker of progress.undo()) wasLifted[blocker] = 1;
    for (const integration of freed) oneStep[integration] = isTarget(present, integration) ? 1 : 0;
  }
  return oneStep;
}

/** Whether what an action does by itself comes to a single blocker, which was lifted before with all that follows. */
function hasFollowed(
  { projection: { needs } }: Present,
  lifted: readonly number[],
  holds: readonly number[],
  wasLifted: Uint8Array,
): boolean {
  const [blocker = -1] = lifted;
  if (lifted.length !== 1 || wasLifted[blocker] !== 1) return false;
  return holds.every((need) => needs.blocker[need] === blocker);
}

/** Whether a plan may have the integration as its target. */
function isTarget(present: Present, integration: number): boolean {
  const verdict = findVerdict(present, integration);
  return verdict === "BLOCKED" || verdict === "READY_WITH_GAPS";
}

/** The actions that could lift something by themselves, each once. */
function listFirstActions({ projection, standing, lifted, holds, usable }: Present): Action[] {
  const { needs, blockers, features, integrations, works, remediesOfBlocker, blockerIntegration } =
    projection;
  const isOpen = (blocker: number): boolean =>
    standing.blocker[blocker] === BlockerCode.OPEN && lifted[blocker] !== 1;
  /** Whether all needs of the remedy that do not hold are on the same, so that one action may have them all hold. */
  const isLastMissing = (need: number): boolean =>
    needs.ofRemedy
      .of(at(needs.remedy, need))
      .every(
        (other) =>
          holds[other] === 1 ||
          (needs.kind[other] === needs.kind[need] && needs.target[other] === needs.target[need]),
      );
  const actions: Action[] = [];
  const adopted = new Set<number>();
  const completed = new Uint8Array(integrations.size);
  const resolved = new Uint8Array(works.size);
  for (let need = 0; need < needs.size; need++) {
    const [target, blocker] = [at(needs.target, need), at(needs.blocker, need)];
    if (target < 0 || holds[need] === 1 || !isOpen(blocker) || !isLastMissing(need)) continue;
    const kind = needs.kind[need];
    if (kind === NeedKind.FEATURE && usable[target] === 1) {
      const integration = at(blockerIntegration, blocker);
      const pair = integration * features.size + target;
      if (!adopted.has(pair)) actions.push({ kind: "ADOPT", integration, feature: target });
      adopted.add(pair);
    } else if (kind === NeedKind.WORK) {
      if (resolved[target] !== 1) actions.push({ kind: "RESOLVE", blocker, work: target });
      resolved[target] = 1;
    } else if (kind === NeedKind.INTEGRATION && standing.ready[target] !== 1) {
      if (completed[target] !== 1) actions.push({ kind: "COMPLETE", integration: target });
      completed[target] = 1;
    }
  }
  for (let feature = 0; feature < features.size; feature++) {
    if (standing.available[feature] !== 1) actions.push({ kind: "SHIP", feature });
  }
  for (let blocker = 0; blocker < blockers.size; blocker++) {
    if (!isOpen(blocker) || remediesOfBlocker.count(blocker) > 0) continue;
    actions.push({ kind: "RESOLVE", blocker, work: null });
  }
  return actions;
}

/**
 * All actions in steps of a golden section of their number: wherever these begin, few come before all earlier ones
 * (Knuth, "The Art of Computer Programming", 6.4, theorem S).
 */
function* scatter(actions: readonly Action[]): Generator<Action> {
  const size = actions.length;
  let step = Math.max(1, Math.round(size * 0.618));
  while (greatestDivisor(step, size) > 1) step++;
  for (let index = 0, taken = 0; taken < size; taken++, index = (index + step) % size) {
    yield actions[index] as Action;
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
