import { type Adjacency, EdgeList, groupByOrigin, groupIndices } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import type { NeedRow } from "./facts-in-view.ts";
import type { IdIndex } from "./node-index.ts";
import type { WorkIndex } from "./work-index.ts";

/** What a need asks for, as a number. */
export const NeedKind = { FEATURE: 0, BLOCKER: 1, INTEGRATION: 2, WORK: 3 } as const;

/** The needs of all remedies in view, one index each, as columns. */
export interface ProjectedNeeds {
  readonly size: number;
  /** A `NeedKind`. */
  readonly kind: Uint8Array;
  /** Index of the feature, blocker, integration or work; -1: out of view, such a need never holds. */
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

/** The numberings that rows of needs refer to. */
export interface NeedContext {
  readonly integrations: IdIndex;
  readonly capabilities: IdIndex;
  readonly features: IdIndex;
  readonly blockers: IdIndex;
  readonly works: WorkIndex;
  readonly remedies: IdIndex;
  readonly remedyBlocker: Int32Array;
}

/** Numbers the needs of the remedies in view; needs of other remedies are left out. */
export function projectNeeds(rows: readonly NeedRow[], context: NeedContext): ProjectedNeeds {
  const needs = rows.filter((row) => context.remedies.indexOf(row.remedyId) >= 0);
  const size = needs.length;
  const kind = new Uint8Array(size);
  const [target, capability, remedy, blocker] = [0, 1, 2, 3].map(() => new Int32Array(size)) as Columns;
  const on = [context.features, context.blockers, context.integrations, context.works].map((targets) => ({
    edges: new EdgeList(),
    size: targets.size,
  }));
  needs.forEach((row, need) => {
    const ofRemedy = context.remedies.indexOf(row.remedyId);
    const ofBlocker = at(context.remedyBlocker, ofRemedy);
    const onTarget = indexOfTarget(row, ofBlocker, context);
    kind[need] = NeedKind[row.kind];
    target[need] = onTarget;
    capability[need] = indexOfCapability(row, context);
    remedy[need] = ofRemedy;
    blocker[need] = ofBlocker;
    on[NeedKind[row.kind]]?.edges.add(onTarget, need);
  });
  const [onFeature, onBlocker, onIntegration] = on.map((each) =>
    groupByOrigin(each.edges, each.size),
  ) as Lists;
  const ofRemedy = groupIndices(remedy, context.remedies.size);
  const onCapability = groupIndices(capability, context.capabilities.size);
  return {
    size,
    kind,
    target,
    capability,
    remedy,
    blocker,
    ofRemedy,
    onFeature,
    onBlocker,
    onIntegration,
    onCapability,
  };
}

type Columns = [Int32Array, Int32Array, Int32Array, Int32Array];
type Lists = [Adjacency, Adjacency, Adjacency, Adjacency];

/** The index of a need that is in view; -1: it is not. */
export function findNeed(context: NeedContext & { readonly needs: ProjectedNeeds }, row: NeedRow): number {
  const remedy = context.remedies.indexOf(row.remedyId);
  if (remedy < 0) return -1;
  const { needs } = context;
  const target = indexOfTarget(row, at(context.remedyBlocker, remedy), context);
  const capability = indexOfCapability(row, context);
  const isIt = (need: number): boolean =>
    needs.kind[need] === NeedKind[row.kind] &&
    needs.target[need] === target &&
    needs.capability[need] === capability;
  return needs.ofRemedy.of(remedy).find(isIt) ?? -1;
}

function indexOfTarget(need: NeedRow, blocker: number, context: NeedContext): number {
  switch (need.kind) {
    case "FEATURE":
      return context.features.indexOf(need.featureId);
    case "BLOCKER":
      return context.blockers.indexOf(need.blockerId);
    case "INTEGRATION":
      return context.integrations.indexOf(need.integrationId);
    case "WORK":
      return context.works.indexOf(blocker, need.work);
  }
}

function indexOfCapability(need: NeedRow, context: NeedContext): number {
  return need.kind === "INTEGRATION" ? context.capabilities.indexOf(need.capabilityId) : -1;
}
