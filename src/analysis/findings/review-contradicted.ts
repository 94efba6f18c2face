import { groupRows } from "../algorithms/group-rows.ts";
import type { BlockerRow } from "../projection/facts-in-view.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";
import { joinSlugs } from "./wording.ts";

/**
 * REVIEW_CONTRADICTED: the latest review of an integration says that nothing stands in its way, and a blocker
 * that was there on that day is not lifted.
 *
 * A review lists what its sources say: it says "nothing" if no blocker of the integration in view is of one of
 * its sources. A blocker that arose later contradicts nobody. Of two reviews of one day the one with the lower
 * id counts.
 */
export function findContradictedReviews({ facts, present, more }: FindingView): Finding[] {
  const { integrations, blockers } = present.projection;
  const sources = groupRows(more.reviewSources, (row) => row.factId);
  const sourcesOf = (factId: number): number[] => (sources.get(factId) ?? []).map((row) => row.sourceId);
  const blockersOf = groupRows(facts.blockers, (row) => row.integrationId);
  const dayOf = (factId: number): string => more.heldFrom.get(factId) ?? "";
  const reviews = groupRows(facts.blockerReviews, (row) => row.integrationId);
  return [...reviews].flatMap(([integrationId, all]) => {
    const review = all.reduce((last, row) => {
      if (dayOf(row.id) !== dayOf(last.id)) return dayOf(row.id) > dayOf(last.id) ? row : last;
      return row.id < last.id ? row : last;
    });
    const listing = new Set(sourcesOf(review.id));
    const known = blockersOf.get(integrationId) ?? [];
    if (known.some(({ id }) => sourcesOf(id).some((source) => listing.has(source)))) return [];
    const stands = ({ id }: BlockerRow): boolean =>
      dayOf(id) <= dayOf(review.id) && present.lifted[blockers.indexOf(id)] !== 1;
    const standing = known.filter(stands).sort((a, b) => (a.slug < b.slug ? -1 : 1));
    if (standing.length === 0) return [];
    const slug = integrations.slugOf(integrations.indexOf(integrationId));
    const slugs = joinSlugs(standing.map((row) => row.slug));
    const verb = standing.length === 1 ? "was" : "were";
    const message = `A review of ${slug} of ${dayOf(review.id)} found nothing in its way, while ${slugs} ${verb} there.`;
    const factIds = [review.id, ...standing.map(({ id }) => id)];
    const subject = { type: "Integration", id: integrationId, slug } as const;
    const others = standing.map((row) => ({ type: "Blocker" as const, id: row.id, slug: row.slug }));
    return [makeFinding("REVIEW_CONTRADICTED", subject, message, factIds, others)];
  });
}
