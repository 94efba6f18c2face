import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import type { BlockingGraph } from "./blocking-graph.ts";
import { countFarBlocked } from "./far-reaching.ts";
import { clearWalkMarks, type FeatureWalk, makeWalkMarks, walkFromFeature } from "./feature-walk.ts";

/** A feature that reaches more blockers than this is counted with others of its kind … */
const farReaching = 500;
/** … if there are more of them than this; a walk from each is quicker for fewer. */
const fewFeatures = 32;

/** A feature, by database id, and the number of integrations it blocks. */
export interface RankedFeature {
  readonly featureId: number;
  readonly blocked: number;
}

/** All features, those that block the most integrations first, then by slug. */
export function rankByBlocked(present: Present, counts: Int32Array): RankedFeature[] {
  const { features } = present.projection;
  const order = Array.from(counts.keys()).sort((a, b) => at(counts, b) - at(counts, a) || a - b);
  return order.map((index) => ({ featureId: features.idOf(index), blocked: at(counts, index) }));
}

/**
 * For every feature, by index, the number of integrations it blocks, without the ENDED ones: by a walk from
 * each, but for those whose walks reach far and so would cross the same blockers over and over. Where most
 * features do, it stops trying.
 */
export function countBlockedIntegrations(present: Present, graph: BlockingGraph): Int32Array {
  const { features } = present.projection;
  const counts = new Int32Array(features.size);
  const marks = makeWalkMarks(present, graph);
  const far: number[] = [];
  const count = (feature: number, limit: number): void => {
    const walk = walkFromFeature(present, graph, feature, marks, limit);
    clearWalkMarks(graph, marks, walk);
    if (walk.reached.length > limit) far.push(feature);
    else counts[feature] = countIntegrations(present, walk);
  };
  for (let feature = 0; feature < features.size; feature++) {
    if (far.length > fewFeatures && far.length > feature / 2) far.push(feature);
    else count(feature, farReaching);
  }
  if (far.length <= fewFeatures) {
    for (const feature of far) count(feature, Number.POSITIVE_INFINITY);
    return counts;
  }
  countFarBlocked(present, graph, far).forEach((blocked, index) => {
    counts[at(far, index)] = blocked;
  });
  return counts;
}

function countIntegrations({ projection, standing }: Present, walk: FeatureWalk): number {
  const integrations = walk.reached.map((blocker) => at(projection.blockerIntegration, blocker));
  return new Set(integrations.filter((integration) => standing.ended[integration] !== 1)).size;
}
