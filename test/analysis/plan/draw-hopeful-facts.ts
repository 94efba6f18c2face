import type { BlockerRow, FactsInView, NeedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import type { Dice } from "../dice.ts";

/**
 * Draws a graph small enough to try every set of actions on, with little in it that nobody can do anything about:
 * what waits mostly waits for what comes later, so that circles are rare, and nothing is out of view or has ended.
 */
export function drawHopefulFacts(dice: Dice): FactsInView {
  let lastId = 0;
  const nextId = (): number => {
    lastId++;
    return lastId;
  };
  const nodes = (least: number, most: number) => {
    const letters = Array.from("abcdefgh").slice(0, dice.between(least, most));
    return dice.shuffle(letters).map((slug) => ({ id: nextId(), slug }));
  };
  const later = <T>(from: readonly T[], than: number): T | undefined => {
    const rest = dice.chance(95) ? from.slice(than + 1) : from;
    return rest.length === 0 ? undefined : dice.pick(rest);
  };
  const features = nodes(2, 4);
  const integrations = nodes(2, 4);
  const capabilities = integrations.map(({ id }) => ({
    id: nextId(),
    slug: "restore",
    name: "Restore",
    integrationId: id,
  }));
  const capabilityOf = (integrationId: number): number | null =>
    dice.chance(40) ? (capabilities.find((row) => row.integrationId === integrationId)?.id ?? null) : null;
  const blockers = nodes(2, 7).map((node): BlockerRow => {
    const integrationId = dice.pick(integrations).id;
    return { ...node, integrationId, capabilityId: capabilityOf(integrationId) };
  });
  const remedies = blockers.flatMap(({ id }) =>
    dice.list(dice.pick([0, 1, 1, 1, 2, 2]), () => ({ id: nextId(), blockerId: id })),
  );
  const need = (of: number): object => {
    const kind = dice.below(10);
    const owner = integrations.findIndex(({ id }) => id === blockers[of]?.integrationId);
    const blocker = kind < 3 ? later(blockers, of) : undefined;
    const integration = kind > 2 && kind < 6 ? later(integrations, owner) : undefined;
    if (blocker !== undefined) return { kind: "BLOCKER", blockerId: blocker.id };
    if (integration !== undefined) {
      return {
        kind: "INTEGRATION",
        integrationId: integration.id,
        capabilityId: capabilityOf(integration.id),
      };
    }
    if (kind === 9) return { kind: "WORK", work: dice.pick(["code", "text"]) };
    return { kind: "FEATURE", featureId: dice.pick(features).id };
  };
  const pairs = dice.list(dice.between(0, 3), () => ({
    first: dice.pick(features),
    second: dice.pick(features),
  }));
  return {
    asOf: "2016-01-01",
    integrations,
    features,
    capabilities,
    blockers,
    remedies,
    needs: remedies.flatMap(({ id, blockerId }) =>
      dice.list(dice.between(1, 3), (position) => {
        const of = blockers.findIndex((row) => row.id === blockerId);
        return { remedyId: id, position, ...need(of) } as NeedRow;
      }),
    ),
    statusReports: integrations.map(({ id }) => ({
      id: nextId(),
      integrationId: id,
      status: dice.chance(30) ? "READY" : "STALLED",
      observedOn: "2016-01-01",
      sourceRank: 0,
      source: "a",
      series: "a",
    })),
    capabilityReports: [],
    blockerReports: [],
    blockerReviews: integrations.map(({ id }) => ({ id: nextId(), integrationId: id })),
    adoptions: dice.list(dice.between(0, 3), () => ({
      id: nextId(),
      integrationId: dice.pick(integrations).id,
      featureId: dice.pick(features).id,
    })),
    requirements: pairs
      .filter(({ first, second }) => first.slug < second.slug)
      .map(({ first, second }) => ({ id: nextId(), featureId: first.id, requiredFeatureId: second.id })),
    featureReleases: dice.some(features, 0, 2).map(({ id }) => ({
      id: nextId(),
      releaseId: nextId(),
      featureId: id,
      change: "ADDED",
      releasedOn: "2016-01-01",
    })),
    authoredFeatures: [],
  };
}
