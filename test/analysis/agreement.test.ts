import fc from "fast-check";
import { expect, test } from "vitest";
import { type Analysis, analyse } from "../../src/analysis/analysis.ts";
import type { Blocking } from "../../src/analysis/blocking/blocking.ts";
import type { ExplanationEdge } from "../../src/analysis/blocking/explanation.ts";
import { buildMatrix } from "../../src/analysis/matrix.ts";
import type { FactsInView } from "../../src/analysis/projection/facts-in-view.ts";
import { arbitraryFacts } from "./arbitrary-facts.ts";
import { Dice } from "./dice.ts";
import { drawFacts } from "./draw-facts.ts";
import { findHardShapes } from "./hard-shape.ts";
import { Oracle, TooManyWalks } from "./oracle.ts";
import { runs } from "./property-runs.ts";
import type { Walk } from "./walk.ts";

test("on any small graph the analysis says of every node what the definitions say", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const [analysis, oracle] = [analyse(facts), new Oracle(facts)];
      expect(readNodes(facts, analysis)).toEqual(expectNodes(facts, oracle));
    }),
    runs,
  );
});

test("on any small graph the analysis blocks, and explains, as the definitions do", () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      expectBlockings(facts, analyse(facts), new Oracle(facts));
    }),
    runs,
  );
});

test("on any graph of up to 20 features it does both, and ranks, and each hard shape was among them", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const facts = drawFacts(new Dice(seed));
      const [analysis, oracle] = [analyse(facts), new Oracle(facts, mostSteps)];
      fc.pre(isListable(facts, oracle));
      expect(readNodes(facts, analysis)).toEqual(expectNodes(facts, oracle));
      expectBlockings(facts, analysis, oracle);
      expectRankings(facts, analysis, oracle);
      for (const [shape, isThere] of Object.entries(findHardShapes(facts, oracle))) {
        seen.set(shape, (seen.get(shape) ?? 0) + (isThere ? 1 : 0));
      }
    }),
    runs,
  );
  expect([...seen].filter(([, times]) => times < 5)).toEqual([]);
});

/** In few graphs walks are too many to be listed. */
const mostSteps = 4000;

function isListable(facts: FactsInView, oracle: Oracle): boolean {
  try {
    for (const { id } of facts.integrations) oracle.walks(id);
    return true;
  } catch (error) {
    if (error instanceof TooManyWalks) return false;
    throw error;
  }
}

function expectBlockings(facts: FactsInView, analysis: Analysis, oracle: Oracle): void {
  const pairs = facts.integrations.flatMap((i) => facts.features.map((f) => [i.id, f.id] as const));
  const expected = pairs.flatMap(([i, f]) => expectBlocking(facts, oracle, i, f) ?? []);
  expect(pairs.flatMap(([i, f]) => readBlocking(analysis.blocking(i, f)) ?? [])).toEqual(expected);
  for (const { id } of facts.integrations) {
    const found = analysis.blockingFeatures(id).map(readBlocking);
    expect(found).toEqual(
      sort(
        facts,
        expected.filter((blocking) => blocking.integrationId === id),
      ),
    );
  }
  for (const { id } of facts.features) {
    const all = sort(
      facts,
      expected.filter((blocking) => blocking.featureId === id),
    );
    const going = all.filter((blocking) => !oracle.isEnded(blocking.integrationId));
    expect(analysis.blockedIntegrations(id, { includeEnded: true }).map(readBlocking)).toEqual(all);
    expect(analysis.blockedIntegrations(id).map(readBlocking)).toEqual(going);
    expect(analysis.blockedCount(id)).toBe(going.length);
    expect(analysis.blockedCounts().get(id) ?? 0).toBe(going.length);
  }
}

/** Rankings and the matrix count what has not ended; with what has ended, the matrix counts all. */
function expectRankings(facts: FactsInView, analysis: Analysis, oracle: Oracle): void {
  const count = (feature: number, includeEnded: boolean): number =>
    facts.integrations.filter(
      ({ id }) => (includeEnded || !oracle.isEnded(id)) && oracle.explain(id, feature) !== null,
    ).length;
  const rank = (includeEnded: boolean) =>
    facts.features
      .map(({ id, slug }) => ({ featureId: id, slug, blocked: count(id, includeEnded) }))
      .sort((a, b) => b.blocked - a.blocked || (a.slug < b.slug ? -1 : 1));
  expect(analysis.rankByBlocked()).toEqual(rank(false).map(({ slug, ...ranked }) => ranked));
  for (const includeEnded of [false, true]) {
    const matrix = buildMatrix(analysis, { first: 100, includeEnded });
    const blocking = rank(includeEnded).filter(({ blocked }) => blocked > 0);
    expect(matrix.featureIds).toEqual(blocking.map(({ featureId }) => featureId));
    expect(matrix.cells).toHaveLength(blocking.reduce((sum, { blocked }) => sum + blocked, 0));
    expect(matrix.integrationIds.filter((id) => !includeEnded && oracle.isEnded(id))).toEqual([]);
  }
}

function readNodes(facts: FactsInView, analysis: Analysis): unknown {
  return {
    statuses: facts.integrations.map(({ id }) => analysis.statusOf(id)),
    verdicts: facts.integrations.map(({ id }) => analysis.verdictOf(id)),
    capabilities: facts.integrations.map(({ id }) =>
      analysis.capabilitiesOf(id).map(({ capabilityId, state }) => ({ capabilityId, state })),
    ),
    availabilities: facts.features.map(({ id }) => analysis.availabilityOf(id)),
    usable: facts.features.map(({ id }) => analysis.isUsable(id)),
    states: facts.blockers.map(({ id }) => analysis.blockerState(id)),
    lifted: facts.blockers.map(({ id }) => analysis.isLifted(id)),
    needs: facts.needs.map((need) => analysis.needHolds(need)),
    remedies: facts.remedies.map(({ id }) => analysis.remedyHolds(id)),
  };
}

function expectNodes(facts: FactsInView, oracle: Oracle): unknown {
  return {
    statuses: facts.integrations.map(({ id }) => oracle.status(id)),
    verdicts: facts.integrations.map(({ id }) => oracle.verdict(id)),
    capabilities: facts.integrations.map(({ id }) =>
      facts.capabilities
        .filter((row) => row.integrationId === id)
        .map((row) => ({ capabilityId: row.id, state: oracle.capabilityState(row.id) }))
        .filter(
          (row) => row.state !== null || facts.blockers.some((b) => b.capabilityId === row.capabilityId),
        ),
    ),
    availabilities: facts.features.map(({ id }) => oracle.availability(id)),
    usable: facts.features.map(({ id }) => oracle.isUsable(id)),
    states: facts.blockers.map(({ id }) => oracle.blockerState(id)),
    lifted: facts.blockers.map(({ id }) => oracle.lifted.has(id)),
    needs: facts.needs.map((need) => oracle.needHolds(need)),
    remedies: facts.remedies.map(({ id, blockerId }) =>
      facts.blockers.some((blocker) => blocker.id === blockerId)
        ? facts.needs.filter((need) => need.remedyId === id).every((need) => oracle.needHolds(need))
        : null,
    ),
  };
}

interface ExpectedBlocking {
  readonly integrationId: number;
  readonly featureId: number;
  readonly depth: number;
  readonly reason: string;
  readonly necessity: string;
  readonly adopterId: number | undefined;
  readonly edges: readonly ExplanationEdge[];
}

function readBlocking(blocking: Blocking | null): ExpectedBlocking | null {
  if (blocking === null) return null;
  const { integrationId, featureId, depth, reason, necessity, adopterId, explanation } = blocking;
  return { integrationId, featureId, depth, reason, necessity, adopterId, edges: explanation.edges };
}

function expectBlocking(
  facts: FactsInView,
  oracle: Oracle,
  integrationId: number,
  featureId: number,
): ExpectedBlocking | null {
  const walk = oracle.explain(integrationId, featureId);
  if (walk === null) return null;
  const blockers = walk.nodes.filter((node) => node.type === "Blocker");
  return {
    integrationId,
    featureId,
    depth: blockers.length,
    reason: oracle.availability(featureId) === "AVAILABLE" ? "NOT_ADOPTED" : "MISSING",
    necessity: oracle.necessity(integrationId, featureId),
    adopterId: facts.blockers.find((row) => row.id === blockers.at(-1)?.id)?.integrationId,
    edges: expectEdges(facts, walk),
  };
}

function expectEdges(facts: FactsInView, walk: Walk): ExplanationEdge[] {
  return walk.nodes.slice(1).map((to, index) => {
    const from = walk.nodes[index] as (typeof walk.nodes)[number];
    if (from.type === "Integration") return { kind: "BLOCKED_BY", from, to, factIds: [to.id] };
    if (from.type === "Feature") {
      const rows = facts.requirements.filter((r) => r.featureId === from.id && r.requiredFeatureId === to.id);
      return { kind: "REQUIRES", from, to, factIds: rows.map((row) => row.id) };
    }
    const targetOf = { Feature: "featureId", Blocker: "blockerId", Integration: "integrationId" }[to.type];
    const making = facts.needs.filter((need) => Reflect.get(need, targetOf) === to.id);
    const remedies = facts.remedies.filter(
      (remedy) => remedy.blockerId === from.id && making.some((need) => need.remedyId === remedy.id),
    );
    return { kind: "NEEDS", from, to, factIds: remedies.map((remedy) => remedy.id) };
  });
}

function sort(facts: FactsInView, blockings: readonly ExpectedBlocking[]): ExpectedBlocking[] {
  const slugOf = (id: number): string =>
    [...facts.integrations, ...facts.features].find((row) => row.id === id)?.slug as string;
  const key = (b: ExpectedBlocking): string => `${b.depth} ${slugOf(b.integrationId)} ${slugOf(b.featureId)}`;
  return blockings.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
