import type { Projection } from "../projection/projection.ts";

/** Which integration has adopted which feature, by index. */
export interface AdoptionLookup {
  has(integration: number, feature: number): boolean;
}

/** The adoptions that are on record in a viewpoint. */
export class RecordedAdoptions implements AdoptionLookup {
  readonly #features: Int32Array;
  readonly #ofIntegration: Projection["rowsOf"]["adoptions"];

  constructor({ tables, rowsOf }: Projection) {
    this.#features = tables.adoptions.feature;
    this.#ofIntegration = rowsOf.adoptions;
  }

  /** By halving: an integration's adoptions are in the order of features. */
  has(integration: number, feature: number): boolean {
    let low = this.#ofIntegration.first(integration);
    let high = this.#ofIntegration.end(integration);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#features[middle] as number;
      if (found === feature) return true;
      if (found < feature) low = middle + 1;
      else high = middle;
    }
    return false;
  }
}

/** Adoptions that differ from others in some pairs. */
export class Adoptions implements AdoptionLookup {
  readonly #features: number;
  readonly #base: AdoptionLookup;
  readonly #pairs = new Set<number>();
  readonly #withdrawn = new Set<number>();
  readonly #abandoned = new Set<number>();

  /** @param base adoptions that hold as well, but for those withdrawn here. */
  constructor(features: number, base: AdoptionLookup) {
    this.#features = features;
    this.#base = base;
  }

  /** Adds a pair, or nothing if one of the two is -1. */
  add(integration: number, feature: number): void {
    if (integration >= 0 && feature >= 0) this.#pairs.add(integration * this.#features + feature);
  }

  /** Takes a pair of the base away. */
  withdraw(integration: number, feature: number): void {
    this.#withdrawn.add(integration * this.#features + feature);
  }

  /** Takes all pairs of the base with a feature away. */
  withdrawAll(feature: number): void {
    this.#abandoned.add(feature);
  }

  /** Takes back a pair that was added here. */
  remove(integration: number, feature: number): void {
    this.#pairs.delete(integration * this.#features + feature);
  }

  has(integration: number, feature: number): boolean {
    const pair = integration * this.#features + feature;
    if (this.#pairs.has(pair)) return true;
    if (this.#withdrawn.has(pair) || this.#abandoned.has(feature)) return false;
    return this.#base.has(integration, feature);
  }
}
