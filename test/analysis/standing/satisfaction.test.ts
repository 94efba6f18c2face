import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";
import { isLifted, readBlockingFeatures } from "../reading.ts";

describe("a blocker is lifted", () => {
  test("when any of its remedies holds", () => {
    const graph = new Graph().blocker("b", "openvz", ["partial-checkpoint"], [{ work: "daemon" }]);
    expect(isLifted(graph, "b")).toBe(false);
    expect(isLifted(graph.blockerReport("b", "RESOLVED", { work: "daemon" }), "b")).toBe(true);
  });

  test("only when all needs of one remedy hold", () => {
    const graph = new Graph()
      .blocker("b", "shell", ["f", { work: "w" }], ["g"])
      .released("f")
      .adopts("shell", "f");
    expect(isLifted(graph, "b")).toBe(false);
    expect(isLifted(graph.blockerReport("b", "RESOLVED", { work: "w" }), "b")).toBe(true);
  });

  test("by a feature only once its own integration has adopted it", () => {
    const graph = new Graph().blocker("b", "systemd", ["f"]).released("f").adopts("shell", "f");
    expect(isLifted(graph, "b")).toBe(false);
    expect(isLifted(graph.adopts("systemd", "f"), "b")).toBe(true);
  });

  test("never by a circle of needs", () => {
    const circle = (): Graph =>
      new Graph().blocker("a", "x", [{ blocker: "b" }]).blocker("b", "y", [{ blocker: "a" }]);
    expect(isLifted(circle(), "a")).toBe(false);
    expect(isLifted(circle().blockerReport("b", "RESOLVED"), "a")).toBe(true);
    expect(isLifted(new Graph().blocker("a", "x", [{ blocker: "a" }]), "a")).toBe(false);
  });

  test("never by its own integration's capability in a circle", () => {
    const graph = new Graph()
      .status("x", "READY")
      .blocker("a", "x/restore", [{ integration: "x", capability: "restore" }]);
    expect(isLifted(graph, "a")).toBe(false);
  });

  test("never while it is WONT_FIX, whatever its remedies say", () => {
    const graph = new Graph()
      .blocker("b", "x", [{ work: "w" }])
      .blockerReport("b", "RESOLVED", { work: "w" });
    expect(isLifted(graph, "b")).toBe(true);
    expect(isLifted(graph.blockerReport("b", "WONT_FIX"), "b")).toBe(false);
  });

  test("not by a report of one work alone, which leaves it OPEN", () => {
    const graph = new Graph().blocker("b", "x", [{ work: "v" }, { work: "w" }]);
    graph.blockerReport("b", "RESOLVED", { work: "w" });
    expect(graph.analyse().blockerState(graph.blockerId("b"))).toBe("OPEN");
    expect(isLifted(graph, "b")).toBe(false);
    expect(graph.analyse().isWorkDone(graph.blockerId("b"), "w")).toBe(true);
  });

  test("not while it is OPEN and no remedy is in view", () => {
    const graph = new Graph().blocker("b", "x");
    expect(isLifted(graph, "b")).toBe(false);
    expect(isLifted(graph.blockerReport("b", "RESOLVED"), "b")).toBe(true);
  });
});

describe("a work of the same slug", () => {
  test("is another work in another blocker", () => {
    const graph = new Graph().blocker("a", "x", [{ work: "w" }]).blocker("b", "x", [{ work: "w" }]);
    graph.blockerReport("a", "RESOLVED", { work: "w" });
    expect(["a", "b"].map((blocker) => isLifted(graph, blocker))).toEqual([true, false]);
  });
});

describe("a need on what is not in view", () => {
  test("does not hold, and the walk ends there", () => {
    const graph = new Graph().blocker("b", "x", [{ blocker: "hidden" }, "f"]);
    expect(isLifted(graph, "b")).toBe(false);
    expect(readBlockingFeatures(graph, "x")).toEqual(["f 1 MISSING"]);
  });

  test("an integration without a status is not READY, and its blockers stand in the way", () => {
    const graph = new Graph().blocker("b", "x", [{ integration: "y" }]);
    expect(isLifted(graph, "b")).toBe(false);
    expect(readBlockingFeatures(graph.blocker("c", "y", ["f"]), "x")).toEqual(["f 2 MISSING"]);
  });
});

describe("a need on an integration", () => {
  const needing = (capability?: string): Graph => {
    const need = capability === undefined ? { integration: "y" } : { integration: "y", capability };
    return new Graph()
      .blocker("b", "x", [need])
      .blocker("whole", "y", ["f"])
      .blocker("restoring", "y/restore", ["g"])
      .blocker("dumping", "y/dump", ["h"]);
  };

  test("leads to all its blockers while it is not READY, whatever capability is named", () => {
    const all = ["f 2 MISSING", "g 2 MISSING", "h 2 MISSING"];
    expect(readBlockingFeatures(needing().status("y", "STALLED"), "x")).toEqual(all);
    expect(readBlockingFeatures(needing("restore").status("y", "STALLED"), "x")).toEqual(all);
  });

  test("leads to the blockers of the named capability once it is READY", () => {
    const graph = needing("restore").status("y", "READY");
    expect(isLifted(graph, "b")).toBe(false);
    expect(readBlockingFeatures(graph, "x")).toEqual(["g 2 MISSING"]);
  });

  test("holds once it is READY and no blocker of the named capability is left", () => {
    expect(isLifted(needing().status("y", "READY"), "b")).toBe(true);
    const graph = needing("restore").status("y", "READY").blockerReport("restoring", "RESOLVED");
    expect(isLifted(graph, "b")).toBe(true);
    expect(isLifted(needing("other").status("y", "READY"), "b")).toBe(true);
  });

  test("does not hold while it is not READY, though nothing stands in its way", () => {
    const graph = new Graph()
      .blocker("b", "x", [{ integration: "y" }])
      .status("y", "IN_PROGRESS")
      .review("y");
    expect(isLifted(graph, "b")).toBe(false);
    expect(readBlockingFeatures(graph, "x")).toEqual([]);
  });

  test.each(["REMOVED", "DISCONTINUED"] as const)("leads nowhere once it is %s", (status) => {
    const graph = needing().status("y", status);
    expect(isLifted(graph, "b")).toBe(false);
    expect(readBlockingFeatures(graph, "x")).toEqual([]);
  });
});
