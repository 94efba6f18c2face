import type { Present } from "./present.ts";

/** What stands between an integration and ready, in a word. */
export type Verdict = "ENDED" | "READY" | "READY_WITH_GAPS" | "BLOCKED" | "CLEAR" | "UNEXPLAINED";

/**
 * The verdict on the integration at an index, the first that applies; null without a status in view.
 * CLEAR: someone can go ahead. UNEXPLAINED: nobody has recorded what stands in the way.
 */
export function findVerdict({ projection, standing, lifted }: Present, integration: number): Verdict | null {
  const { blockersOfIntegration, rowsOf } = projection;
  if (!standing.status[integration]) return null;
  if (standing.ended[integration] === 1) return "ENDED";
  const isBlocked = blockersOfIntegration.of(integration).some((blocker) => lifted[blocker] !== 1);
  if (standing.ready[integration] === 1) return isBlocked ? "READY_WITH_GAPS" : "READY";
  if (isBlocked) return "BLOCKED";
  const isRecorded =
    blockersOfIntegration.count(integration) > 0 || rowsOf.blockerReviews.count(integration) > 0;
  return isRecorded ? "CLEAR" : "UNEXPLAINED";
}

/** The unlifted blockers of the integration at an index, WONT_FIX ones too, as indices in the order of slugs. */
export function listUnlifted(present: Present, integration: number): number[] {
  const blockers = present.projection.blockersOfIntegration.of(integration);
  return Array.from(blockers).filter((blocker) => present.lifted[blocker] !== 1);
}
