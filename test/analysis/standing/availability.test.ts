import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";

function readAvailability(graph: Graph, feature = "f"): string {
  return graph.analyse().availabilityOf(graph.feature(feature));
}

function readSince(graph: Graph): number | null {
  return graph.analyse().sinceOf(graph.feature("f"));
}

describe("a feature", () => {
  test("is MISSING when nobody wrote it, PLANNED when somebody did, AVAILABLE when a release has it", () => {
    const graph = new Graph().authored("planned").released("f");
    graph.feature("missing");
    expect(["missing", "planned", "f"].map((feature) => readAvailability(graph, feature))).toEqual([
      "MISSING",
      "PLANNED",
      "AVAILABLE",
    ]);
  });

  test("has been there since the earliest release, a backport too", () => {
    const graph = new Graph()
      .released("f", "ADDED", "2014-12-01", "1.4")
      .released("f", "ADDED", "2014-09-12", "1.3.1");
    expect(readSince(graph)).toBe(graph.releaseId("1.3.1"));
  });

  test("that a later release removed is not there, PLANNED if it was written", () => {
    const graph = new Graph().released("f").released("f", "REMOVED", "2016-01-01");
    expect(readAvailability(graph)).toBe("MISSING");
    expect(readSince(graph)).toBeNull();
    expect(readAvailability(graph.authored("f"))).toBe("PLANNED");
  });

  test("that came back has been there since it came back", () => {
    const graph = new Graph()
      .released("f", "ADDED", "2014-01-01", "1")
      .released("f", "REMOVED", "2015-01-01", "2")
      .released("f", "ADDED", "2016-01-01", "3")
      .released("f", "ADDED", "2017-01-01", "4");
    expect(readSince(graph)).toBe(graph.releaseId("3"));
  });

  test("that is removed and added on one day is there", () => {
    const graph = new Graph()
      .released("f", "REMOVED", "2016-01-01")
      .released("f", "ADDED", "2016-01-01", "2");
    expect(readSince(graph)).toBe(graph.releaseId("2"));
  });
});

describe("a feature is usable", () => {
  const isUsable = (graph: Graph): boolean => graph.analyse().isUsable(graph.feature("f"));

  test("when all it requires is, directly or not", () => {
    const graph = new Graph().released("f").released("g").requires("f", "g").requires("g", "h");
    expect(isUsable(graph)).toBe(false);
    expect(isUsable(graph.released("h"))).toBe(true);
  });

  test("never in a circle of requirements", () => {
    expect(isUsable(new Graph().released("f").released("g").requires("f", "g").requires("g", "f"))).toBe(
      false,
    );
    expect(isUsable(new Graph().released("f").requires("f", "f"))).toBe(false);
  });

  test("when a requirement that two sources state is met", () => {
    expect(isUsable(new Graph().released("f").released("g").requires("f", "g").requires("f", "g"))).toBe(
      true,
    );
  });
});
