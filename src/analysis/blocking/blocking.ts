import type { Present } from "../standing/present.ts";
import type { Explanation } from "./explanation.ts";
import type { Necessity } from "./necessity.ts";

/** Why a feature blocks: it cannot be had, or nobody has taken it up. */
export type BlockingReason = "MISSING" | "NOT_ADOPTED";

/** What a `Blocking` says of itself. */
export interface BlockingFacts {
  /** Database id of the integration. */
  readonly integrationId: number;
  /** Database id of the feature. */
  readonly featureId: number;
  /** The least number of blockers on a walk from the integration to the feature, from 1. */
  readonly depth: number;
  readonly reason: BlockingReason;
}

/** Where a `Blocking` finds what is only worked out when asked for. */
export interface BlockingProofs {
  explain(integrationId: number, featureId: number): Explanation;
  findNecessity(integrationId: number, featureId: number): Necessity;
}

/** That a feature blocks an integration. */
export class Blocking implements BlockingFacts {
  readonly integrationId: number;
  readonly featureId: number;
  readonly depth: number;
  readonly reason: BlockingReason;
  readonly #proofs: BlockingProofs;
  #explanation: Explanation | undefined;
  #necessity: Necessity | undefined;

  constructor({ integrationId, featureId, depth, reason }: BlockingFacts, proofs: BlockingProofs) {
    this.integrationId = integrationId;
    this.featureId = featureId;
    this.depth = depth;
    this.reason = reason;
    this.#proofs = proofs;
  }

  /** The one walk from the integration to the feature. */
  get explanation(): Explanation {
    this.#explanation ??= this.#proofs.explain(this.integrationId, this.featureId);
    return this.#explanation;
  }

  /** Database id of the integration of the last blocker on that walk: the one that needs the feature. */
  get adopterId(): number {
    return this.explanation.adopterId;
  }

  /** Whether there is a way around the feature. */
  get necessity(): Necessity {
    this.#necessity ??= this.#proofs.findNecessity(this.integrationId, this.featureId);
    return this.#necessity;
  }
}

/** Why the feature at an index blocks whatever it blocks. */
export function findReason(present: Present, feature: number): BlockingReason {
  return present.standing.available[feature] === 1 ? "NOT_ADOPTED" : "MISSING";
}
