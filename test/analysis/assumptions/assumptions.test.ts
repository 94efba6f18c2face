import { describe, expect, test } from "vitest";
import type { Assumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import { Graph } from "../graph.ts";

function isLifted(graph: Graph, blocker: string, assumptions: Assumptions): boolean {
  return graph.analyse().assuming(assumptions).isLifted(graph.blockerId(blocker));
}

function statusOf(graph: Graph, integration: string, assumptions: Assumptions): string | null {
  return graph.analyse().assuming(assumptions).statusOf(graph.integration(integration));
}

describe("ship", () => {
  test("makes a feature AVAILABLE, since no release", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).adopts("x", "f");
    const analysis = graph.analyse().assuming({ ship: ["f"] });
    expect(analysis.availabilityOf(graph.feature("f"))).toBe("AVAILABLE");
    expect(analysis.sinceOf(graph.feature("f"))).toBeNull();
    expect(analysis.isLifted(graph.blockerId("b"))).toBe(true);
    expect(graph.analyse().isLifted(graph.blockerId("b"))).toBe(false);
  });

  test("leaves a feature that is AVAILABLE its release", () => {
    const graph = new Graph().released("f", "ADDED", "2015-01-01", "criu-1");
    expect(
      graph
        .analyse()
        .assuming({ ship: ["f"] })
        .sinceOf(graph.feature("f")),
    ).toBe(graph.releaseId("criu-1"));
  });

  test("does not make usable what requires more", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).adopts("x", "f").requires("f", "g");
    expect(isLifted(graph, "b", { ship: ["f"] })).toBe(false);
    expect(isLifted(graph, "b", { ship: ["f", "g"] })).toBe(true);
  });
});

describe("adopt", () => {
  test("is by the integration named", () => {
    const told = new Graph().released("f").blocker("a", "x", ["f"]).blocker("b", "y", ["f"]);
    const assumptions = { adopt: [{ feature: "f", integration: "x" }] };
    expect(["a", "b"].map((b) => isLifted(told, b, assumptions))).toEqual([true, false]);
  });

  test("is, without one, by every integration with a need on the feature, and no other", () => {
    const told = new Graph().released("f").blocker("a", "x", ["f"]).blocker("b", "y", ["g"], ["f"]);
    const z = told.integration("z");
    const analysis = told.analyse().assuming({ adopt: [{ feature: "f" }] });
    const adopters = [told.integration("x"), told.integration("y"), z];
    expect(adopters.map((id) => analysis.isAdopted(id, told.feature("f")))).toEqual([true, true, false]);
  });
});

describe("resolve", () => {
  test("lifts the whole blocker, even one that is WONT_FIX", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).blockerReport("b", "WONT_FIX");
    expect(isLifted(graph, "b", { resolve: [{ blocker: "b" }] })).toBe(true);
  });

  test("marks one work done, of that blocker alone", () => {
    const graph = new Graph().blocker("a", "x", [{ work: "w" }]).blocker("b", "x", [{ work: "w" }]);
    const assumptions = { resolve: [{ blocker: "a", work: "w" }] };
    expect(["a", "b"].map((b) => isLifted(graph, b, assumptions))).toEqual([true, false]);
  });
});

describe("complete", () => {
  test("makes an integration READY on the viewpoint's day, even one that has ended", () => {
    const graph = new Graph().status("y", "REMOVED").blocker("b", "x", [{ integration: "y" }]);
    expect(isLifted(graph, "b", { complete: ["y"] })).toBe(true);
    const analysis = graph.analyse().assuming({ complete: ["y"] });
    expect(analysis.statusReport(graph.integration("y"))?.report).toMatchObject({
      status: "READY",
      observedOn: graph.facts.asOf,
    });
    expect(analysis.verdictOf(graph.integration("y"))).toBe("READY");
    expect(statusOf(new Graph().review("x"), "x", { complete: ["x"] })).toBe("READY");
  });
});

describe("withdraw", () => {
  test("hides the releases that added a feature: it is PLANNED, or MISSING", () => {
    const graph = new Graph()
      .released("f")
      .released("g")
      .authored("g")
      .released("f", "REMOVED", "2015-02-01");
    graph.released("f", "ADDED", "2015-03-01");
    const analysis = graph.analyse().assuming({ withdraw: { ship: ["f", "g"] } });
    expect(["f", "g"].map((slug) => analysis.availabilityOf(graph.feature(slug)))).toEqual([
      "MISSING",
      "PLANNED",
    ]);
    const added = graph.facts.featureReleases.filter((row) => row.change === "ADDED");
    expect(analysis.withdrawn.featureReleases).toEqual(added.map((row) => row.id));
  });

  test("hides adoptions, by one or by all", () => {
    const graph = new Graph().released("f").adopts("x", "f").adopts("y", "f");
    graph.blocker("a", "x", ["f"]).blocker("b", "y", ["f"]);
    const one = { withdraw: { adopt: [{ feature: "f", integration: "x" }] } };
    expect(["a", "b"].map((b) => isLifted(graph, b, one))).toEqual([false, true]);
    const all = { withdraw: { adopt: [{ feature: "f" }] } };
    expect(["a", "b"].map((b) => isLifted(graph, b, all))).toEqual([false, false]);
    expect(graph.analyse().assuming(all).withdrawn.adoptions).toHaveLength(2);
  });

  test("hides RESOLVED reports: the latest other one counts, else it is OPEN", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ work: "w" }])
      .blockerReport("a", "WONT_FIX", { on: "2016-01-01" })
      .blockerReport("a", "RESOLVED", { on: "2016-01-02" })
      .blocker("b", "x")
      .blockerReport("b", "RESOLVED");
    const analysis = graph
      .analyse()
      .assuming({ withdraw: { resolve: [{ blocker: "a" }, { blocker: "b" }] } });
    expect(["a", "b"].map((b) => analysis.blockerState(graph.blockerId(b)))).toEqual(["WONT_FIX", "OPEN"]);
  });

  test("of a work leaves the whole blocker RESOLVED, and the other way round", () => {
    const graph = new Graph().blocker("b", "x", [{ work: "w" }]).blockerReport("b", "RESOLVED");
    graph.blockerReport("b", "RESOLVED", { work: "w" });
    expect(isLifted(graph, "b", { withdraw: { resolve: [{ blocker: "b", work: "w" }] } })).toBe(true);
    expect(isLifted(graph, "b", { withdraw: { resolve: [{ blocker: "b" }] } })).toBe(true);
    const both = { withdraw: { resolve: [{ blocker: "b" }, { blocker: "b", work: "w" }] } };
    expect(isLifted(graph, "b", both)).toBe(false);
  });

  test("hides READY reports: the latest other status counts, else there is none", () => {
    const graph = new Graph()
      .status("x", "STALLED", { on: "2016-01-01" })
      .status("x", "READY", { on: "2016-01-02" })
      .status("x", "STALLED", { on: "2016-01-03" })
      .status("y", "READY");
    const analysis = graph.analyse().assuming({ withdraw: { complete: ["x", "y"] } });
    // With nothing between them the later of the two only confirms the earlier.
    expect(analysis.statusReport(graph.integration("x"))?.report.observedOn).toBe("2016-01-01");
    expect(analysis.verdictOf(graph.integration("y"))).toBeNull();
    expect(analysis.withdrawn.statusReports).toHaveLength(2);
  });
});

describe("is refused", () => {
  const graph = new Graph()
    .status("x", "READY")
    .adopts("x", "f")
    .blocker("b", "x", ["f", { work: "w" }]);

  test.each<[Assumptions, string]>([
    [{ ship: ["f", "F"] }, 'assume.ship[1]: there is no feature "F"'],
    [{ adopt: [{ feature: "f" }, { feature: "e" }] }, 'assume.adopt[1].feature: there is no feature "e"'],
    [
      { adopt: [{ feature: "f", integration: "z" }] },
      'assume.adopt[0].integration: there is no integration "z"',
    ],
    [{ resolve: [{ blocker: "c" }] }, 'assume.resolve[0].blocker: there is no blocker "c" in view'],
    [
      { resolve: [{ blocker: "b", work: "v" }] },
      'assume.resolve[0].work: there is no work "v" of the blocker "b" in view',
    ],
    [{ withdraw: { complete: ["z"] } }, 'assume.withdraw.complete[0]: there is no integration "z"'],
    [
      { ship: ["f"], withdraw: { ship: ["f"] } },
      'assume.withdraw.ship[0]: the feature "f" is named in assume.ship[0] too, expected it one way only',
    ],
    [
      { adopt: [{ feature: "f" }], withdraw: { adopt: [{ feature: "f", integration: "x" }] } },
      'assume.withdraw.adopt[0]: the adoption of the feature "f" is named in assume.adopt[0] too, expected it one way only',
    ],
    [
      { resolve: [{ blocker: "b" }], withdraw: { resolve: [{ blocker: "b" }] } },
      'assume.withdraw.resolve[0]: the blocker "b" is named in assume.resolve[0] too, expected it one way only',
    ],
  ])("%j", (assumptions, message) => {
    expect(() => graph.analyse().assuming(assumptions)).toThrow(message);
  });

  test("but a work may be done and its whole blocker withdrawn", () => {
    const assumptions = { resolve: [{ blocker: "b", work: "w" }], withdraw: { resolve: [{ blocker: "b" }] } };
    expect(() => graph.analyse().assuming(assumptions)).not.toThrow();
  });
});

test("a former slug names the node that had it", () => {
  const graph = new Graph().released("f").blocker("b", "x", ["f"]);
  const redirects = {
    features: new Map([["old-f", graph.feature("f")]]),
    integrations: new Map([["old-x", graph.integration("x")]]),
    blockers: new Map([["old-b", graph.blockerId("b")]]),
  };
  const assumptions = { adopt: [{ feature: "old-f", integration: "old-x" }] };
  expect(graph.analyse().assuming(assumptions, redirects).isLifted(graph.blockerId("b"))).toBe(true);
  expect(() => graph.analyse().assuming(assumptions)).toThrow('there is no feature "old-f"');
});
