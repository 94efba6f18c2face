import type {
  BlockerRow,
  FactsInView,
  NeedRow,
  ReportRow,
} from "../../src/analysis/projection/facts-in-view.ts";
import type { Dice } from "./dice.ts";

const statuses = [
  "READY",
  "READY",
  "IN_PROGRESS",
  "STALLED",
  "NOT_STARTED",
  "REMOVED",
  "DISCONTINUED",
] as const;
const days = ["2016-01-01", "2016-01-02", "2016-01-03", "2016-01-04"];
const letters = Array.from("abcdefghijklmnopqrst");

/**
 * Draws the facts of a viewpoint: up to 20 features and 14 blockers, of up to 7 integrations. The order of slugs
 * is not that of the ids; the last blocker of all is out of view, though others need it and remedies name it.
 */
export function drawFacts(dice: Dice): FactsInView {
  let lastId = 0;
  const nextId = (): number => {
    lastId += dice.between(1, 3);
    return lastId;
  };
  const nodes = (count: number) =>
    dice.shuffle(letters.slice(0, count)).map((slug) => ({ id: nextId(), slug }));
  const features = nodes(dice.between(1, 20));
  const integrations = nodes(dice.between(1, 7));
  const capabilities = integrations.flatMap(({ id: integrationId }) =>
    ["dump", "restore"].map((slug) => ({ id: nextId(), slug, name: slug, integrationId })),
  );
  const someCapability = (integrationId: number, percent: number): number | null =>
    dice.chance(percent)
      ? dice.pick(capabilities.filter((row) => row.integrationId === integrationId)).id
      : null;
  const all = nodes(dice.between(1, 14)).map((node): BlockerRow => {
    const integrationId = dice.pick(integrations).id;
    return { ...node, integrationId, capabilityId: someCapability(integrationId, 40) };
  });

  const need = (): object => {
    const kind = dice.below(20);
    if (kind < 9) return { kind: "FEATURE", featureId: dice.pick(features).id };
    if (kind < 13) return { kind: "BLOCKER", blockerId: dice.pick(all).id };
    if (kind > 16) return { kind: "WORK", work: dice.pick(["code", "text"]) };
    const integrationId = dice.pick(integrations).id;
    return { kind: "INTEGRATION", integrationId, capabilityId: someCapability(integrationId, 50) };
  };
  const remedies = all.flatMap(({ id: blockerId }) =>
    dice.list(dice.pick([0, 1, 1, 2, 2, 3]), () => ({ id: nextId(), blockerId })),
  );
  const needs = remedies.flatMap(({ id: remedyId }) =>
    dice.list(dice.between(1, 3), (position) => ({ remedyId, position, ...need() }) as NeedRow),
  );

  const report = (): ReportRow => ({
    id: nextId(),
    observedOn: dice.pick(days),
    sourceRank: dice.below(3),
    source: dice.pick(letters),
    series: dice.pick(["page", "repository", "mail"]),
  });
  const reports = <Extra>(subjects: readonly number[], most: number, say: (subject: number) => Extra) =>
    subjects.flatMap((subject) => dice.list(dice.between(0, most), () => ({ ...report(), ...say(subject) })));
  const idsOf = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id);
  const blockerIds = idsOf(all);
  return {
    asOf: days.at(-1) as string,
    integrations,
    features,
    capabilities,
    blockers: all.slice(0, -1),
    remedies,
    needs,
    statusReports: reports(idsOf(integrations), 3, (integrationId) => ({
      integrationId,
      status: dice.pick(statuses),
    })),
    capabilityReports: reports(idsOf(capabilities), 1, (capabilityId) => ({
      capabilityId,
      state: dice.pick(["WORKS", "PARTIAL", "MISSING"] as const),
    })),
    blockerReports: [
      ...reports(dice.some(blockerIds, 0, 7), 3, (blockerId) => ({
        blockerId,
        work: null,
        state: dice.pick(["OPEN", "RESOLVED", "RESOLVED", "WONT_FIX"] as const),
      })),
      ...reports(blockerIds, 3, (blockerId) => ({
        blockerId,
        work: dice.pick(["code", "text"]),
        state: dice.pick(["OPEN", "RESOLVED", "RESOLVED"] as const),
      })),
    ],
    blockerReviews: idsOf(dice.some(integrations, 0, 2)).map((integrationId) => ({
      id: nextId(),
      integrationId,
    })),
    adoptions: dice.list(dice.between(0, features.length * 5), () => ({
      id: nextId(),
      integrationId: dice.pick(integrations).id,
      featureId: dice.pick(features).id,
    })),
    requirements: dice.list(dice.between(0, features.length), () => ({
      id: nextId(),
      featureId: dice.pick(features).id,
      requiredFeatureId: dice.pick(features).id,
    })),
    featureReleases: dice.list(dice.between(0, features.length * 2), () => ({
      id: nextId(),
      releaseId: nextId(),
      featureId: dice.pick(features).id,
      change: dice.pick(["ADDED", "ADDED", "ADDED", "REMOVED"] as const),
      releasedOn: dice.pick(days),
    })),
    authoredFeatures: idsOf(dice.some(features, 0, 3)),
  };
}
