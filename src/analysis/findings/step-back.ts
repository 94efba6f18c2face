import type { IntegrationStatus } from "../projection/facts-in-view.ts";
import { groupStatusReports, listStatusChanges } from "../standing/status-history.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";

/** STEP_BACK: support went from READY to something less, or came back from an end, and no note says why. */
export function findStepsBack({ facts, more }: FindingView): Finding[] {
  return groupStatusReports(facts).flatMap(({ integration, reports }) => {
    const changes = listStatusChanges(reports);
    return changes.flatMap((now, index) => {
      const before = changes[index - 1];
      if (before === undefined || !isStepBack(before.status, now.status)) return [];
      if (more.notedReports.has(now.id)) return [];
      const message =
        `${integration.slug} went from ${before.status} to ${now.status} on ${now.observedOn}, ` +
        `and ${now.source} has no note that says why.`;
      const subject = { type: "Integration", ...integration } as const;
      return [makeFinding("STEP_BACK", subject, message, [before.id, now.id])];
    });
  });
}

const unready: readonly IntegrationStatus[] = ["IN_PROGRESS", "STALLED", "NOT_STARTED"];
const ended: readonly IntegrationStatus[] = ["REMOVED", "DISCONTINUED"];

function isStepBack(from: IntegrationStatus, to: IntegrationStatus): boolean {
  return (from === "READY" && unready.includes(to)) || (ended.includes(from) && !ended.includes(to));
}
