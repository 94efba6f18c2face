import type { Adjacency } from "../algorithms/adjacency.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Present } from "../standing/present.ts";
import { BlockerCode } from "../standing/standing.ts";

type Visit = (index: number) => void;

/**
 * The part of the graph a walk from an integration to a feature may cross: blockers that are unlifted and
 * OPEN, needs that do not hold, and requirements that are not usable. Everything by index. An edge that more than
 * one need makes is visited more than once.
 *
 * Nothing is built: what may be crossed is read off the present, from both ends of every edge.
 *
 * A need on an integration leads to all its blockers that keep the need from holding. These share a *hub*, so
 * that the edges stay as many as the needs: hub `i` holds the blockers of integration `i`, which is not READY;
 * hub `integrations.size + c` those of capability `c`, whose integration is. A blocker is in one hub at most.
 */
export class BlockingGraph {
  readonly #present: Present;
  readonly hubs: number;

  constructor(present: Present) {
    this.#present = present;
    this.hubs = present.projection.integrations.size + present.projection.capabilities.size;
  }

  /** Whether a walk may cross a blocker. */
  isActive(blocker: number): boolean {
    const { lifted, standing } = this.#present;
    return lifted[blocker] !== 1 && standing.blocker[blocker] === BlockerCode.OPEN;
  }

  /** The hub that a blocker is in; -1: no need on its integration could lead to it. */
  hubOf(blocker: number): number {
    const { blockerIntegration, blockerCapability } = this.#present.projection;
    return this.#neededHub(blockerIntegration[blocker] as number, blockerCapability[blocker] as number);
  }

  /** The blockers of a hub. */
  forEachInHub(hub: number, visit: Visit): void {
    const { projection, standing } = this.#present;
    const { integrations, blockersOfIntegration, blockersOfCapability } = projection;
    const isWhole = hub < integrations.size;
    // Of others no need leads to a hub of this sort.
    if (isWhole && (standing.ready[hub] === 1 || standing.ended[hub] === 1)) return;
    const blockers = isWhole ? blockersOfIntegration : blockersOfCapability;
    const list = isWhole ? hub : hub - integrations.size;
    blockers.forEach(list, (blocker) => {
      if (this.isActive(blocker) && (isWhole || this.hubOf(blocker) === hub)) visit(blocker);
    });
  }

  /** The blockers that a blocker waits for. */
  forEachBlocker(blocker: number, visit: Visit): void {
    this.#forEachNeed(blocker, NeedKind.BLOCKER, (need) => {
      const target = this.#present.projection.needs.target[need] as number;
      if (target >= 0 && this.isActive(target)) visit(target);
    });
  }

  /** The hubs that a blocker waits for. */
  forEachHub(blocker: number, visit: Visit): void {
    this.#forEachNeed(blocker, NeedKind.INTEGRATION, (need) => {
      const { target, capability } = this.#present.projection.needs;
      const hub = this.#neededHub(target[need] as number, capability[need] as number);
      if (hub >= 0) visit(hub);
    });
  }

  /** The features that a blocker needs in vain. */
  forEachFeature(blocker: number, visit: Visit): void {
    this.#forEachNeed(blocker, NeedKind.FEATURE, (need) => {
      const target = this.#present.projection.needs.target[need] as number;
      if (target >= 0) visit(target);
    });
  }

  /** Those of these features that the blocker's integration has not adopted. */
  forEachUnadopted(blocker: number, visit: Visit): void {
    this.forEachFeature(blocker, (feature) => {
      if (!this.#isAdopted(blocker, feature)) visit(feature);
    });
  }

  /** The features that a feature requires and that are not usable. */
  forEachRequired(feature: number, visit: Visit): void {
    const { projection, usable } = this.#present;
    projection.requirements.forward.forEach(feature, (required) => {
      if (usable[required] !== 1) visit(required);
    });
  }

  /** The blockers that need a feature in vain. */
  forEachNeeding(feature: number, visit: Visit): void {
    this.#forEachOwner(this.#present.projection.needs.onFeature, feature, visit);
  }

  /** Those of these blockers whose integration has not adopted the feature. */
  forEachUnadopting(feature: number, visit: Visit): void {
    this.forEachNeeding(feature, (blocker) => {
      if (!this.#isAdopted(blocker, feature)) visit(blocker);
    });
  }

  /** The blockers that wait for a blocker that may be crossed. */
  forEachWaiting(blocker: number, visit: Visit): void {
    this.#forEachOwner(this.#present.projection.needs.onBlocker, blocker, visit);
  }

  /** The blockers that wait for a hub that a blocker is in. */
  forEachWaitingForHub(hub: number, visit: Visit): void {
    const { integrations, needs } = this.#present.projection;
    if (hub < integrations.size) this.#forEachOwner(needs.onIntegration, hub, visit);
    else this.#forEachOwner(needs.onCapability, hub - integrations.size, visit);
  }

  /** The features that require a feature that is not usable. */
  forEachRequiring(feature: number, visit: Visit): void {
    if (this.#present.usable[feature] === 1) return;
    this.#present.projection.requirements.backward.forEach(feature, visit);
  }

  /**
   * The hub that a need on an integration, or on one capability of it, leads to; -1: to none. While the
   * integration is not READY all its blockers keep the need from holding, whatever capability it names.
   */
  #neededHub(integration: number, capability: number): number {
    const { standing, projection } = this.#present;
    if (integration < 0 || standing.ended[integration] === 1) return -1;
    if (standing.ready[integration] !== 1) return integration;
    return capability < 0 ? -1 : projection.integrations.size + capability;
  }

  #isAdopted(blocker: number, feature: number): boolean {
    const { projection, standing } = this.#present;
    return standing.adoptions.has(projection.blockerIntegration[blocker] as number, feature);
  }

  /** The needs of one kind that do not hold, of a blocker that may be crossed. */
  #forEachNeed(blocker: number, kind: number, visit: Visit): void {
    const { projection, holds } = this.#present;
    const { needs, remediesOfBlocker } = projection;
    const { ofRemedy } = needs;
    if (!this.isActive(blocker)) return;
    // Both remedies and needs are in the order of what they belong to.
    const [first, end] = [remediesOfBlocker.first(blocker), remediesOfBlocker.end(blocker)];
    if (first === end) return;
    for (let need = ofRemedy.first(first); need < ofRemedy.end(end - 1); need++) {
      if (needs.kind[need] === kind && holds[need] !== 1) visit(need);
    }
  }

  /** The blockers that may be crossed whose needs in a list do not hold. */
  #forEachOwner(lists: Adjacency, list: number, visit: Visit): void {
    const { projection, holds } = this.#present;
    for (let p = lists.first(list); p < lists.end(list); p++) {
      const need = lists.node(p);
      const blocker = projection.needs.blocker[need] as number;
      if (holds[need] !== 1 && this.isActive(blocker)) visit(blocker);
    }
  }
}
