import { at } from "../algorithms/at.ts";
import type { Projection } from "../projection/projection.ts";
import { Readiness } from "../standing/satisfaction.ts";
import type { BestCase } from "./best-case.ts";

/**
 * The blockers lifted in the best case, but not in the best case with the feature at an index neither available
 * nor adopted.
 *
 * Does not compute that other case: it doubts every blocker whose support leans on the feature, and then
 * believes again, without circles, what another remedy lifts. Linear in the doubtful blockers and their needs
 * (Doyle, "A truth maintenance system", 1979).
 */
export function findLostBlockers(projection: Projection, best: BestCase, feature: number): Set<number> {
  const { needs, blockerIntegration, blockerCapability, remediesOfBlocker } = projection;
  const doubtful = new Set<number>();
  const doubtfulNeeds = new Counts();
  const doubtfulOfIntegration = new Counts();
  const doubtfulOfCapability = new Counts();

  /** Visits the needs that rest on a blocker, those on its integration only when `isTurn` says they turn with it. */
  const forEachResting = (
    blocker: number,
    isTurn: (counts: Counts, index: number) => boolean,
    visit: (need: number) => void,
  ): void => {
    needs.onBlocker.forEach(blocker, visit);
    const integration = at(blockerIntegration, blocker);
    const capability = at(blockerCapability, blocker);
    if (best.premises.readiness[integration] === Readiness.ONCE_FREE) {
      if (isTurn(doubtfulOfIntegration, integration)) needs.onIntegration.forEach(integration, visit);
    } else if (capability >= 0 && isTurn(doubtfulOfCapability, capability)) {
      needs.onCapability.forEach(capability, visit);
    }
  };
  const doubt = (need: number): void => {
    if (best.holds[need] !== 1) return;
    const [remedy, blocker] = [at(needs.remedy, need), at(needs.blocker, need)];
    doubtfulNeeds.add(remedy, 1);
    if (best.support[blocker] === remedy) doubtful.add(blocker);
  };
  const isBelievable = (remedy: number): boolean =>
    doubtfulNeeds.of(remedy) === 0 && needs.ofRemedy.of(remedy).every((need) => best.holds[need] === 1);

  for (const lost of listRequiring(projection, feature)) needs.onFeature.forEach(lost, doubt);
  for (const blocker of doubtful) {
    forEachResting(blocker, (counts, index) => counts.add(index, 1) === 1, doubt);
  }
  const believed = Array.from(doubtful).filter((blocker) => remediesOfBlocker.of(blocker).some(isBelievable));
  const believe = (need: number): void => {
    if (best.holds[need] !== 1) return;
    const [remedy, blocker] = [at(needs.remedy, need), at(needs.blocker, need)];
    doubtfulNeeds.add(remedy, -1);
    if (isBelievable(remedy)) believed.push(blocker);
  };
  for (let blocker = believed.pop(); blocker !== undefined; blocker = believed.pop()) {
    if (!doubtful.delete(blocker)) continue;
    forEachResting(blocker, (counts, index) => counts.add(index, -1) === 0, believe);
  }
  return doubtful;
}

/** The feature and all that require it, directly or not. */
function listRequiring(projection: Projection, feature: number): Set<number> {
  const found = new Set([feature]);
  for (const required of found) {
    projection.requirements.backward.forEach(required, (requiring) => found.add(requiring));
  }
  return found;
}

/** Counters that start at 0. */
class Counts {
  readonly #counts = new Map<number, number>();

  of(index: number): number {
    return this.#counts.get(index) ?? 0;
  }

  /** Adds to a counter and returns what it is then. */
  add(index: number, difference: number): number {
    const count = this.of(index) + difference;
    this.#counts.set(index, count);
    return count;
  }
}
