import { groupRows } from "../algorithms/group-rows.ts";
import { findAvailability } from "../standing/availability.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";

/**
 * ADOPTED_BEFORE_RELEASE: on the first day an integration used a feature, no release had it; either day may be
 * wrong, or a release is missing. A feature that no release is on record for at all counts as well.
 */
export function findAdoptedBeforeRelease({ facts, present, more }: FindingView): Finding[] {
  const { integrations, features } = present.projection;
  const releases = groupRows(facts.featureReleases, (row) => row.featureId);
  return facts.adoptions.flatMap(({ id, integrationId, featureId }) => {
    const day = more.heldFrom.get(id);
    const rows = releases.get(featureId) ?? [];
    if (day === undefined) return [];
    const known = rows.filter((row) => row.releasedOn <= day);
    if (findAvailability(known, false).state === "AVAILABLE") return [];
    const [integration, feature] = [integrations.indexOf(integrationId), features.indexOf(featureId)];
    const slug = integrations.slugOf(integration);
    const next = rows
      .filter((row) => row.change === "ADDED" && row.releasedOn > day)
      .sort((a, b) => (a.releasedOn < b.releasedOn ? -1 : a.releasedOn > b.releasedOn ? 1 : a.id - b.id))[0];
    const when = next === undefined ? "which no release had then" : `released only on ${next.releasedOn}`;
    const message = `${slug} has used ${features.slugOf(feature)} since ${day}, ${when}.`;
    const subject = { type: "Integration", id: integrationId, slug } as const;
    const others = [{ type: "Feature", id: featureId, slug: features.slugOf(feature) } as const];
    const factIds = next === undefined ? [id] : [id, next.id];
    return [makeFinding("ADOPTED_BEFORE_RELEASE", subject, message, factIds, others)];
  });
}
