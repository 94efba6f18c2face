import type { IntegrationStatus } from "../projection/facts-in-view.ts";
import type { Verdict } from "./verdict.ts";

/** What a summary is told about one integration: slugs in the order they are to be named. */
export interface SummaryFacts {
  readonly integration: string;
  readonly status: IntegrationStatus | null;
  readonly verdict: Verdict | null;
  readonly unliftedBlockers: readonly string[];
  readonly blockingFeatures: readonly string[];
  /** Number of blockers in view, lifted or not. */
  readonly recordedBlockers: number;
}

const named = 3;

/**
 * An integration's readiness in one English sentence.
 *
 * @example "systemd is blocked: systemd-adoption; 1 feature stands behind it (restore-sibling)."
 */
export function summarizeReadiness(facts: SummaryFacts): string {
  const { integration, unliftedBlockers: blockers, recordedBlockers: recorded } = facts;
  switch (facts.verdict) {
    case null:
      return `Nobody has reported a status of ${integration}.`;
    case "ENDED":
      return facts.status === "REMOVED"
        ? `${integration} no longer supports CRIU: its support was taken out.`
        : `${integration} has ended: the software is discontinued.`;
    case "READY":
      return `${integration} is ready, and nothing on record stands in its way.`;
    case "READY_WITH_GAPS":
      return `${integration} is ready, with ${count(blockers.length, "gap")}: ${list(blockers)}; ${features(facts)}.`;
    case "BLOCKED":
      return `${integration} is blocked: ${list(blockers)}; ${features(facts)}.`;
    case "CLEAR":
      return recorded === 0
        ? `${integration} is clear: it was reviewed, no blocker is on record, and someone can go ahead.`
        : `${integration} is clear: ${lifted(recorded)}, and someone can go ahead.`;
    case "UNEXPLAINED":
      return `${integration} is ${wording(facts.status)}, and nobody has recorded what stands in its way.`;
  }
}

function features({ blockingFeatures, unliftedBlockers }: SummaryFacts): string {
  const behind = unliftedBlockers.length === 1 ? "it" : "them";
  if (blockingFeatures.length === 0) return `no feature stands behind ${behind}`;
  const verb = blockingFeatures.length === 1 ? "stands" : "stand";
  return `${count(blockingFeatures.length, "feature")} ${verb} behind ${behind} (${list(blockingFeatures)})`;
}

function lifted(recorded: number): string {
  return recorded === 1
    ? "its one recorded blocker is lifted"
    : `its ${recorded} recorded blockers are lifted`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function list(slugs: readonly string[]): string {
  if (slugs.length <= named + 1) return slugs.join(", ");
  return `${slugs.slice(0, named).join(", ")} and ${slugs.length - named} more`;
}

function wording(status: IntegrationStatus | null): string {
  return status === null ? "unknown" : status.toLowerCase().replaceAll("_", " ");
}
