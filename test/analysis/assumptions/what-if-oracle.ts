import type { Assumptions, HeldAssumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { WhatIf } from "../../../src/analysis/assumptions/what-if.ts";
import type { BlockerRow, FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { Oracle } from "../oracle.ts";
import { assumeFacts } from "./assumed-facts.ts";

/** The comparison of the design, by writing what is assumed and following every walk from the front. */
export function expectWhatIf(facts: FactsInView, assumptions: Assumptions, includeEnded: boolean): WhatIf {
  const [before, after] = [new Oracle(facts), new Oracle(assumeFacts(facts, assumptions))];
  const named = nameNodes(assumptions);
  const bySlug = [...facts.integrations].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const integrations = bySlug.filter(({ id }) => includeEnded || !after.isEnded(id));
  const unlifted = (oracle: Oracle, id: number): number[] =>
    facts.blockers
      .filter((row) => row.integrationId === id && !oracle.lifted.has(row.id))
      .sort((a, b) => (a.slug < b.slug ? -1 : 1))
      .map((row) => row.id);
  const isTouched = (id: number): boolean => {
    const met = new Set<string>([`integration ${slugOf(facts, id)}`]);
    for (const blocker of facts.blockers) {
      if (blocker.integrationId === id && !before.lifted.has(blocker.id)) meet(facts, before, blocker, met);
    }
    return named.some((name) => met.has(name));
  };
  const blocked = integrations.filter(({ id }) => unlifted(before, id).length > 0);
  const free = integrations.filter(({ id }) => unlifted(before, id).length === 0);
  return {
    unblocked: blocked.filter(({ id }) => unlifted(after, id).length === 0).map(({ id }) => id),
    stillBlocked: blocked
      .filter(({ id }) => unlifted(after, id).length > 0 && isTouched(id))
      .map(({ id }) => ({ integrationId: id, remaining: unlifted(after, id) })),
    newlyBlocked: free.filter(({ id }) => unlifted(after, id).length > 0).map(({ id }) => id),
  };
}

function nameNodes(assumptions: Assumptions): string[] {
  const name = (held: HeldAssumptions): string[] => [
    ...(held.ship ?? []).map((slug) => `feature ${slug}`),
    ...(held.adopt ?? []).flatMap(({ feature, integration }) => [
      `feature ${feature}`,
      ...(integration == null ? [] : [`integration ${integration}`]),
    ]),
    ...(held.resolve ?? []).flatMap(({ blocker, work }) => [`blocker ${blocker}`, `work ${blocker} ${work}`]),
    ...(held.complete ?? []).map((slug) => `integration ${slug}`),
  ];
  return [...name(assumptions), ...name(assumptions.withdraw ?? {})];
}

/** Everything that walks from an unlifted blocker meet. */
function meet(facts: FactsInView, oracle: Oracle, blocker: BlockerRow, met: Set<string>): void {
  if (met.has(`blocker ${blocker.slug}`)) return;
  met.add(`blocker ${blocker.slug}`);
  if (oracle.blockerState(blocker.id) !== "OPEN") return;
  for (const need of facts.needs) {
    const owner = facts.remedies.find((row) => row.id === need.remedyId)?.blockerId;
    if (owner !== blocker.id || oracle.needHolds(need)) continue;
    if (need.kind === "FEATURE") meetFeature(facts, oracle, need.featureId, met);
    if (need.kind === "WORK") met.add(`work ${blocker.slug} ${need.work}`);
    if (need.kind === "BLOCKER") {
      for (const row of facts.blockers) if (row.id === need.blockerId) meet(facts, oracle, row, met);
    }
    if (need.kind !== "INTEGRATION") continue;
    met.add(`integration ${slugOf(facts, need.integrationId)}`);
    if (oracle.isEnded(need.integrationId)) continue;
    const isReady = oracle.status(need.integrationId) === "READY";
    for (const row of facts.blockers) {
      const keeps = row.integrationId === need.integrationId && !oracle.lifted.has(row.id);
      if (keeps && (!isReady || row.capabilityId === need.capabilityId)) meet(facts, oracle, row, met);
    }
  }
}

function meetFeature(facts: FactsInView, oracle: Oracle, feature: number, met: Set<string>): void {
  const name = `feature ${facts.features.find((row) => row.id === feature)?.slug}`;
  if (met.has(name)) return;
  met.add(name);
  for (const row of facts.requirements) {
    if (row.featureId !== feature || oracle.isUsable(row.requiredFeatureId)) continue;
    meetFeature(facts, oracle, row.requiredFeatureId, met);
  }
}

function slugOf(facts: FactsInView, integration: number): string | undefined {
  return facts.integrations.find((row) => row.id === integration)?.slug;
}
