import { at } from "../algorithms/at.ts";
import { groupByEnds } from "../algorithms/directed-graph.ts";
import { readCycleEdge } from "../cycles/cycles.ts";
import { type CycleNode, type CyclicPart, findCyclicParts } from "../cycles/cyclic-part.ts";
import { findShortestCycle } from "../cycles/shortest-cycle.ts";
import type { Present } from "../standing/present.ts";
import { type Finding, type FindingSubject, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";
import { joinSlugs } from "./wording.ts";

/**
 * NEED_CYCLE: blockers that wait for each other, or features that require each other: nothing among them can
 * ever come true first. One finding for all that can reach each other, told by a shortest circle through the
 * first of them, whose facts it rests on.
 */
export function findNeedCycles({ present }: FindingView): Finding[] {
  return findCyclicParts(present).map((part) => {
    const graph = { ...part, size: part.nodes.length };
    const { leaving } = groupByEnds(graph);
    const circle = findShortestCycle(graph, leaving, new Uint8Array(part.from.length), 0) as number[];
    const steps = circle.map((edge) => readCycleEdge(present, part, edge));
    const [subject, ...others] = steps.map(
      ({ from }, step): FindingSubject => ({
        ...from,
        slug: findSlug(present, part, at(part.from, circle[step] as number)),
      }),
    ) as [FindingSubject, ...FindingSubject[]];
    const slugs = [subject, ...others].map(({ slug }) => slug);
    const caught = part.nodes.length - slugs.length;
    const message = `${describe(slugs)}${describeRest(caught)}.`;
    const factIds = steps.flatMap((step) => step.factIds);
    return makeFinding("NEED_CYCLE", subject, message, factIds, others);
  });
}

function describe(slugs: readonly string[]): string {
  return slugs.length === 1 ? `${slugs[0]} needs itself` : `${joinSlugs(slugs)} need each other in a circle`;
}

function describeRest(caught: number): string {
  if (caught === 0) return "";
  return `, and ${caught} more ${caught === 1 ? "is" : "are"} caught in the tangle`;
}

function findSlug({ projection }: Present, { nodes }: CyclicPart, position: number): string {
  const { type, index } = nodes[position] as CycleNode;
  const { integrations, features, blockers } = projection;
  return { Integration: integrations, Feature: features, Blocker: blockers }[type].slugOf(index);
}
