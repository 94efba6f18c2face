import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";
import { readPlan } from "./read-plan.ts";

/** The steps of the plan for targets: `["ADOPT x f", "RESOLVE b: x y"]`, the integrations it unblocks after the colon. */
function readSteps(graph: Graph, ...targets: string[]): string[] {
  const plan = readPlan(
    graph.facts,
    graph.analyse(),
    targets.map((target) => graph.integration(target)),
  );
  expect(plan).toMatchObject({
    feasible: true,
    optimal: true,
    cost: plan.steps.length,
    lowerBound: plan.cost,
    inTheWay: [],
  });
  return plan.steps.map(({ key, unblocks }) => [`${key}:`, ...unblocks].join(" "));
}

function readInTheWay(graph: Graph, ...targets: string[]): readonly string[] {
  const plan = readPlan(
    graph.facts,
    graph.analyse(),
    targets.map((target) => graph.integration(target)),
  );
  expect(plan).toMatchObject({ feasible: false, cost: null, lowerBound: null, steps: [] });
  return plan.inTheWay;
}

function going(...integrations: string[]): Graph {
  const graph = new Graph();
  for (const integration of integrations) graph.status(integration, "IN_PROGRESS");
  return graph;
}

describe("a feature", () => {
  test("is adopted once it is usable: it is shipped before, and what it requires", () => {
    const graph = going("x").blocker("b", "x", ["f"]).requires("f", "g");
    expect(readSteps(graph, "x")).toEqual(["SHIP f:", "SHIP g:", "ADOPT x f: x"]);
  });

  test("is shipped without being adopted again", () => {
    const graph = going("x").blocker("b", "x", ["f"]).adopts("x", "f");
    expect(readSteps(graph, "x")).toEqual(["SHIP f: x"]);
  });

  test("is shipped once for all who ask for it", () => {
    const graph = going("x", "y").blocker("b", "x", ["f"], ["g"]).blocker("c", "y", ["f"], ["h"]);
    expect(readSteps(graph, "x", "y")).toEqual(["SHIP f:", "ADOPT x f: x", "ADOPT y f: y"]);
  });

  test("that requires itself in a circle is never usable", () => {
    const graph = going("x").blocker("b", "x", ["f"]).requires("f", "g").requires("g", "f");
    expect(readInTheWay(graph, "x")).toEqual(["b"]);
    expect(readSteps(going("x").blocker("b", "x", ["f"], ["g"]).requires("f", "f"), "x")).toEqual([
      "SHIP g:",
      "ADOPT x g: x",
    ]);
  });
});

describe("a blocker", () => {
  test("without a remedy is resolved", () => {
    expect(readSteps(going("x").blocker("b", "x"), "x")).toEqual(["RESOLVE b: x"]);
  });

  test("with one is lifted through a remedy or not at all", () => {
    const graph = going("x").blocker("b", "x", ["f", "g", { work: "w" }]);
    expect(readSteps(graph, "x")).toEqual([
      "RESOLVE b w:",
      "SHIP f:",
      "ADOPT x f:",
      "SHIP g:",
      "ADOPT x g: x",
    ]);
  });

  test("is lifted the cheaper way, and of two as cheap by the smaller keys", () => {
    const graph = going("x").released("g").released("h");
    graph.blocker("b", "x", ["f"], ["h"], ["g"], [{ work: "w" }, { work: "v" }]);
    expect(readSteps(graph, "x")).toEqual(["ADOPT x g: x"]);
  });

  test("that is WONT_FIX makes the plan infeasible, though a remedy holds", () => {
    const graph = going("x", "y")
      .blocker("a", "x", [{ blocker: "b" }])
      .blocker("b", "y", [{ work: "w" }])
      .blockerReport("b", "WONT_FIX")
      .blocker("c", "x", [{ work: "w" }])
      .blocker("elsewhere", "y")
      .blockerReport("elsewhere", "WONT_FIX");
    expect(readInTheWay(graph, "x")).toEqual(["a", "b"]);
  });

  test("in a circle of needs is in the way", () => {
    const graph = going("x", "y")
      .blocker("a", "x", [{ blocker: "b" }])
      .blocker("b", "y", [{ blocker: "a" }]);
    expect(readInTheWay(graph, "x")).toEqual(["a", "b"]);
  });

  test("in a circle of needs with a way out of it is lifted from there", () => {
    const graph = going("x", "y")
      .blocker("a", "x", [{ blocker: "b" }])
      .blocker("b", "y", [{ blocker: "a" }], [{ work: "v" }, { work: "w" }]);
    expect(readSteps(graph, "x")).toEqual(["RESOLVE b v:", "RESOLVE b w: x y"]);
  });

  test("that needs what is not in view is in the way", () => {
    const graph = going("x").blocker("b", "x", [{ blocker: "hidden" }, "f"]);
    expect(readInTheWay(graph, "x")).toEqual(["b"]);
  });
});

describe("an integration", () => {
  test("that is needed is completed once its last blocker is lifted", () => {
    const graph = going("x", "y")
      .blocker("b", "x", [{ integration: "y" }])
      .blocker("c", "y");
    expect(readSteps(graph, "x")).toEqual(["RESOLVE c: y", "COMPLETE y: x"]);
  });

  test("that is needed for a capability is READY first, then free of its blockers", () => {
    const graph = going("x")
      .status("y", "READY")
      .blocker("b", "x", [{ integration: "y", capability: "restore" }])
      .blocker("c", "y/restore")
      .blocker("d", "y/dump");
    expect(readSteps(graph, "x")).toEqual(["RESOLVE c: x"]);
    expect(readSteps(graph.status("y", "STALLED", { on: "2016-02-01" }), "x")).toEqual([
      "RESOLVE c:",
      "RESOLVE d: y",
      "COMPLETE y: x",
    ]);
  });

  test("is not completed without a status, unexplained or ended", () => {
    const needing = (): Graph => going("x").blocker("b", "x", [{ integration: "y" }]);
    expect(readInTheWay(needing(), "x")).toEqual(["b"]);
    expect(readInTheWay(needing().status("y", "STALLED"), "x")).toEqual(["b"]);
    expect(readInTheWay(needing().status("y", "DISCONTINUED").review("y"), "x")).toEqual(["b"]);
    expect(readSteps(needing().status("y", "STALLED").review("y"), "x")).toEqual(["COMPLETE y: x"]);
  });
});

describe("a target", () => {
  test("without a status, unexplained or ended makes the plan infeasible", () => {
    const graph = going("z", "x").blocker("b", "z").status("y", "REMOVED").blocker("c", "y").review("v");
    expect(readInTheWay(graph, "z", "x", "y", "v")).toEqual(["v", "x", "y"]);
  });

  test("of these that has a blocker no action lifts is in the way by that", () => {
    const graph = new Graph().blocker("b", "x", [{ blocker: "b" }]);
    expect(readInTheWay(graph, "x")).toEqual(["b"]);
  });

  test("without an unlifted blocker costs nothing", () => {
    const graph = going("x").review("x").status("y", "READY").blocker("b", "z").status("z", "STALLED");
    expect(readSteps(graph, "x", "y")).toEqual([]);
    expect(readSteps(graph, "x", "z", "z")).toEqual(["RESOLVE b: z"]);
  });
});

test("steps say what they unblock, target or not", () => {
  const graph = going("x", "y")
    .blocker("a", "x")
    .blocker("b", "y", [{ blocker: "a" }]);
  expect(readSteps(graph, "x")).toEqual(["RESOLVE a: x y"]);
});

test("the systemd and shell of 2016 need two adoptions", () => {
  const graph = going("systemd", "shell").released("restore-sibling");
  graph.blocker("a", "systemd", ["restore-sibling"]).blocker("b", "shell", ["restore-sibling"]);
  expect(readSteps(graph, "systemd", "shell")).toEqual([
    "ADOPT shell restore-sibling: shell",
    "ADOPT systemd restore-sibling: systemd",
  ]);
});

test("an id that is not an integration's is refused", () => {
  expect(() => going("x").analyse().planUnblocking([99])).toThrow(RangeError);
});
