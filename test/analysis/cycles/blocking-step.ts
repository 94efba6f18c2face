import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { Oracle } from "../oracle.ts";

/** A step by the words of the design; an integration's node says after a slash which blockers it stands for. */
export interface BlockingStep {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly factIds: number[];
}

/** Every step of needs that do not hold, among blockers that walks may cross, and of requirements. */
export function listBlockingSteps(facts: FactsInView): BlockingStep[] {
  const oracle = new Oracle(facts);
  const isActive = (id: number): boolean =>
    facts.blockers.some((blocker) => blocker.id === id) &&
    !oracle.lifted.has(id) &&
    oracle.blockerState(id) === "OPEN";
  const steps = new Map<string, BlockingStep>();
  const add = (kind: string, from: string, to: string, factId: number): void => {
    const key = `${from} ${to}`;
    const known = steps.get(key) ?? { kind, from, to, factIds: [] };
    steps.set(key, known);
    if (!known.factIds.includes(factId)) known.factIds.push(factId);
    known.factIds.sort((a, b) => a - b);
  };
  for (const { id, blockerId } of facts.remedies.filter((remedy) => isActive(remedy.blockerId))) {
    for (const need of facts.needs.filter((row) => row.remedyId === id && !oracle.needHolds(row))) {
      if (need.kind === "BLOCKER" && isActive(need.blockerId)) {
        add("NEEDS", `Blocker ${blockerId}`, `Blocker ${need.blockerId}`, id);
      }
      if (need.kind !== "INTEGRATION" || oracle.isEnded(need.integrationId)) continue;
      const isReady = oracle.status(need.integrationId) === "READY";
      const node = `Integration ${need.integrationId}/${isReady ? need.capabilityId : ""}`;
      add("NEEDS", `Blocker ${blockerId}`, node, id);
      for (const blocker of facts.blockers) {
        if (blocker.integrationId !== need.integrationId || !isActive(blocker.id)) continue;
        if (isReady && blocker.capabilityId !== need.capabilityId) continue;
        add("BLOCKED_BY", node, `Blocker ${blocker.id}`, blocker.id);
      }
    }
  }
  for (const row of facts.requirements.filter((row) => !oracle.isUsable(row.requiredFeatureId))) {
    add("REQUIRES", `Feature ${row.featureId}`, `Feature ${row.requiredFeatureId}`, row.id);
  }
  return [...steps.values()];
}
