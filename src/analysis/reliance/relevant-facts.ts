import type { FactIndex } from "../projection/fact-index.ts";
import type {
  AdoptionRow,
  BlockerRow,
  FactsInView,
  NeedRow,
  RemedyRow,
} from "../projection/facts-in-view.ts";
import { findVerdict, type Verdict } from "../standing/verdict.ts";
import { viewFacts } from "../standing/view.ts";

/**
 * The facts in view that the verdict on an integration could rest on, and the nodes they are about, as a small
 * viewpoint of its own from which the verdict is the same: its status reports and reviews, its blockers, and of
 * these and of every blocker they could wait for, lifted or not, the reports, remedies, adoptions, requirements
 * and releases. A need on an integration rests on its status, and on its blockers only of the capability named.
 */
export function findRelevantFacts(index: FactIndex, integrationId: number): FactsInView {
  return {
    ...pickFacts(index, index.blockersOfIntegration.get(integrationId) ?? [], [integrationId]),
    blockerReviews: index.reviews.get(integrationId) ?? [],
  };
}

/** The same for what some blockers could wait for: from there each is lifted if it is in the whole viewpoint. */
export function findFactsBehind(index: FactIndex, blockers: readonly BlockerRow[]): FactsInView {
  return pickFacts(index, blockers, []);
}

/** @param integrationIds those whose status matters whatever needs there are */
function pickFacts(
  index: FactIndex,
  from: readonly BlockerRow[],
  integrationIds: readonly number[],
): FactsInView {
  const found = walkFromBlockers(index, from, integrationIds);
  const { facts } = index;
  const blockers = [...found.blockers];
  const remedies = blockers.flatMap(({ id }) => index.remediesOfBlocker.get(id) ?? []);
  const features = [...found.features];
  const integrations = new Set([...found.integrations, ...blockers.map((row) => row.integrationId)]);
  return {
    asOf: facts.asOf,
    integrations: facts.integrations.filter(({ id }) => integrations.has(id)),
    features: facts.features.filter(({ id }) => found.features.has(id)),
    capabilities: facts.capabilities.filter((row) => integrations.has(row.integrationId)),
    blockers,
    statusReports: [...found.integrations].flatMap((id) => index.statusReports.get(id) ?? []),
    capabilityReports: [],
    blockerReports: blockers.flatMap(({ id }) => index.blockerReports.get(id) ?? []),
    blockerReviews: [],
    remedies,
    needs: remedies.flatMap(({ id }) => index.needsOfRemedy.get(id) ?? []),
    adoptions: [...found.adoptions],
    requirements: features.flatMap((id) => index.requirementsOfFeature.get(id) ?? []),
    featureReleases: features.flatMap((id) => index.releasesOfFeature.get(id) ?? []),
    authoredFeatures: [],
  };
}

/** The verdict on one integration from facts that are enough for it. */
export function judge(facts: FactsInView, integrationId: number): Verdict | null {
  const { present } = viewFacts(facts);
  return findVerdict(present, present.projection.integrations.indexOf(integrationId));
}

interface Found {
  /** Those whose status matters. */
  readonly integrations: Set<number>;
  readonly blockers: Set<BlockerRow>;
  readonly features: Set<number>;
  readonly adoptions: Set<AdoptionRow>;
}

function walkFromBlockers(
  index: FactIndex,
  from: readonly BlockerRow[],
  integrationIds: readonly number[],
): Found {
  const found: Found = {
    integrations: new Set(integrationIds),
    blockers: new Set(from),
    features: new Set(),
    adoptions: new Set(),
  };
  const remediesOf = ({ id }: BlockerRow): readonly RemedyRow[] => index.remediesOfBlocker.get(id) ?? [];
  for (const blocker of found.blockers) {
    for (const remedy of remediesOf(blocker)) {
      for (const need of index.needsOfRemedy.get(remedy.id) ?? []) follow(index, blocker, need, found);
    }
  }
  for (const feature of found.features) {
    for (const { requiredFeatureId } of index.requirementsOfFeature.get(feature) ?? []) {
      found.features.add(requiredFeatureId);
    }
  }
  return found;
}

function follow(index: FactIndex, blocker: BlockerRow, need: NeedRow, found: Found): void {
  switch (need.kind) {
    case "FEATURE":
      found.features.add(need.featureId);
      for (const adoption of index.adoptionsOfIntegration.get(blocker.integrationId) ?? []) {
        if (adoption.featureId === need.featureId) found.adoptions.add(adoption);
      }
      break;
    case "BLOCKER": {
      const needed = index.blockers.get(need.blockerId);
      if (needed !== undefined) found.blockers.add(needed);
      break;
    }
    case "INTEGRATION":
      found.integrations.add(need.integrationId);
      if (need.capabilityId === null) break;
      for (const needed of index.blockersOfIntegration.get(need.integrationId) ?? []) {
        if (needed.capabilityId === need.capabilityId) found.blockers.add(needed);
      }
  }
}
