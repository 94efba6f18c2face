import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";

function readVerdict(graph: Graph): string | null {
  return graph.analyse().verdictOf(graph.integration("x"));
}

function readSummary(graph: Graph): string {
  return graph.analyse().summaryOf(graph.integration("x"));
}

describe("without a status in view", () => {
  test("the verdict is null, though there is a blocker", () => {
    const graph = new Graph().blocker("b", "x", ["f"]);
    expect(readVerdict(graph)).toBeNull();
    expect(readSummary(graph)).toBe("Nobody has reported a status of x.");
  });
});

describe("ENDED", () => {
  test("goes before anything else", () => {
    const removed = new Graph().status("x", "REMOVED").blocker("b", "x", ["f"]);
    expect(readVerdict(removed)).toBe("ENDED");
    expect(readSummary(removed)).toBe("x no longer supports CRIU: its support was taken out.");
    const discontinued = new Graph().status("x", "DISCONTINUED");
    expect(readVerdict(discontinued)).toBe("ENDED");
    expect(readSummary(discontinued)).toBe("x has ended: the software is discontinued.");
  });
});

describe("READY", () => {
  test("is without any unlifted blocker", () => {
    const graph = new Graph().status("x", "READY").blocker("b", "x").blockerReport("b", "RESOLVED");
    expect(readVerdict(graph)).toBe("READY");
    expect(readSummary(graph)).toBe("x is ready, and nothing on record stands in its way.");
  });

  test("has gaps with one, of a capability or WONT_FIX too", () => {
    const graph = new Graph().status("x", "READY").blocker("b", "x/migrate", ["f"], ["g"]);
    expect(readVerdict(graph)).toBe("READY_WITH_GAPS");
    expect(readSummary(graph)).toBe("x is ready, with 1 gap: b; 2 features stand behind it (f, g).");
    expect(readVerdict(graph.blockerReport("b", "WONT_FIX"))).toBe("READY_WITH_GAPS");
    expect(readSummary(graph)).toBe("x is ready, with 1 gap: b; no feature stands behind it.");
  });
});

describe("BLOCKED", () => {
  test("is what is not READY and has an unlifted blocker", () => {
    const graph = new Graph().status("x", "NOT_STARTED").blocker("b", "x", ["f"]);
    expect(readVerdict(graph)).toBe("BLOCKED");
    expect(readSummary(graph)).toBe("x is blocked: b; 1 feature stands behind it (f).");
  });

  test("names the nearest features and the first blockers when there are many", () => {
    const graph = new Graph().status("x", "STALLED");
    for (const slug of ["e", "d", "c", "b", "a"]) graph.blocker(slug, "x", [`f-${slug}`]);
    expect(readSummary(graph)).toBe(
      "x is blocked: a, b, c and 2 more; 5 features stand behind them (f-a, f-b, f-c and 2 more).",
    );
  });
});

describe("CLEAR and UNEXPLAINED", () => {
  test("CLEAR is what has a blocker on record, and none that is unlifted", () => {
    const graph = new Graph().status("x", "STALLED").blocker("b", "x").blockerReport("b", "RESOLVED");
    expect(readVerdict(graph)).toBe("CLEAR");
    expect(readSummary(graph)).toBe(
      "x is clear: its one recorded blocker is lifted, and someone can go ahead.",
    );
  });

  test("CLEAR is what was reviewed, and nothing found", () => {
    const graph = new Graph().status("x", "STALLED").review("x");
    expect(readVerdict(graph)).toBe("CLEAR");
    expect(readSummary(graph)).toBe(
      "x is clear: it was reviewed, no blocker is on record, and someone can go ahead.",
    );
  });

  test("UNEXPLAINED is what nobody said anything about but its status", () => {
    const graph = new Graph().status("x", "NOT_STARTED");
    expect(readVerdict(graph)).toBe("UNEXPLAINED");
    expect(readSummary(graph)).toBe("x is not started, and nobody has recorded what stands in its way.");
  });
});

test("a capability is listed with its state once a report or a blocker speaks of it", () => {
  const graph = new Graph()
    .capability("x", "suspend", "WORKS")
    .capability("x", "suspend", "PARTIAL", { on: "2017-01-01", source: "mail" })
    .blocker("b", "x/restore", ["f"])
    .blocker("c", "y", [{ integration: "x", capability: "only-needed" }]);
  const standings = graph.analyse().capabilitiesOf(graph.integration("x"));
  expect(standings.map(({ slug, state }) => [slug, state])).toEqual([
    ["suspend", "PARTIAL"],
    ["restore", null],
  ]);
});

test("integrations are found by status and by verdict", () => {
  const graph = new Graph().status("b", "READY").status("a", "READY").status("c", "STALLED");
  const analysis = graph.analyse();
  expect(analysis.integrationsWithStatus("READY").map((id) => graph.slugOf(id))).toEqual(["a", "b"]);
  expect(analysis.integrationsWithVerdict("UNEXPLAINED").map((id) => graph.slugOf(id))).toEqual(["c"]);
});
