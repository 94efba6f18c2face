import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Present } from "../standing/present.ts";
import type { BlockingGraph } from "./blocking-graph.ts";
import type { FeatureWalk } from "./feature-walk.ts";

/** A node by its type and database id. */
export interface NodeKey {
  readonly type: "Integration" | "Feature" | "Blocker";
  readonly id: number;
}

/** One step of the walk that shows why a feature blocks an integration, in the direction it is read. */
export interface ExplanationEdge {
  readonly kind: "BLOCKED_BY" | "NEEDS" | "REQUIRES";
  readonly from: NodeKey;
  readonly to: NodeKey;
  /** All facts in view that make this edge, ascending: the blocker itself, remedies, or requirements. */
  readonly factIds: readonly number[];
}

/** The one walk from an integration to a feature that blocks it. */
export interface Explanation {
  readonly edges: readonly ExplanationEdge[];
  /** Database id of the integration of the last blocker on the walk. */
  readonly adopterId: number;
}

/**
 * The walk by which a feature blocks the integration at an index. Of all walks: the fewest blockers, then the
 * smallest list of blocker slugs, then the fewest edges, then the smallest list of the other slugs. As indices
 * are in the order of slugs, the smallest index that is one step nearer is the right one at every turn.
 *
 * @throws RangeError if the feature does not block the integration.
 */
export function explainBlocking(
  present: Present,
  graph: BlockingGraph,
  walk: FeatureWalk,
  integration: number,
): Explanation {
  const { projection } = present;
  const first = findFirstBlocker(present, walk, integration);
  const edges = [blockedBy(present, integration, first)];
  let blocker = first;
  for (let distance = at(walk.distance, first); distance > 1; distance--) {
    const next = findNextBlocker(graph, walk, blocker);
    if (listEach((visit) => graph.forEachBlocker(blocker, visit)).includes(next)) {
      edges.push(needs(present, blocker, NeedKind.BLOCKER, next));
    } else {
      const needed = at(projection.blockerIntegration, next);
      edges.push(needs(present, blocker, NeedKind.INTEGRATION, needed), blockedBy(present, needed, next));
    }
    blocker = next;
  }
  let feature = findNeededFeature(graph, walk, blocker);
  edges.push(needs(present, blocker, NeedKind.FEATURE, feature));
  while (feature !== walk.feature) {
    const required = findRequiredFeature(graph, walk, feature);
    edges.push(requires(present, feature, required));
    feature = required;
  }
  return { edges, adopterId: projection.integrations.idOf(at(projection.blockerIntegration, blocker)) };
}

function findFirstBlocker({ projection }: Present, walk: FeatureWalk, integration: number): number {
  const found = findLeast(projection.blockersOfIntegration.of(integration), (blocker) =>
    at(walk.distance, blocker) > 0 ? at(walk.distance, blocker) : null,
  );
  if (found === null)
    throw new RangeError(`feature ${walk.feature} does not block integration ${integration}`);
  return found;
}

function findNextBlocker(graph: BlockingGraph, walk: FeatureWalk, blocker: number): number {
  const nearer = at(walk.distance, blocker) - 1;
  const candidates: number[] = [];
  const consider = (next: number): void => {
    if (walk.distance[next] === nearer) candidates.push(next);
  };
  graph.forEachBlocker(blocker, consider);
  graph.forEachHub(blocker, (hub) => graph.forEachInHub(hub, consider));
  return Math.min(...candidates);
}

function findNeededFeature(graph: BlockingGraph, walk: FeatureWalk, blocker: number): number {
  return findLeast(
    listEach((visit) => graph.forEachFeature(blocker, visit)),
    (feature) => walk.steps.get(feature) ?? null,
  ) as number;
}

function findRequiredFeature(graph: BlockingGraph, walk: FeatureWalk, feature: number): number {
  const required = listEach((visit) => graph.forEachRequired(feature, visit));
  return findLeast(required, (next) => walk.steps.get(next) ?? null) as number;
}

/** Of the nodes with a cost one with the least, of these the one with the smallest index; null: none has a cost. */
function findLeast(nodes: Iterable<number>, costOf: (node: number) => number | null): number | null {
  let least: number | null = null;
  let leastCost = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const cost = costOf(node);
    if (cost === null || cost > leastCost) continue;
    if (cost < leastCost || least === null || node < least) least = node;
    leastCost = cost;
  }
  return least;
}

function blockedBy({ projection }: Present, integration: number, blocker: number): ExplanationEdge {
  const id = projection.blockers.idOf(blocker);
  return {
    kind: "BLOCKED_BY",
    from: { type: "Integration", id: projection.integrations.idOf(integration) },
    to: { type: "Blocker", id },
    factIds: [id],
  };
}

function needs({ projection }: Present, blocker: number, kind: number, target: number): ExplanationEdge {
  const { needs: rows, remedies } = projection;
  const asks = (need: number): boolean => rows.kind[need] === kind && rows.target[need] === target;
  const making = Array.from(projection.remediesOfBlocker.of(blocker)).filter((remedy) =>
    rows.ofRemedy.of(remedy).some(asks),
  );
  const to: NodeKey =
    kind === NeedKind.BLOCKER
      ? { type: "Blocker", id: projection.blockers.idOf(target) }
      : kind === NeedKind.INTEGRATION
        ? { type: "Integration", id: projection.integrations.idOf(target) }
        : { type: "Feature", id: projection.features.idOf(target) };
  return {
    kind: "NEEDS",
    from: { type: "Blocker", id: projection.blockers.idOf(blocker) },
    to,
    factIds: making.map((remedy) => remedies.idOf(remedy)).sort((a, b) => a - b),
  };
}

function requires({ projection }: Present, feature: number, required: number): ExplanationEdge {
  return {
    kind: "REQUIRES",
    from: { type: "Feature", id: projection.features.idOf(feature) },
    to: { type: "Feature", id: projection.features.idOf(required) },
    factIds: listRequirements(projection, feature, required),
  };
}

/** Ids of the facts, ascending, that a feature requires another one. */
export function listRequirements(
  { tables, rowsOf }: Present["projection"],
  feature: number,
  required: number,
): number[] {
  const rows = Array.from(rowsOf.requirements.of(feature));
  return rows
    .filter((row) => tables.requirements.required[row] === required)
    .map((row) => tables.requirements.id[row] as number);
}

function listEach(forEach: (visit: (index: number) => void) => void): number[] {
  const list: number[] = [];
  forEach((index) => list.push(index));
  return list;
}
