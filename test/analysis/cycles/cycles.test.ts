import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { type BlockingCycle, findBlockingCycles } from "../../../src/analysis/cycles/cycles.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import type { Present } from "../../../src/analysis/standing/present.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Graph } from "../graph.ts";
import { runs } from "../property-runs.ts";
import { type BlockingStep, listBlockingSteps } from "./blocking-step.ts";

function present(facts: FactsInView): Present {
  return viewFacts(facts).present;
}

test("on any small graph cycles are what can reach each other, and break as the fewest edges say", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const edges = listBlockingSteps(facts);
      const cycles = finish(findBlockingCycles(present(facts)));
      const parts = findParts(edges);
      const members = parts.map((part) => [...new Set(part.map((node) => node.split("/")[0]))].sort());
      expect(cycles.map(nameMembers).sort(byText)).toEqual(members.sort(byText));
      expect(cycles.every(({ minimal }) => minimal)).toBe(true);
      const breaking = cycles.flatMap((cycle) => cycle.breaking).map(nameEdge);
      expect(findParts(edges.filter((edge) => !breaking.includes(nameStep(edge))))).toEqual([]);
      const inside = edges.filter(({ from, to }) =>
        parts.some((part) => part.includes(from) && part.includes(to)),
      );
      if (inside.length <= 12) expect(breaking.length).toBe(countFewest(inside));
      for (const edge of cycles.flatMap((cycle) => cycle.breaking)) {
        expect(edge.factIds).toEqual(edges.find((each) => nameStep(each) === nameEdge(edge))?.factIds);
      }
    }),
    runs,
  );
});

describe("findBlockingCycles", () => {
  const read = (graph: Graph): string[][] =>
    finish(findBlockingCycles(present(graph.facts))).map(({ members }) =>
      members.map(({ id }) => graph.slugOf(id)),
    );

  it("finds blockers that wait for each other, with the remedies that make them", () => {
    const graph = new Graph()
      .blocker("hen", "farm", [{ blocker: "egg" }])
      .blocker("egg", "farm", [{ blocker: "hen" }, { work: "import" }]);
    const [cycle] = finish(findBlockingCycles(present(graph.facts)));
    expect(read(graph)).toEqual([["egg", "hen"]]);
    expect(cycle?.breaking).toHaveLength(1);
    expect(cycle?.breaking[0]?.factIds).toHaveLength(1);
    expect(cycle?.minimal).toBe(true);
  });

  it("does not count a circle that another remedy has lifted, nor one through WONT_FIX", () => {
    const graph = new Graph()
      .blocker("hen", "farm", [{ blocker: "egg" }])
      .blocker("egg", "farm", [{ blocker: "hen" }], [{ work: "import" }]);
    expect(read(graph)).toHaveLength(1);
    graph.blockerReport("egg", "RESOLVED", { work: "import" });
    expect(read(graph)).toEqual([]);
    const stuck = new Graph()
      .blocker("hen", "farm", [{ blocker: "egg" }])
      .blocker("egg", "farm", [{ blocker: "hen" }])
      .blockerReport("egg", "WONT_FIX");
    expect(read(stuck)).toEqual([]);
  });

  it("passes through an integration that is not ready, as a member", () => {
    const graph = new Graph()
      .status("shell", "IN_PROGRESS")
      .status("tmux", "IN_PROGRESS")
      .blocker("shell-waits", "shell", [{ integration: "tmux" }])
      .blocker("tmux-waits", "tmux", [{ integration: "shell" }]);
    expect(read(graph)).toEqual([["shell-waits", "tmux-waits", "shell", "tmux"]]);
    const [cycle] = finish(findBlockingCycles(present(graph.facts)));
    expect(cycle?.breaking).toHaveLength(1);
  });

  it("keeps the capabilities of one ready integration apart", () => {
    const graph = new Graph()
      .status("engine", "READY")
      .blocker("slow", "engine/suspend", [{ integration: "engine", capability: "restore" }])
      .blocker("rough", "engine/restore", [{ work: "code" }]);
    expect(read(graph)).toEqual([]);
    graph.blocker("circular", "engine/restore", [{ integration: "engine", capability: "suspend" }]);
    expect(read(graph)).toEqual([["circular", "slow", "engine"]]);
    const [cycle] = finish(findBlockingCycles(present(graph.facts)));
    expect(cycle?.breaking).toHaveLength(1);
  });

  it("finds features that require each other, after blockers", () => {
    const graph = new Graph()
      .released("lock")
      .released("key")
      .requires("lock", "key")
      .requires("key", "lock")
      .blocker("self", "farm", [{ blocker: "self" }]);
    expect(read(graph)).toEqual([["self"], ["key", "lock"]]);
    const [, features] = finish(findBlockingCycles(present(graph.facts)));
    expect(features?.breaking[0]?.kind).toBe("REQUIRES");
  });

  it("breaks a tangle at the one blocker all need", () => {
    const graph = new Graph().status("core", "IN_PROGRESS");
    graph.blocker("core-first", "core", [{ blocker: "a" }], [{ blocker: "b" }], [{ blocker: "c" }]);
    for (const slug of ["a", "b", "c"]) graph.blocker(slug, "rest", [{ integration: "core" }]);
    const [cycle] = finish(findBlockingCycles(present(graph.facts)));
    expect(cycle?.breaking.map(({ kind }) => kind)).toEqual(["BLOCKED_BY"]);
    expect(cycle?.breaking[0]?.factIds).toEqual([graph.blockerId("core-first")]);
  });
});

/** Nodes that can reach each other, and themselves, by closing over all pairs. */
function findParts(edges: readonly BlockingStep[]): string[][] {
  const nodes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const reach = new Set(edges.map(({ from, to }) => `${from}>${to}`));
  for (const through of nodes) {
    for (const from of nodes) {
      for (const to of nodes) {
        if (reach.has(`${from}>${through}`) && reach.has(`${through}>${to}`)) reach.add(`${from}>${to}`);
      }
    }
  }
  const parts = nodes
    .filter((node) => reach.has(`${node}>${node}`))
    .map((node) => nodes.filter((other) => reach.has(`${node}>${other}`) && reach.has(`${other}>${node}`)));
  return [...new Map(parts.map((part) => [part.join(), part])).values()];
}

function countFewest(edges: readonly BlockingStep[]): number {
  let fewest = edges.length;
  for (let bits = 0; bits < 2 ** edges.length; bits++) {
    const kept = edges.filter((_, edge) => ((bits >> edge) & 1) === 0);
    const removed = edges.length - kept.length;
    if (removed < fewest && isAcyclic(kept)) fewest = removed;
  }
  return fewest;
}

function isAcyclic(edges: readonly BlockingStep[]): boolean {
  let left = edges;
  for (;;) {
    const rest = left.filter(({ from }) => left.some(({ to }) => to === from));
    if (rest.length === left.length) return left.length === 0;
    left = rest;
  }
}

function nameMembers({ members }: BlockingCycle): string[] {
  return members.map(({ type, id }) => `${type} ${id}`).sort();
}

/** An edge without what tells an integration's nodes apart, but for the capability of a need. */
function nameEdge({ kind, from, to, capabilityId }: BlockingCycle["breaking"][number]): string {
  return `${from.type} ${from.id} ${kind} ${to.type} ${to.id} ${capabilityId ?? ""}`;
}

function nameStep({ kind, from, to }: BlockingStep): string {
  const [target, capability = ""] = to.split("/");
  return `${from.split("/")[0]} ${kind} ${target} ${capability}`;
}

function byText(a: readonly unknown[], b: readonly unknown[]): number {
  return a.join() < b.join() ? -1 : 1;
}
