import type {
  BlockerReportRow,
  BlockerRow,
  FactsInView,
  NeedRow,
} from "../../src/analysis/projection/facts-in-view.ts";
import type { Oracle } from "./oracle.ts";
import type { Walk } from "./walk.ts";

/**
 * Which hard shapes a graph has, so that a test of many graphs can say that it met each of them. A shape counts only
 * where it decides something: a circle is one that would lift a blocker if it could hold itself up.
 */
export function findHardShapes(facts: FactsInView, oracle: Oracle): Record<string, boolean> {
  const { blockers, remedies, needs, integrations, features } = facts;
  const isUnlifted = (blocker: BlockerRow) => !oracle.lifted.has(blocker.id);
  const stateOf = (blocker: BlockerRow) => oracle.blockerState(blocker.id);
  const waysOf = (blocker: BlockerRow): NeedRow[][] =>
    remedies
      .filter(({ blockerId }) => blockerId === blocker.id)
      .map(({ id }) => needs.filter(({ remedyId }) => remedyId === id));
  const waits = (blocker: BlockerRow): NeedRow[] =>
    waysOf(blocker).flatMap((way) => way.filter((need) => !oracle.needHolds(need)));
  const open = blockers.filter((blocker) => stateOf(blocker) === "OPEN");
  const stuck = open.filter(isUnlifted);
  const waiting = stuck.flatMap(waits);
  const walks = integrations.flatMap(({ id }) => oracle.walks(id));
  const pairs = integrations.flatMap(({ id }) =>
    features.map((feature) => ({ integration: id, feature: feature.id })),
  );
  const blocking = pairs.flatMap(({ integration, feature }) => {
    const walk = oracle.explain(integration, feature);
    return walk === null ? [] : [{ integration, feature, walk }];
  });
  const verdicts = integrations.map(({ id }) => oracle.verdict(id));

  return {
    "either-or, and one of both": open.some((b) => {
      const held = waysOf(b).map((way) => way.every((need) => oracle.needHolds(need)));
      return held.includes(true) && held.includes(false);
    }),
    "either-or, and none of both": stuck.some((b) => waysOf(b).length > 1),
    "a need that holds beside one that does not": stuck.some((b) =>
      waysOf(b).some((way) => new Set(way.map((need) => oracle.needHolds(need))).size === 2),
    ),
    "a circle of blockers that must not satisfy itself": holdsItself(facts, oracle, stuck),
    "a circle of features that require each other": features.some(
      ({ id }) =>
        oracle.availability(id) === "AVAILABLE" && !oracle.isUsable(id) && isOwnRequirement(facts, id),
    ),
    "a diamond: two walks as short": blocking.some(({ walk, integration, feature }) => {
      const same = walks.filter(
        (other) => isBetween(other, integration, feature) && depth(other) === depth(walk),
      );
      return same.length > 1;
    }),
    "one blocker that two need": waiting.some((need, index) =>
      waiting.some((other, place) => place > index && need.kind === "BLOCKER" && isSame(need, other)),
    ),
    "a feature required only through another": blocking.some(({ integration, feature }) =>
      walks
        .filter((walk) => isBetween(walk, integration, feature))
        .every(({ nodes }) => nodes.at(-2)?.type === "Feature"),
    ),
    "an available feature that passes the walk on": walks.some(({ nodes }) =>
      nodes.some((node, index) => {
        const isOn = node.type === "Feature" && index < nodes.length - 1;
        return isOn && oracle.availability(node.id) === "AVAILABLE";
      }),
    ),
    "a blocker of one capability, in the way of a need": waiting.some(
      (need) => need.kind === "INTEGRATION" && oracle.status(need.integrationId) === "READY",
    ),
    "a need on a capability that is free": open
      .flatMap((b) => waysOf(b).flat())
      .some((need) => {
        if (need.kind !== "INTEGRATION" || need.capabilityId === null || !oracle.needHolds(need))
          return false;
        return blockers.some((b) => b.capabilityId === need.capabilityId);
      }),
    "WONT_FIX above a remedy that holds": blockers.some(
      (b) =>
        stateOf(b) === "WONT_FIX" && waysOf(b).some((way) => way.every((need) => oracle.needHolds(need))),
    ),
    "a remedy of a blocker out of view": remedies.some(({ blockerId }) =>
      blockers.every((b) => b.id !== blockerId),
    ),
    "a need on a blocker out of view": waiting.some(
      (need) => need.kind === "BLOCKER" && blockers.every((b) => b.id !== need.blockerId),
    ),
    "a need on an integration out of view": waiting.some(
      (need) => need.kind === "INTEGRATION" && oracle.status(need.integrationId) === null,
    ),
    "a need on an integration that has ended": waiting.some(
      (need) => need.kind === "INTEGRATION" && oracle.isEnded(need.integrationId),
    ),
    "a blocker of an integration that has ended": stuck.some((b) => oracle.isEnded(b.integrationId)),
    "work that was done, and is to be done again": says(
      facts.blockerReports.filter(({ work }) => work !== null),
      ["RESOLVED", "OPEN"],
    ),
    "a blocker resolved, and open again": says(
      facts.blockerReports.filter(({ work }) => work === null),
      ["RESOLVED", "OPEN"],
    ),
    "a status that one series repeats": facts.statusReports.some((one) =>
      facts.statusReports.some(
        (other) =>
          one.integrationId === other.integrationId &&
          one.series === other.series &&
          one.status === other.status &&
          one.observedOn < other.observedOn,
      ),
    ),
    "two sources on one day": facts.statusReports.some((one) =>
      facts.statusReports.some(
        (other) =>
          one.integrationId === other.integrationId &&
          one.observedOn === other.observedOn &&
          one.status !== other.status &&
          one.series !== other.series,
      ),
    ),
    "a feature taken out, and brought back": features.some(
      ({ id }) =>
        oracle.availability(id) === "AVAILABLE" &&
        facts.featureReleases.some((row) => row.featureId === id && row.change === "REMOVED"),
    ),
    "NECESSARY for two": features.some(
      ({ id }) =>
        blocking.filter((b) => b.feature === id && oracle.necessity(b.integration, id) === "NECESSARY")
          .length > 1,
    ),
    "an adopter far away": blocking.some(({ integration, feature, walk }) => {
      const last = walk.nodes.findLast(({ type }) => type === "Blocker")?.id;
      const adopter = blockers.find(({ id }) => id === last)?.integrationId;
      return oracle.availability(feature) === "AVAILABLE" && adopter !== integration;
    }),
    "three blockers in a row": blocking.some(({ walk }) => depth(walk) > 2),
    "more than ten features": features.length > 10,
    ...Object.fromEntries(allVerdicts.map((verdict) => [`verdict ${verdict}`, verdicts.includes(verdict)])),
  };
}

const allVerdicts = ["ENDED", "READY", "READY_WITH_GAPS", "BLOCKED", "CLEAR", "UNEXPLAINED", null];

function depth({ nodes }: Walk): number {
  return nodes.filter(({ type }) => type === "Blocker").length;
}

function isBetween({ nodes }: Walk, integration: number, feature: number): boolean {
  return nodes[0]?.id === integration && nodes.at(-1)?.id === feature;
}

/** Whether two needs of different blockers' remedies are on one blocker. */
function isSame(a: NeedRow, b: NeedRow): boolean {
  return (
    a.kind === "BLOCKER" && b.kind === "BLOCKER" && a.blockerId === b.blockerId && a.remedyId !== b.remedyId
  );
}

/** Whether, on one subject, the first word was reported before the second. */
function says(reports: readonly BlockerReportRow[], [first, second]: readonly [string, string]): boolean {
  return reports.some(({ blockerId, work, state, observedOn }) => {
    const isSubject = (other: BlockerReportRow) => other.blockerId === blockerId && other.work === work;
    return reports.some(
      (other) =>
        isSubject(other) && state === first && other.state === second && observedOn < other.observedOn,
    );
  });
}

/** Whether some blockers would be lifted if all needs on each other held: those of the greatest fixpoint. */
function holdsItself(facts: FactsInView, oracle: Oracle, stuck: readonly BlockerRow[]): boolean {
  let lifted = stuck.map(({ id }) => id);
  const holds = (need: NeedRow): boolean =>
    oracle.needHolds(need) || (need.kind === "BLOCKER" && lifted.includes(need.blockerId));
  for (;;) {
    const left = lifted.filter((id) =>
      facts.remedies.some(
        (remedy) =>
          remedy.blockerId === id && facts.needs.filter((need) => need.remedyId === remedy.id).every(holds),
      ),
    );
    if (left.length === lifted.length) return left.length > 0;
    lifted = left;
  }
}

/** Whether a feature requires itself, by way of others or not. */
function isOwnRequirement({ requirements }: FactsInView, feature: number): boolean {
  const required = new Set(
    requirements.filter((row) => row.featureId === feature).map((row) => row.requiredFeatureId),
  );
  for (const id of required) {
    for (const row of requirements) if (row.featureId === id) required.add(row.requiredFeatureId);
  }
  return required.has(feature);
}
