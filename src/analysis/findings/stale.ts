import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";

const years = 2;

/**
 * STALE: the newest source of anything in view about an integration is more than two years older than the day of
 * the viewpoint. Only of integrations with a status in view, and not of ENDED ones, about which nothing new is
 * to be expected.
 */
export function findStale({ facts, present, more }: FindingView): Finding[] {
  const { integrations } = present.projection;
  const limit = subtractYears(facts.asOf, years);
  return more.newestSources.flatMap(({ integrationId, slug: source, publishedOn, factId }) => {
    const integration = integrations.indexOf(integrationId);
    const { status, ended } = present.standing;
    if (!status[integration] || ended[integration] === 1 || publishedOn >= limit) return [];
    const slug = integrations.slugOf(integration);
    const message = `Nothing is known of ${slug} that is newer than ${source} of ${publishedOn}.`;
    return [makeFinding("STALE", { type: "Integration", id: integrationId, slug }, message, [factId])];
  });
}

/** The same day of an earlier year; of 29 February it may be none, but it compares like the day before 1 March. */
function subtractYears(day: string, count: number): string {
  return `${String(Number(day.slice(0, 4)) - count).padStart(4, "0")}${day.slice(4)}`;
}
