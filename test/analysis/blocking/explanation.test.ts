import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";
import { findBlocking, readAdopter, readWalk } from "../reading.ts";

describe("the explanation is the walk", () => {
  test("with the fewest blockers, though their slugs are greater", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ blocker: "b" }])
      .blocker("b", "y", ["f"])
      .blocker("z", "x", ["f"]);
    expect(readWalk(graph, "x", "f")).toBe("x > z > f");
    expect(readAdopter(graph, "x", "f")).toBe("x");
  });

  test("with the smallest list of blocker slugs, though it has more edges", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ integration: "y" }])
      .blocker("b", "x", [{ blocker: "d" }])
      .blocker("c", "y", ["f"])
      .blocker("d", "y", ["f"]);
    expect(readWalk(graph, "x", "f")).toBe("x > a > y > c > f");
  });

  test("whose blocker slugs are compared from the integration on", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ blocker: "z" }])
      .blocker("b", "x", [{ blocker: "c" }])
      .blocker("c", "y", ["f"])
      .blocker("z", "w", ["f"]);
    expect(readWalk(graph, "x", "f")).toBe("x > a > z > f");
    expect(readAdopter(graph, "x", "f")).toBe("w");
  });

  test("with the fewest edges between the same blockers", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ integration: "b" }], [{ blocker: "c" }])
      .blocker("c", "b", ["g"], ["f"])
      .requires("g", "f");
    expect(readWalk(graph, "x", "f")).toBe("x > a > c > f");
  });

  test("with the smallest list of the other slugs", () => {
    const graph = new Graph()
      .blocker("a", "x", ["p"], ["n"])
      .requires("p", "m")
      .requires("n", "o")
      .requires("m", "f")
      .requires("o", "f");
    expect(readWalk(graph, "x", "f")).toBe("x > a > n > o > f");
  });

  test("by code units, not as a dictionary would", () => {
    const graph = new Graph().blocker("b-1", "x", ["f"]).blocker("b", "x", ["f"]).blocker("a0", "x", ["f"]);
    expect(readWalk(graph, "x", "f")).toBe("x > a0 > f");
    expect(readWalk(new Graph().blocker("b1", "x", ["f"]).blocker("b-1", "x", ["f"]), "x", "f")).toBe(
      "x > b-1 > f",
    );
  });

  test("that ends where the feature is not adopted, past a blocker whose integration has it", () => {
    const graph = new Graph()
      .blocker("a", "x", ["f", { blocker: "b" }])
      .blocker("b", "y", ["f"])
      .released("f")
      .adopts("x", "f")
      .requires("f", "g");
    expect(readWalk(graph, "x", "f")).toBe("x > a > b > f");
    expect(readAdopter(graph, "x", "f")).toBe("y");
    expect(readWalk(graph, "x", "g")).toBe("x > a > f > g");
  });
});

test("every edge carries all facts that make it", () => {
  const graph = new Graph()
    .status("y", "READY")
    .blocker(
      "a",
      "x",
      [{ integration: "y", capability: "restore" }],
      [{ integration: "y" }, { work: "w" }],
      [{ work: "w" }],
    )
    .blocker("b", "y/restore", ["f"], ["f", { work: "w" }])
    .requires("f", "g")
    .released("f")
    .adopts("y", "f");
  const { explanation, adopterId } = findBlocking(graph, "x", "g");
  expect(adopterId).toBe(graph.integration("y"));
  expect(explanation.adopterId).toBe(adopterId);
  const x = { type: "Integration", id: graph.integration("x") };
  const y = { type: "Integration", id: graph.integration("y") };
  const a = { type: "Blocker", id: graph.blockerId("a") };
  const b = { type: "Blocker", id: graph.blockerId("b") };
  const f = { type: "Feature", id: graph.feature("f") };
  const g = { type: "Feature", id: graph.feature("g") };
  expect(explanation.edges).toEqual([
    { kind: "BLOCKED_BY", from: x, to: a, factIds: [a.id] },
    { kind: "NEEDS", from: a, to: y, factIds: [graph.remedyId("a", 0), graph.remedyId("a", 1)] },
    { kind: "BLOCKED_BY", from: y, to: b, factIds: [b.id] },
    { kind: "NEEDS", from: b, to: f, factIds: [graph.remedyId("b", 0), graph.remedyId("b", 1)] },
    { kind: "REQUIRES", from: f, to: g, factIds: [graph.requirementId("f", "g")] },
  ]);
});
