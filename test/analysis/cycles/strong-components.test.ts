import fc from "fast-check";
import { DirectedGraph } from "graphology";
import { stronglyConnectedComponents } from "graphology-components";
import { expect, test } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { findBlockingCycles } from "../../../src/analysis/cycles/cycles.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Dice } from "../dice.ts";
import { drawFacts } from "../draw-facts.ts";
import { drawLargeFacts } from "../large-facts.ts";
import { runs } from "../property-runs.ts";
import { listBlockingSteps } from "./blocking-step.ts";

// What graphology finds, which knows nothing of blockers, among the steps that the definitions allow.

test("on any small graph cycles are the strongly connected components", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      expect(findMembers(facts)).toEqual(expectMembers(facts));
    }),
    runs,
  );
});

test("and on wider ones, of which many have several, and some a large one", () => {
  const seen = { several: 0, large: 0 };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const facts = drawFacts(new Dice(seed));
      const members = findMembers(facts);
      expect(members).toEqual(expectMembers(facts));
      if (members.length > 1) seen.several++;
      if (members.some((each) => each.length > 4)) seen.large++;
    }),
    runs,
  );
  expect(seen.several).toBeGreaterThan(50);
  expect(seen.large).toBeGreaterThan(50);
});

test.each([1, 2, 3])("and on large ones (seed %i)", (seed) => {
  const shape = { integrations: 300, features: 100, blockers: 600, needs: 1500, crossing: 0.95, seed };
  const facts = drawLargeFacts(shape);
  const members = findMembers(facts);
  expect(members).toEqual(expectMembers(facts));
  expect(Math.max(...members.map((each) => each.length))).toBeGreaterThan(100);
});

/** The members of each cycle, in an order that does not depend on how they were found. */
function findMembers(facts: FactsInView): string[][] {
  const cycles = finish(findBlockingCycles(viewFacts(facts).present), () => true);
  return sort(cycles.map(({ members }) => members.map(({ type, id }) => `${type} ${id}`)));
}

function expectMembers(facts: FactsInView): string[][] {
  const graph = new DirectedGraph();
  for (const { from, to } of listBlockingSteps(facts)) graph.mergeEdge(from, to);
  const circular = stronglyConnectedComponents(graph).filter(
    (component) => component.length > 1 || graph.hasEdge(component[0], component[0]),
  );
  // An integration that is there with several capabilities is one member.
  return sort(
    circular.map((component) => [...new Set(component.map((node) => node.split("/")[0] as string))]),
  );
}

function sort(all: readonly string[][]): string[][] {
  return all.map((each) => each.toSorted()).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}
