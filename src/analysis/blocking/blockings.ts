import { at } from "../algorithms/at.ts";
import { Recent } from "../algorithms/recent.ts";
import type { Present } from "../standing/present.ts";
import { type BestCase, findBestCase } from "./best-case.ts";
import { listBlockedIntegrations } from "./blocked-integrations.ts";
import { Blocking, type BlockingProofs, findReason } from "./blocking.ts";
import { listBlockingFeatures } from "./blocking-features.ts";
import { BlockingGraph } from "./blocking-graph.ts";
import { explainBlocking } from "./explanation.ts";
import { type FeatureWalk, walkFromFeature } from "./feature-walk.ts";
import { findDependents } from "./necessity.ts";
import { countBlockedIntegrations } from "./ranking.ts";
import type { Reached } from "./reached.ts";

/** How many features' walks and dependents are kept: a walk is as long as all blockers. */
const kept = 32;

/** Which features block which integrations: asked by index, worked out when first asked, and kept. */
export class Blockings {
  readonly #present: Present;
  readonly #graph: BlockingGraph;
  readonly #walks: Recent<number, FeatureWalk>;
  readonly #dependents: Recent<number, ReadonlySet<number>>;
  #best: BestCase | undefined;
  #counts: Int32Array | undefined;

  constructor(present: Present) {
    this.#present = present;
    this.#graph = new BlockingGraph(present);
    this.#walks = new Recent(kept, (feature) => walkFromFeature(present, this.#graph, feature));
    this.#dependents = new Recent(kept, (feature) => {
      this.#best ??= findBestCase(present);
      return findDependents(present, this.#best, feature);
    });
  }

  /** What the feature blocks, nearest first, then by slug. */
  ofFeature(feature: number, includeEnded: boolean): Blocking[] {
    return this.#listBlocked(feature, includeEnded).map(({ index, depth }) =>
      this.#make(index, feature, depth),
    );
  }

  /** What blocks the integration, nearest first, then by slug. */
  ofIntegration(integration: number): Blocking[] {
    const found = listBlockingFeatures(this.#present, this.#graph, integration);
    return found.map(({ index, depth }) => this.#make(integration, index, depth));
  }

  /** That the feature blocks the integration, even an ENDED one; null if it does not. */
  between(integration: number, feature: number): Blocking | null {
    const { distance } = this.#walks.get(feature);
    let depth = 0;
    for (const blocker of this.#present.projection.blockersOfIntegration.of(integration)) {
      const blockers = at(distance, blocker);
      if (blockers > 0 && (depth === 0 || blockers < depth)) depth = blockers;
    }
    return depth === 0 ? null : this.#make(integration, feature, depth);
  }

  /** The number of integrations the feature blocks, without the ENDED ones. */
  count(feature: number): number {
    return this.#counts?.[feature] ?? this.#listBlocked(feature, false).length;
  }

  /** `count` for all features at once, by index. */
  countAll(): Int32Array {
    this.#counts ??= countBlockedIntegrations(this.#present, this.#graph);
    return this.#counts;
  }

  #listBlocked(feature: number, includeEnded: boolean): Reached[] {
    const found = listBlockedIntegrations(this.#present, this.#walks.get(feature));
    return includeEnded ? found : found.filter(({ index }) => this.#present.standing.ended[index] !== 1);
  }

  #make(integration: number, feature: number, depth: number): Blocking {
    const { integrations, features } = this.#present.projection;
    const reason = findReason(this.#present, feature);
    const [integrationId, featureId] = [integrations.idOf(integration), features.idOf(feature)];
    return new Blocking({ integrationId, featureId, depth, reason }, this.#proofs);
  }

  readonly #proofs: BlockingProofs = {
    explain: (integrationId, featureId) => {
      const { integrations, features } = this.#present.projection;
      const walk = this.#walks.get(features.indexOf(featureId));
      return explainBlocking(this.#present, this.#graph, walk, integrations.indexOf(integrationId));
    },
    findNecessity: (integrationId, featureId) => {
      const { integrations, features } = this.#present.projection;
      const dependents = this.#dependents.get(features.indexOf(featureId));
      return dependents.has(integrations.indexOf(integrationId)) ? "NECESSARY" : "ALTERNATIVE";
    },
  };
}
