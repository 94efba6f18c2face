import type { Analysis } from "./analysis.ts";
import type { Blocking } from "./blocking/blocking.ts";

/** Features by integrations. Ids are the database's. */
export interface Matrix {
  /** Those that block the most integrations first, then by slug. */
  readonly featureIds: readonly number[];
  /** Those that most of these features block first, then by slug. */
  readonly integrationIds: readonly number[];
  /** Every blocked pair of the two lists, feature by feature, nearest first. */
  readonly cells: readonly Blocking[];
  /** Whether a feature or an integration was left out. */
  readonly truncated: boolean;
}

/** The matrix of at most `first` features and `first` integrations. */
export function buildMatrix(
  analysis: Analysis,
  { first, includeEnded }: { readonly first: number; readonly includeEnded: boolean },
): Matrix {
  const ranked = includeEnded ? rankWithEnded(analysis) : analysis.rankByBlocked();
  const blocking = ranked.filter(({ blocked }) => blocked > 0);
  const featureIds = blocking.slice(0, first).map(({ featureId }) => featureId);
  const pairs = featureIds.flatMap((id) => analysis.blockedIntegrations(id, { includeEnded }));
  const counts = new Map<number, number>();
  for (const { integrationId } of pairs) counts.set(integrationId, (counts.get(integrationId) ?? 0) + 1);
  // `integrationIds()` is in the order of slugs, and sorting keeps the order of equals.
  const blocked = analysis
    .integrationIds()
    .filter((id) => counts.has(id))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const integrationIds = blocked.slice(0, first);
  const listed = new Set(integrationIds);
  return {
    featureIds,
    integrationIds,
    cells: pairs.filter(({ integrationId }) => listed.has(integrationId)),
    truncated: blocking.length > first || blocked.length > first,
  };
}

function rankWithEnded(analysis: Analysis): { featureId: number; blocked: number }[] {
  return analysis
    .featureIds()
    .map((featureId) => ({
      featureId,
      blocked: analysis.blockedIntegrations(featureId, { includeEnded: true }).length,
    }))
    .sort((a, b) => b.blocked - a.blocked);
}
