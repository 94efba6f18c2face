import fc from "fast-check";
import { expect, test } from "vitest";
import { type Analysis, analyse, type NodeKey } from "../../../src/analysis/analysis.ts";
import type { Blocking } from "../../../src/analysis/blocking/blocking.ts";
import type { FactsInView, NamedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import { Dice } from "../dice.ts";
import { drawLargeFacts } from "../large-facts.ts";
import type { Claim } from "./claim.ts";
import { ProofChecker } from "./proof-checker.ts";
import type { RawFact, RawFacts, RawNeed } from "./raw-facts.ts";

// Walks of ten blockers and more, of which nobody could list all: each fact has a source of its own.

test("proofs stand in graphs that hang together, however far they lead", () => {
  const depths: number[] = [];
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0.5, 0.7, 0.8), (seed, crossing) => {
      const shape = { integrations: 90, features: 20, blockers: 180, needs: 400, crossing, seed };
      const facts = drawLargeFacts(shape);
      const [analysis, dice] = [analyse(facts), new Dice(seed)];
      const checker = new ProofChecker(tellFacts(facts), facts.asOf, null);
      for (const { id: feature } of dice.some(facts.features, 4, 4)) {
        for (const { id: integration } of dice.some(facts.integrations, 15, 15)) {
          const blocking = analysis.blocking(integration, feature);
          const [from, to] = [slugOf(facts.integrations, integration), slugOf(facts.features, feature)];
          if (blocking === null) expect([from, to, checker.findWalk(from, to)]).toEqual([from, to, null]);
          else expect(checker.check(claim(facts, analysis, blocking))).toEqual([]);
          depths.push(blocking?.depth ?? 0);
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(depths.filter((depth) => depth === 0).length).toBeGreaterThan(50);
  expect(depths.filter((depth) => depth > 5).length).toBeGreaterThan(50);
}, 120_000);

/** A blocking by slugs, each of its facts by the source that says it. */
function claim({ integrations, features }: FactsInView, analysis: Analysis, blocking: Blocking): Claim {
  const tellers = { BLOCKED_BY: "blocker", NEEDS: "remedy", REQUIRES: "requirement" };
  const name = ({ type, id }: NodeKey): string => `${type} ${analysis.slugOf(type, id)}`;
  return {
    integration: slugOf(integrations, blocking.integrationId),
    feature: slugOf(features, blocking.featureId),
    depth: blocking.depth,
    reason: blocking.reason,
    adopter: slugOf(integrations, blocking.adopterId),
    edges: blocking.explanation.edges.map(({ kind, from, to, factIds }) => ({
      kind,
      from: name(from),
      to: name(to),
      sources: factIds.map((id) => `${tellers[kind]}-${id}`).sort(),
    })),
  };
}

/** The same facts as rows of tables, by slugs. */
function tellFacts(facts: FactsInView): RawFacts {
  const { integrations, features, blockers } = facts;
  const fact = (teller: string, id: number): RawFact => {
    const slug = `${teller}-${id}`;
    const source = { slug, kind: "MAIL", series: slug, publishedOn: "2015-01-01" };
    return { id, slug, date: null, end: null, sources: [source] };
  };
  const nothing: RawNeed = { feature: null, blocker: null, integration: null, capability: null, work: null };
  return {
    statuses: facts.statusReports.map(({ id, integrationId, status, observedOn }) => ({
      ...fact("status", id),
      date: observedOn,
      integration: slugOf(integrations, integrationId),
      word: status,
    })),
    blockers: blockers.map(({ id, slug, integrationId }) => ({
      ...fact("blocker", id),
      slug,
      integration: slugOf(integrations, integrationId),
      capability: null,
    })),
    remedies: facts.remedies.map(({ id, blockerId }) => ({
      ...fact("remedy", id),
      blocker: slugOf(blockers, blockerId),
      needs: facts.needs
        .filter(({ remedyId }) => remedyId === id)
        .map((need) => {
          if (need.kind === "FEATURE") return { ...nothing, feature: slugOf(features, need.featureId) };
          if (need.kind === "BLOCKER") return { ...nothing, blocker: slugOf(blockers, need.blockerId) };
          if (need.kind === "WORK") return { ...nothing, work: need.work };
          return { ...nothing, integration: slugOf(integrations, need.integrationId) };
        }),
    })),
    adoptions: facts.adoptions.map(({ id, integrationId, featureId }) => ({
      ...fact("adoption", id),
      integration: slugOf(integrations, integrationId),
      feature: slugOf(features, featureId),
    })),
    requirements: facts.requirements.map(({ id, featureId, requiredFeatureId }) => ({
      ...fact("requirement", id),
      feature: slugOf(features, featureId),
      required: slugOf(features, requiredFeatureId),
    })),
    releases: facts.featureReleases.map(({ featureId, change, releasedOn }) => ({
      feature: slugOf(features, featureId),
      change,
      releasedOn,
    })),
    reviews: [],
    capabilities: [],
    reports: [],
    authored: [],
  };
}

function slugOf(rows: readonly NamedRow[], id: number): string {
  return rows.find((row) => row.id === id)?.slug as string;
}
