import { at } from "../algorithms/at.ts";
import type { Stoppable } from "../algorithms/stoppable.ts";
import { type ExplanationEdge, listRequirements, type NodeKey } from "../blocking/explanation.ts";
import type { NodeIndex } from "../projection/node-index.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Present } from "../standing/present.ts";
import { type CycleNode, type CyclicPart, findCyclicParts } from "./cyclic-part.ts";
import { findFeedbackEdges } from "./feedback-edges.ts";

/** One step of a cycle, with the facts that make it. */
export interface CycleEdge extends ExplanationEdge {
  /** Id of the capability that a need on a READY integration names; null: of none, or no such need. */
  readonly capabilityId: number | null;
}

/** Blockers that wait for each other in a circle, or features that require each other. */
export interface BlockingCycle {
  /**
   * All nodes that can reach each other, in the order of types (blockers, the integrations their needs pass
   * through, or features) and slugs: the circles may be many.
   */
  readonly members: readonly NodeKey[];
  /** All edges between them, in the order of where they begin and where they end. */
  readonly edges: readonly CycleEdge[];
  /** The smallest set of edges without which no circle is left, or a small one. Of several, one. */
  readonly breaking: readonly CycleEdge[];
  /** Whether it is proven that no smaller set does. */
  readonly minimal: boolean;
}

/**
 * What can never be lifted or used by itself: the circles of needs that do not hold, among blockers that walks
 * may cross, and of requirements among features. In the order of the first members: blockers, then features.
 *
 * A need on an integration is one edge, however many of its blockers it waits for, and each of these is another,
 * BLOCKED_BY: either may be what breaks a circle. Needs on different capabilities are different edges.
 */
export function* findBlockingCycles(present: Present): Stoppable<BlockingCycle[]> {
  const parts = findCyclicParts(present);
  const cycles = new Map<CyclicPart, BlockingCycle>();
  // The quick ones first, so that one large part does not leave them without time.
  for (const part of parts.toSorted((a, b) => a.from.length - b.from.length)) {
    const { edges, minimal } = yield* findFeedbackEdges({ ...part, size: part.nodes.length });
    cycles.set(part, {
      members: listMembers(present, part),
      edges: listEdges(present, part),
      breaking: edges.map((edge) => readCycleEdge(present, part, edge)),
      minimal,
    });
  }
  return parts.map((part) => cycles.get(part) as BlockingCycle);
}

function listEdges(present: Present, part: CyclicPart): CycleEdge[] {
  const positions = Array.from(part.from.keys());
  positions.sort((a, b) => at(part.from, a) - at(part.from, b) || at(part.to, a) - at(part.to, b));
  return positions.map((edge) => readCycleEdge(present, part, edge));
}

/** The edge at a position of a cyclic part, with the facts that make it. */
export function readCycleEdge(present: Present, part: CyclicPart, edge: number): CycleEdge {
  const from = part.nodes[at(part.from, edge)] as CycleNode;
  const to = part.nodes[at(part.to, edge)] as CycleNode;
  const { capabilities } = present.projection;
  return {
    kind: from.type === "Integration" ? "BLOCKED_BY" : from.type === "Blocker" ? "NEEDS" : "REQUIRES",
    from: readKey(present, from),
    to: readKey(present, to),
    capabilityId: to.capability < 0 ? null : capabilities.idOf(to.capability),
    factIds: listFacts(present, from, to).sort((a, b) => a - b),
  };
}

/** The nodes of a part; an integration that is there with several capabilities is one member. */
export function listMembers(present: Present, part: CyclicPart): NodeKey[] {
  const members = new Map(part.nodes.map((node) => [`${node.type} ${node.index}`, node]));
  return Array.from(members.values())
    .sort((a, b) => compareTypes(a, b) || a.index - b.index)
    .map((node) => readKey(present, node));
}

function compareTypes(a: CycleNode, b: CycleNode): number {
  return a.type === b.type ? 0 : a.type < b.type ? -1 : 1;
}

function readKey({ projection }: Present, { type, index }: CycleNode): NodeKey {
  const { integrations, features, blockers } = projection;
  const nodes: NodeIndex = { Integration: integrations, Feature: features, Blocker: blockers }[type];
  return { type, id: nodes.idOf(index) };
}

function listFacts({ projection }: Present, from: CycleNode, to: CycleNode): number[] {
  const { blockers, needs, remedies, remediesOfBlocker } = projection;
  if (from.type === "Integration") return [blockers.idOf(to.index)];
  if (from.type === "Feature") return listRequirements(projection, from.index, to.index);
  const kind = to.type === "Blocker" ? NeedKind.BLOCKER : NeedKind.INTEGRATION;
  const asks = (need: number): boolean =>
    needs.kind[need] === kind &&
    needs.target[need] === to.index &&
    (to.capability < 0 || needs.capability[need] === to.capability);
  return Array.from(remediesOfBlocker.of(from.index))
    .filter((remedy) => needs.ofRemedy.of(remedy).some(asks))
    .map((remedy) => remedies.idOf(remedy));
}
