import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { analyse } from "../../../src/analysis/analysis.ts";
import { type Assumed, assumeFacts } from "../../../src/analysis/assumptions/assume-facts.ts";
import type { Assumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { Graph } from "../graph.ts";
import { runs } from "../property-runs.ts";
import { arbitraryAssumed } from "./arbitrary-assumptions.ts";
import { contradicts } from "./assumed-facts.ts";

function assume(facts: FactsInView, assumptions: Assumptions): FactsInView {
  const analysis = analyse(facts).assuming(assumptions);
  return assumeFacts(facts, analysis.present, analysis.assumed as Assumed);
}

test("what holds by the facts as assumed is what holds under the assumptions", () => {
  fc.assert(
    fc.property(arbitraryAssumed, ({ facts, assumptions }) => {
      fc.pre(!contradicts(facts, assumptions));
      const under = analyse(facts).assuming(assumptions);
      const by = analyse(assume(facts, assumptions));
      for (const { id } of facts.integrations) {
        expect([by.statusOf(id), by.verdictOf(id)]).toEqual([under.statusOf(id), under.verdictOf(id)]);
        expect(by.blockersOf(id, { lifted: false })).toEqual(under.blockersOf(id, { lifted: false }));
      }
      for (const { id } of facts.features) expect(by.isUsable(id)).toBe(under.isUsable(id));
      for (const need of facts.needs) expect(by.needHolds(need)).toBe(under.needHolds(need));
    }),
    runs,
  );
});

describe("assumeFacts", () => {
  const graph = new Graph()
    .status("shell", "READY", { on: "2015-01-01" })
    .released("pipe")
    .blocker("waits", "shell", ["pipe"])
    .blockerReport("waits", "RESOLVED")
    .adopts("shell", "pipe");

  it("leaves the facts as they are where they say so already", () => {
    const assumptions = {
      ship: ["pipe"],
      adopt: [{ feature: "pipe" }],
      complete: ["shell"],
      resolve: [{ blocker: "waits" }],
    };
    expect(assume(graph.facts, assumptions)).toEqual(graph.facts);
  });

  it("dates what it adds by the viewpoint, and gives it no source", () => {
    const assumptions = { adopt: [{ feature: "pipe", integration: "dash" }], complete: ["dash"] };
    graph.status("dash", "STALLED");
    const { adoptions, statusReports } = assume(graph.facts, assumptions);
    const [dash, pipe] = [graph.integration("dash"), graph.feature("pipe")];
    expect(adoptions.at(-1)).toEqual({ id: 0, integrationId: dash, featureId: pipe });
    expect(statusReports.at(-1)).toEqual({
      id: 0,
      integrationId: dash,
      status: "READY",
      observedOn: "2020-01-01",
      sourceRank: -1,
      source: "",
      series: "",
    });
  });

  it("hides what is withdrawn", () => {
    const withdraw = {
      ship: ["pipe"],
      adopt: [{ feature: "pipe" }],
      resolve: [{ blocker: "waits" }],
      complete: ["shell"],
    };
    const { featureReleases, adoptions, blockerReports, statusReports } = assume(graph.facts, { withdraw });
    expect([featureReleases, adoptions, blockerReports]).toEqual([[], [], []]);
    expect(statusReports.every(({ status }) => status !== "READY")).toBe(true);
  });
});
