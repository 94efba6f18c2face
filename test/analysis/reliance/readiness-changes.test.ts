import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { analyse } from "../../../src/analysis/analysis.ts";
import { FactIndex } from "../../../src/analysis/projection/fact-index.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { listChangedFacts, listReadinessChanges } from "../../../src/analysis/reliance/readiness-changes.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Graph } from "../graph.ts";
import { runs } from "../property-runs.ts";

/** The changes, and how to ask for the facts behind them. */
function compareFacts(from: FactsInView, to: FactsInView) {
  const [before, after] = [new FactIndex(from), new FactIndex(to)];
  const changes = listReadinessChanges(viewFacts(from).present, viewFacts(to).present);
  return {
    changes: changes.map(({ integrationId, from, to }) => ({ integrationId, from, to })),
    factsOf: (integrationId: number) => listChangedFacts(before, after, integrationId),
  };
}

function compare(from: Graph, to: Graph) {
  return compareFacts(from.facts, to.facts);
}

/** The same graph twice, the second time with more told of it. */
function tellTwice(tell: (graph: Graph) => void, more: (graph: Graph) => void): [Graph, Graph] {
  const [before, after] = [new Graph(), new Graph()];
  tell(before);
  tell(after);
  more(after);
  return [before, after];
}

describe("readiness changes", () => {
  it("lists the verdicts that differ, and the facts that came", () => {
    const [before, after] = tellTwice(
      (graph) =>
        graph
          .status("systemd", "IN_PROGRESS")
          .status("lxc", "READY")
          .released("sibling")
          .blocker("orphan", "systemd", ["sibling"]),
      (graph) => graph.adopts("systemd", "sibling").adopts("lxc", "sibling"),
    );
    const compared = compare(before, after);
    const systemd = after.integration("systemd");
    expect(compared.changes).toEqual([{ integrationId: systemd, from: "BLOCKED", to: "CLEAR" }]);
    expect(compared.factsOf(systemd)).toEqual([after.facts.adoptions[0]?.id]);
    expect(compare(after, before).factsOf(systemd)).toEqual([after.facts.adoptions[0]?.id]);
  });

  it("follows the blockers of others, but leaves out what the verdict cannot rest on", () => {
    const [before, after] = tellTwice(
      (graph) =>
        graph
          .status("shell", "IN_PROGRESS")
          .status("engine", "READY")
          .blocker("engine-slow", "engine/suspend", [{ work: "code" }])
          .blocker("waits", "shell", [{ integration: "engine", capability: "suspend" }]),
      (graph) =>
        graph
          .blockerReport("engine-slow", "RESOLVED", { work: "code" })
          .blocker("engine-rough", "engine/restore")
          .review("engine")
          .capability("engine", "suspend", "WORKS"),
    );
    const compared = compare(before, after);
    const shell = after.integration("shell");
    expect(compared.changes).toContainEqual({ integrationId: shell, from: "BLOCKED", to: "CLEAR" });
    expect(compared.factsOf(shell)).toEqual([after.facts.blockerReports[0]?.id]);
  });

  it("says null where there was no status in view", () => {
    const [before, after] = tellTwice(
      (graph) => graph.integration("rocket"),
      (graph) => graph.status("rocket", "STALLED"),
    );
    expect(compare(before, after).changes).toEqual([
      { integrationId: after.integration("rocket"), from: null, to: "UNEXPLAINED" },
    ]);
  });
});

test("a viewpoint differs from itself in nothing", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const compared = compareFacts(facts, facts);
      expect(compared.changes).toEqual([]);
      for (const { id } of facts.integrations) expect(compared.factsOf(id)).toEqual([]);
    }),
    runs,
  );
});

test("without the facts named, nothing differs: what one viewpoint lacks of any other's is named", () => {
  const parts = ["adoptions", "remedies", "blockerReports", "statusReports", "featureReleases"] as const;
  fc.assert(
    fc.property(arbitraryFacts, fc.constantFrom(...parts), (to, part) => {
      const facts = {
        ...to,
        statusReports: to.statusReports.map((row) => ({ ...row, id: row.id + 10_000 })),
      };
      const from = { ...facts, [part]: [] };
      const compared = compareFacts(from, facts);
      const [before, after] = [analyse(from), analyse(facts)];
      expect(compared.changes).toEqual(
        after
          .integrationIds()
          .map((id) => ({ integrationId: id, from: before.verdictOf(id), to: after.verdictOf(id) }))
          .filter((change) => change.from !== change.to),
      );
      for (const { integrationId } of compared.changes) {
        const named = new Set(compared.factsOf(integrationId));
        const rows = facts[part].filter(({ id }) => !named.has(id));
        const rest = analyse({ ...facts, [part]: facts[part].filter(({ id }) => named.has(id)) });
        expect(rest.verdictOf(integrationId)).toBe(after.verdictOf(integrationId));
        const others = analyse({ ...facts, [part]: rows });
        expect(others.verdictOf(integrationId)).toBe(before.verdictOf(integrationId));
      }
    }),
    runs,
  );
});
