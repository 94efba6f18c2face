import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";
import { readBlockedIntegrations, readBlockingFeatures } from "../reading.ts";

describe("a feature blocks", () => {
  test("while it is MISSING, then while it is not adopted", () => {
    const graph = new Graph().blocker("b", "systemd", ["restore-sibling"]);
    expect(readBlockingFeatures(graph, "systemd")).toEqual(["restore-sibling 1 MISSING"]);
    expect(readBlockingFeatures(graph.authored("restore-sibling"), "systemd")).toEqual([
      "restore-sibling 1 MISSING",
    ]);
    expect(readBlockingFeatures(graph.released("restore-sibling"), "systemd")).toEqual([
      "restore-sibling 1 NOT_ADOPTED",
    ]);
    expect(readBlockingFeatures(graph.adopts("systemd", "restore-sibling"), "systemd")).toEqual([]);
  });

  test("by either side of an either-or", () => {
    const graph = new Graph().blocker("b", "x", ["f"], ["g"]);
    expect(readBlockingFeatures(graph, "x")).toEqual(["f 1 MISSING", "g 1 MISSING"]);
    graph.released("f").adopts("x", "f");
    expect(readBlockingFeatures(graph, "x")).toEqual([]);
    expect(readBlockedIntegrations(graph, "g")).toEqual([]);
  });

  test("not by a need that holds beside one that does not", () => {
    const graph = new Graph().blocker("b", "x", ["f", "g"]).released("f").adopts("x", "f");
    expect(readBlockingFeatures(graph, "x")).toEqual(["g 1 MISSING"]);
  });

  test("by both ways of a diamond, the longer one too", () => {
    const graph = new Graph()
      .blocker("top", "x", [{ blocker: "left" }], [{ blocker: "right" }])
      .blocker("left", "y", [{ blocker: "bottom" }])
      .blocker("right", "z", [{ blocker: "bottom" }, "g"])
      .blocker("bottom", "w", ["f"]);
    expect(readBlockingFeatures(graph, "x")).toEqual(["g 2 MISSING", "f 3 MISSING"]);
    expect(readBlockedIntegrations(graph, "f")).toEqual(["w 1", "y 2", "z 2", "x 3"]);
  });

  test("where one who has adopted it passes it first and one who has not comes later", () => {
    const graph = new Graph()
      .blocker("near", "x", ["f", { blocker: "far" }])
      .blocker("far", "y", ["f"])
      .released("f")
      .requires("f", "g")
      .adopts("x", "f");
    expect(readBlockingFeatures(graph, "x")).toEqual(["g 1 MISSING", "f 2 NOT_ADOPTED"]);
    expect(readBlockedIntegrations(graph, "f")).toEqual(["y 1", "x 2"]);
  });

  test("in a circle of blockers, all that is in it", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ blocker: "b" }])
      .blocker("b", "y", [{ blocker: "a" }, "f"]);
    expect(readBlockedIntegrations(graph, "f")).toEqual(["y 1", "x 2"]);
  });

  test("not through a blocker that is lifted or WONT_FIX", () => {
    const graph = (): Graph => new Graph().blocker("a", "x", [{ blocker: "b" }]).blocker("b", "y", ["f"]);
    expect(readBlockedIntegrations(graph(), "f")).toEqual(["y 1", "x 2"]);
    expect(readBlockedIntegrations(graph().blockerReport("b", "RESOLVED"), "f")).toEqual([]);
    expect(readBlockedIntegrations(graph().blockerReport("b", "WONT_FIX"), "f")).toEqual([]);
    expect(readBlockedIntegrations(graph().blockerReport("a", "WONT_FIX"), "f")).toEqual(["y 1"]);
  });

  test("not under a WONT_FIX whose remedy holds, which stays unlifted all the same", () => {
    const graph = new Graph()
      .blocker("b", "x", [{ work: "w" }], ["f"])
      .blockerReport("b", "WONT_FIX")
      .blockerReport("b", "RESOLVED", { work: "w" });
    expect(readBlockingFeatures(graph, "x")).toEqual([]);
    expect(graph.analyse().blockersOf(graph.integration("x"), { lifted: false })).toEqual([
      graph.blockerId("b"),
    ]);
  });
});

describe("a required feature blocks", () => {
  test("through another alone", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).requires("f", "g").released("f").adopts("x", "f");
    expect(readBlockingFeatures(graph, "x")).toEqual(["g 1 MISSING"]);
    expect(readBlockedIntegrations(graph, "g")).toEqual(["x 1"]);
    expect(readBlockedIntegrations(graph, "f")).toEqual([]);
  });

  test("beside the one that requires it, while that is not adopted", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).requires("f", "g").released("f");
    expect(readBlockingFeatures(graph, "x")).toEqual(["f 1 NOT_ADOPTED", "g 1 MISSING"]);
  });

  test("past one that is AVAILABLE and needs no adoption", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).requires("f", "g").requires("g", "h");
    graph.released("f").adopts("x", "f").released("g");
    expect(readBlockingFeatures(graph, "x")).toEqual(["h 1 MISSING"]);
    expect(readBlockedIntegrations(graph, "g")).toEqual([]);
    expect(readBlockingFeatures(graph.released("h"), "x")).toEqual([]);
  });

  test("never in a circle of available ones: nothing is missing, yet nothing is usable", () => {
    const graph = new Graph().blocker("b", "x", ["f"]).requires("f", "g").requires("g", "f");
    graph.released("f").released("g").adopts("x", "f");
    expect(readBlockingFeatures(graph, "x")).toEqual([]);
    expect(graph.analyse().blockersOf(graph.integration("x"), { lifted: false })).toHaveLength(1);
  });
});

describe("an integration that has ended", () => {
  const graph = new Graph().status("gone", "REMOVED").blocker("b", "gone", ["f"]).blocker("c", "x", ["f"]);

  test("is left out of what a feature blocks unless it is asked for", () => {
    expect(readBlockedIntegrations(graph, "f")).toEqual(["x 1"]);
    expect(readBlockedIntegrations(graph, "f", true)).toEqual(["gone 1", "x 1"]);
    expect(graph.analyse().blockedCount(graph.feature("f"))).toBe(1);
    expect(graph.analyse().rankByBlocked()).toEqual([{ featureId: graph.feature("f"), blocked: 1 }]);
  });

  test("still has its blockers and blocking features", () => {
    expect(readBlockingFeatures(graph, "gone")).toEqual(["f 1 MISSING"]);
    expect(graph.analyse().blockersOf(graph.integration("gone"))).toEqual([graph.blockerId("b")]);
  });

  test("passes on what is needed of its blockers by name", () => {
    const named = new Graph()
      .status("gone", "REMOVED")
      .blocker("b", "gone", ["f"])
      .blocker("c", "x", [{ blocker: "b" }]);
    expect(readBlockedIntegrations(named, "f")).toEqual(["x 2"]);
  });
});

test("what is not among the facts blocks nothing, is not lifted and has no status", () => {
  const analysis = new Graph().blocker("b", "x", ["f"]).analyse();
  expect(analysis.statusOf(99)).toBeNull();
  expect(analysis.verdictOf(99)).toBeNull();
  expect(analysis.availabilityOf(99)).toBe("MISSING");
  expect(analysis.isLifted(99)).toBe(false);
  expect(analysis.blockerState(99)).toBeNull();
  expect(analysis.remedyHolds(99)).toBeNull();
  expect(analysis.blockedIntegrations(99)).toEqual([]);
  expect(analysis.blockingFeatures(99)).toEqual([]);
  expect(analysis.blocking(99, 99)).toBeNull();
  expect(analysis.blockedCount(99)).toBe(0);
  expect(() => analysis.slugOf("Blocker", 99)).toThrow(RangeError);
});
