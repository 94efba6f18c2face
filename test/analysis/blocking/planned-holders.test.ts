import { describe, expect, it } from "vitest";
import { findHeld, type PlannedRow } from "../../../src/analysis/blocking/planned-holders.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { Graph } from "../graph.ts";

const [ada, bob] = [1001, 1002];
const graph = new Graph()
  .released("done")
  .blocker("lifted", "shell")
  .blockerReport("lifted", "RESOLVED")
  .blocker("open", "shell");
const feature = (contributorId: number, slug: string): PlannedRow => ({
  contributorId,
  featureId: graph.feature(slug),
  blockerId: null,
});
const blocker = (contributorId: number, slug: string): PlannedRow => ({
  contributorId,
  featureId: null,
  blockerId: graph.blockerId(slug),
});
graph.feature("b");
graph.feature("a");

function hold(contributor: number, ...planned: PlannedRow[]): string[] | undefined {
  const held = findHeld(viewFacts(graph.facts).present, planned).get(contributor);
  return held?.map(({ type, id }) => `${type} ${graph.slugOf(id)}`);
}

describe("findHeld", () => {
  it("lists what waits for one person, blockers first, by slug, each once", () => {
    expect(hold(ada, feature(ada, "b"), feature(ada, "a"), feature(ada, "a"), blocker(ada, "open"))).toEqual([
      "Blocker open",
      "Feature a",
      "Feature b",
    ]);
  });

  it("leaves out what another person plans too, whoever comes first", () => {
    expect(hold(ada, feature(bob, "a"), feature(ada, "a"), feature(ada, "a"))).toBeUndefined();
    expect(hold(bob, feature(bob, "a"), feature(ada, "a"), feature(bob, "a"))).toBeUndefined();
  });

  it("leaves out what is done, and blockers out of view", () => {
    expect(hold(ada, feature(ada, "done"), blocker(ada, "lifted"), blocker(ada, "unseen"))).toBeUndefined();
  });
});
