import fc from "fast-check";
import { expect, test } from "vitest";
import { Recent } from "../../../src/analysis/algorithms/recent.ts";
import { listBlockedIntegrations } from "../../../src/analysis/blocking/blocked-integrations.ts";
import { BlockingGraph } from "../../../src/analysis/blocking/blocking-graph.ts";
import { countFarBlocked } from "../../../src/analysis/blocking/far-reaching.ts";
import { walkFromFeature } from "../../../src/analysis/blocking/feature-walk.ts";
import { countBlockedIntegrations } from "../../../src/analysis/blocking/ranking.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import type { Present } from "../../../src/analysis/standing/present.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Graph } from "../graph.ts";
import { drawLargeFacts } from "../large-facts.ts";
import { runs } from "../property-runs.ts";

test("features are ranked by what they block, then by slug", () => {
  const graph = new Graph().blocker("a", "x", ["two", "one"]).blocker("b", "y", ["two"]);
  graph.feature("none");
  const ranking = graph.analyse().rankByBlocked();
  expect(ranking.map(({ featureId, blocked }) => [graph.slugOf(featureId), blocked])).toEqual([
    ["two", 2],
    ["one", 1],
    ["none", 0],
  ]);
});

test("an integration is counted once, however many ways lead from it", () => {
  const graph = new Graph()
    .blocker("a", "x", ["f"], [{ blocker: "b" }])
    .blocker("b", "x", ["f"], [{ blocker: "a" }]);
  expect(graph.analyse().blockedCounts()).toEqual(new Map([[graph.feature("f"), 1]]));
});

/** The graph of a viewpoint, and all its features, as the analysis holds them. */
function prepare(facts: FactsInView): { present: Present; graph: BlockingGraph; features: number[] } {
  const { present } = viewFacts(facts);
  return {
    present,
    graph: new BlockingGraph(present),
    features: [...Array(present.projection.features.size).keys()],
  };
}

function countByWalking({ present, graph, features }: ReturnType<typeof prepare>): number[] {
  return features.map((feature) => {
    const blocked = listBlockedIntegrations(present, walkFromFeature(present, graph, feature));
    return blocked.filter(({ index }) => present.standing.ended[index] !== 1).length;
  });
}

test("counting for many features at once finds what walking from each finds, on any small graph", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const { present, graph, features } = prepare(facts);
      expect([...countFarBlocked(present, graph, features)]).toEqual(
        countByWalking({ present, graph, features }),
      );
    }),
    runs,
  );
});

test("and on large ones, from loose to close, with more features than are counted at once", () => {
  const shape = fc.record({ seed: fc.nat(), crossing: fc.constantFrom(0.05, 0.3, 0.5, 0.9) });
  fc.assert(
    fc.property(shape, ({ seed, crossing }) => {
      const size = { integrations: 600, features: 1200, blockers: 1800, needs: 5400 };
      const { present, graph, features } = prepare(drawLargeFacts({ ...size, crossing, seed }));
      const counts = countByWalking({ present, graph, features });
      expect([...countFarBlocked(present, graph, features)]).toEqual(counts);
      expect([...countBlockedIntegrations(present, graph)]).toEqual(counts);
    }),
    { numRuns: 12 },
  );
});

test("only what was asked for lately is kept", () => {
  const made: string[] = [];
  const recent = new Recent(2, (key: string) => {
    made.push(key);
    return key.toUpperCase();
  });
  expect(["a", "b", "a", "c", "a", "b"].map((key) => recent.get(key)).join("")).toBe("ABACAB");
  expect(made).toEqual(["a", "b", "c", "b"]);
});
