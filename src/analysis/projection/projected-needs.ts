import type { Adjacency } from "../algorithms/adjacency.ts";
import type { needKinds } from "./facts-in-view.ts";

/** What a need asks for, as a number: its place in `needKinds`. */
export const NeedKind = { FEATURE: 0, BLOCKER: 1, INTEGRATION: 2, WORK: 3 } as const satisfies Record<
  (typeof needKinds)[number],
  number
>;

/** The needs of all remedies in view, one index each, as columns, in the order of remedies. */
export interface ProjectedNeeds {
  readonly size: number;
  /** A `NeedKind`. */
  readonly kind: Uint8Array;
  /** Index of the feature, blocker, integration or work; negative: out of view, such a need never holds. */
  readonly target: Int32Array;
  /** Index of the capability an INTEGRATION need names; -1: none. */
  readonly capability: Int32Array;
  readonly remedy: Int32Array;
  /** Index of the blocker the remedy belongs to. */
  readonly blocker: Int32Array;
  readonly ofRemedy: Adjacency;
  readonly onFeature: Adjacency;
  readonly onBlocker: Adjacency;
  /** Needs on an integration, with or without a capability. */
  readonly onIntegration: Adjacency;
  readonly onCapability: Adjacency;
}
