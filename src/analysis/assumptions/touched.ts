import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import { BlockerCode } from "../standing/standing.ts";
import type { AssumedIndices } from "./assumption-index.ts";

/**
 * The integrations, by index, that an assumption touches: it names them, or a walk from one of their unlifted
 * blockers meets a feature, blocker or integration that it names.
 *
 * A walk crosses what `BlockingGraph` lets it cross; it meets, at its end, a blocker that is WONT_FIX as well,
 * and an integration that has ENDED. An assumption about a work names the blocker it is of, and every walk that
 * meets the work meets the blocker; one about an adoption names both its integration and its feature. Adoption
 * by all names the feature alone.
 *
 * Walks backwards from what is named: linear in what it reaches, but for marks as many as there are nodes.
 */
export function findTouched(present: Present, assumed: AssumedIndices): Uint8Array {
  const walk = new BackwardWalk(present);
  for (const { ship, adopt, resolve, complete } of [assumed, assumed.withdraw]) {
    for (const feature of ship) walk.meetFeature(feature);
    for (const { feature, integration } of adopt) {
      walk.meetFeature(feature);
      if (integration !== null) walk.nameIntegration(integration);
    }
    for (const { blocker } of resolve) walk.meetBlocker(blocker);
    for (const integration of complete) walk.nameIntegration(integration);
  }
  walk.finish();
  return walk.touched;
}

class BackwardWalk {
  readonly #present: Present;
  readonly touched: Uint8Array;
  readonly #metBlockers: Uint8Array;
  readonly #metFeatures: Uint8Array;
  /** Integrations and capabilities whose needs have been walked. */
  readonly #leftIntegrations: Uint8Array;
  readonly #leftCapabilities: Uint8Array;
  readonly #blockers: number[] = [];
  readonly #features: number[] = [];

  constructor(present: Present) {
    const { integrations, capabilities, blockers, features } = present.projection;
    this.#present = present;
    this.touched = new Uint8Array(integrations.size);
    this.#metBlockers = new Uint8Array(blockers.size);
    this.#metFeatures = new Uint8Array(features.size);
    this.#leftIntegrations = new Uint8Array(integrations.size);
    this.#leftCapabilities = new Uint8Array(capabilities.size);
  }

  nameIntegration(integration: number): void {
    this.touched[integration] = 1;
    this.#leaveIntegration(integration);
  }

  meetFeature(feature: number): void {
    if (this.#metFeatures[feature] === 1) return;
    this.#metFeatures[feature] = 1;
    this.#features.push(feature);
  }

  /** Meets a blocker, unless it is lifted. */
  meetBlocker(blocker: number): void {
    if (this.#present.lifted[blocker] === 1 || this.#metBlockers[blocker] === 1) return;
    this.#metBlockers[blocker] = 1;
    this.#blockers.push(blocker);
  }

  /** Walks until nothing more leads to what was met. */
  finish(): void {
    for (const feature of this.#features) this.#leaveFeature(feature);
    for (const blocker of this.#blockers) this.#leaveBlocker(blocker);
  }

  #leaveFeature(feature: number): void {
    const { projection, usable } = this.#present;
    projection.needs.onFeature.forEach(feature, this.#cross);
    if (usable[feature] === 1) return;
    projection.requirements.backward.forEach(feature, (requiring) => this.meetFeature(requiring));
  }

  #leaveBlocker(blocker: number): void {
    const { projection, standing } = this.#present;
    const integration = at(projection.blockerIntegration, blocker);
    this.touched[integration] = 1;
    projection.needs.onBlocker.forEach(blocker, this.#cross);
    if (standing.ended[integration] === 1) return;
    if (standing.ready[integration] !== 1) this.#leaveIntegration(integration);
    else this.#leaveCapability(at(projection.blockerCapability, blocker));
  }

  #leaveIntegration(integration: number): void {
    if (this.#leftIntegrations[integration] === 1) return;
    this.#leftIntegrations[integration] = 1;
    this.#present.projection.needs.onIntegration.forEach(integration, this.#cross);
  }

  #leaveCapability(capability: number): void {
    if (capability < 0 || this.#leftCapabilities[capability] === 1) return;
    this.#leftCapabilities[capability] = 1;
    this.#present.projection.needs.onCapability.forEach(capability, this.#cross);
  }

  /** Crosses a need that does not hold back to its blocker, if that is unlifted and OPEN. */
  readonly #cross = (need: number): void => {
    const { projection, standing, holds } = this.#present;
    const blocker = at(projection.needs.blocker, need);
    if (holds[need] !== 1 && standing.blocker[blocker] === BlockerCode.OPEN) this.meetBlocker(blocker);
  };
}
