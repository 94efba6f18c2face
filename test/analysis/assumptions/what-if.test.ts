import { describe, expect, test } from "vitest";
import type { Assumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import { Graph } from "../graph.ts";

/** `["x: -", "y: b c"]`: what becomes of integrations, by slugs. */
function readWhatIf(graph: Graph, assumptions: Assumptions, includeEnded = false): string[] {
  const { unblocked, stillBlocked, newlyBlocked } = graph.analyse().whatIf(assumptions, { includeEnded });
  return [
    ...unblocked.map((id) => `${graph.slugOf(id)}: -`),
    ...stillBlocked.map(
      ({ integrationId, remaining }) =>
        `${graph.slugOf(integrationId)}: ${remaining.map((id) => graph.slugOf(id)).join(" ")}`,
    ),
    ...newlyBlocked.map((id) => `${graph.slugOf(id)}: new`),
  ];
}

describe("unblocked", () => {
  test("is what had an unlifted blocker and has none, near or far", () => {
    const graph = new Graph()
      .blocker("a", "x", ["f"])
      .blocker("b", "y", [{ blocker: "a" }])
      .blocker("c", "z");
    expect(readWhatIf(graph, { ship: ["f"], adopt: [{ feature: "f" }] })).toEqual(["x: -", "y: -"]);
  });

  test("leaves out what has ended, unless asked for it", () => {
    const graph = new Graph().status("x", "REMOVED").blocker("b", "x");
    const assumptions = { resolve: [{ blocker: "b" }] };
    expect(readWhatIf(graph, assumptions)).toEqual([]);
    expect(readWhatIf(graph, assumptions, true)).toEqual(["x: -"]);
    expect(readWhatIf(graph, { ...assumptions, complete: ["x"] })).toEqual(["x: -"]);
  });
});

describe("still blocked", () => {
  test("is what an assumption names, with the blockers that are left", () => {
    const graph = new Graph().blocker("b", "x").blocker("c", "x").blocker("d", "x").blocker("e", "y");
    expect(readWhatIf(graph, { resolve: [{ blocker: "c" }] })).toEqual(["x: b d"]);
    expect(readWhatIf(graph, { complete: ["y"] })).toEqual(["y: e"]);
  });

  test("is what a walk leads from to a feature named, through blockers and requirements", () => {
    const graph = new Graph()
      .blocker("a", "x", ["f"])
      .requires("f", "g")
      .blocker("b", "y", [{ blocker: "a" }])
      .blocker("c", "z", [{ integration: "y" }])
      .blocker("d", "other", ["h"]);
    expect(readWhatIf(graph, { ship: ["g"] })).toEqual(["x: a", "y: b", "z: c"]);
  });

  test("is what a walk leads from to an integration named, though it has ended", () => {
    const graph = new Graph().status("y", "REMOVED").blocker("a", "x", [{ integration: "y" }, "f"]);
    expect(readWhatIf(graph, { complete: ["y"] })).toEqual(["x: a"]);
  });

  test("is what meets a WONT_FIX blocker named, not what is behind it", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ blocker: "b" }, "g"])
      .blocker("b", "y", ["f"])
      .blockerReport("b", "WONT_FIX");
    expect(readWhatIf(graph, { resolve: [{ blocker: "b" }] })).toEqual(["y: -", "x: a"]);
    expect(readWhatIf(graph, { ship: ["f"] })).toEqual([]);
  });

  test("is not what a need that holds would lead from", () => {
    const graph = new Graph().released("f").adopts("x", "f").blocker("a", "x", ["f", "g"]);
    expect(readWhatIf(graph, { adopt: [{ feature: "f" }] })).toEqual([]);
  });
});

test("a withdrawal can block anew", () => {
  const graph = new Graph().released("f").adopts("x", "f").blocker("a", "x", ["f"]);
  expect(readWhatIf(graph, { withdraw: { ship: ["f"] } })).toEqual(["x: new"]);
});
