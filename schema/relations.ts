import { defineRelations } from "drizzle-orm";
import { adoptions } from "./tables/adoption.ts";
import { blockers } from "./tables/blocker.ts";
import { blockerReports } from "./tables/blocker-report.ts";
import { blockerReviews } from "./tables/blocker-review.ts";
import { capabilities } from "./tables/capability.ts";
import { capabilityReports } from "./tables/capability-report.ts";
import { changeSets, changes } from "./tables/change.ts";
import { citations } from "./tables/citation.ts";
import { contributions } from "./tables/contribution.ts";
import { contributors } from "./tables/contributor.ts";
import { dependencies } from "./tables/dependency.ts";
import { facts } from "./tables/fact.ts";
import { features } from "./tables/feature.ts";
import { featureReleases } from "./tables/feature-release.ts";
import { graphRevision } from "./tables/graph-revision.ts";
import { idempotencyKeys } from "./tables/idempotency-key.ts";
import { integrations } from "./tables/integration.ts";
import { needs } from "./tables/need.ts";
import { releases } from "./tables/release.ts";
import { remedies } from "./tables/remedy.ts";
import { requirements } from "./tables/requirement.ts";
import { searchDocuments } from "./tables/search-document.ts";
import { seedLoads, seedRecords } from "./tables/seed-record.ts";
import { slugs } from "./tables/slug.ts";
import { sources } from "./tables/source.ts";
import { statusReports } from "./tables/status-report.ts";
import { tokens } from "./tables/token.ts";
import { webhookDeadLetters, webhooks } from "./tables/webhook.ts";
import { works } from "./tables/work.ts";

/** Every table, by the name queries use. */
export const tables = {
  integrations,
  features,
  contributors,
  blockers,
  releases,
  sources,
  slugs,
  facts,
  citations,
  statusReports,
  capabilities,
  capabilityReports,
  blockerReports,
  blockerReviews,
  works,
  remedies,
  needs,
  featureReleases,
  requirements,
  adoptions,
  dependencies,
  contributions,
  changeSets,
  changes,
  graphRevision,
  idempotencyKeys,
  seedRecords,
  seedLoads,
  searchDocuments,
  tokens,
  webhooks,
  webhookDeadLetters,
};

/** The edges of the graph as joins, in reading order: nodes first, then facts, then what facts are made of. */
export const relations = defineRelations(tables, (r) => {
  const fact = { optional: false as const };
  return {
    integrations: {
      statusReports: r.many.statusReports(),
      capabilities: r.many.capabilities(),
      blockers: r.many.blockers(),
      blockerReviews: r.many.blockerReviews(),
      adoptions: r.many.adoptions(),
      dependencies: r.many.dependencies({ alias: "from" }),
      dependents: r.many.dependencies({ alias: "on" }),
      contributions: r.many.contributions(),
      releases: r.many.releases(),
      neededBy: r.many.needs({ alias: "integration" }),
    },
    features: {
      featureReleases: r.many.featureReleases(),
      requirements: r.many.requirements({ alias: "of" }),
      requiredBy: r.many.requirements({ alias: "required" }),
      adoptions: r.many.adoptions(),
      contributions: r.many.contributions(),
      neededBy: r.many.needs(),
    },
    contributors: {
      contributions: r.many.contributions(),
      sources: r.many.sources(),
    },
    blockers: {
      fact: r.one.facts({ from: r.blockers.id, to: r.facts.id, ...fact }),
      integration: r.one.integrations({
        from: r.blockers.integrationId,
        to: r.integrations.id,
        optional: false,
      }),
      capability: r.one.capabilities({ from: r.blockers.capabilityId, to: r.capabilities.id }),
      remedies: r.many.remedies(),
      works: r.many.works(),
      blockerReports: r.many.blockerReports(),
      contributions: r.many.contributions(),
      neededBy: r.many.needs({ alias: "blocker" }),
    },
    releases: {
      integration: r.one.integrations({ from: r.releases.integrationId, to: r.integrations.id }),
      source: r.one.sources({ from: r.releases.sourceId, to: r.sources.id, optional: false }),
      featureReleases: r.many.featureReleases(),
      endedFacts: r.many.facts(),
    },
    sources: {
      author: r.one.contributors({ from: r.sources.authorId, to: r.contributors.id }),
      citations: r.many.citations(),
      releases: r.many.releases(),
    },
    facts: {
      citations: r.many.citations(),
      endRelease: r.one.releases({ from: r.facts.endReleaseId, to: r.releases.id }),
    },
    citations: {
      fact: r.one.facts({ from: r.citations.factId, to: r.facts.id, optional: false }),
      source: r.one.sources({ from: r.citations.sourceId, to: r.sources.id, optional: false }),
    },
    statusReports: {
      fact: r.one.facts({ from: r.statusReports.id, to: r.facts.id, ...fact }),
      integration: r.one.integrations({
        from: r.statusReports.integrationId,
        to: r.integrations.id,
        optional: false,
      }),
    },
    capabilities: {
      integration: r.one.integrations({
        from: r.capabilities.integrationId,
        to: r.integrations.id,
        optional: false,
      }),
      capabilityReports: r.many.capabilityReports(),
      blockers: r.many.blockers(),
    },
    capabilityReports: {
      fact: r.one.facts({ from: r.capabilityReports.id, to: r.facts.id, ...fact }),
      capability: r.one.capabilities({
        from: r.capabilityReports.capabilityId,
        to: r.capabilities.id,
        optional: false,
      }),
    },
    blockerReports: {
      fact: r.one.facts({ from: r.blockerReports.id, to: r.facts.id, ...fact }),
      blocker: r.one.blockers({ from: r.blockerReports.blockerId, to: r.blockers.id, optional: false }),
      work: r.one.works({ from: r.blockerReports.workId, to: r.works.id }),
    },
    blockerReviews: {
      fact: r.one.facts({ from: r.blockerReviews.id, to: r.facts.id, ...fact }),
      integration: r.one.integrations({
        from: r.blockerReviews.integrationId,
        to: r.integrations.id,
        optional: false,
      }),
    },
    remedies: {
      fact: r.one.facts({ from: r.remedies.id, to: r.facts.id, ...fact }),
      blocker: r.one.blockers({ from: r.remedies.blockerId, to: r.blockers.id, optional: false }),
      needs: r.many.needs(),
    },
    needs: {
      remedy: r.one.remedies({ from: r.needs.remedyId, to: r.remedies.id, optional: false }),
      feature: r.one.features({ from: r.needs.featureId, to: r.features.id }),
      blocker: r.one.blockers({ from: r.needs.blockerId, to: r.blockers.id, alias: "blocker" }),
      integration: r.one.integrations({
        from: r.needs.integrationId,
        to: r.integrations.id,
        alias: "integration",
      }),
      capability: r.one.capabilities({ from: r.needs.capabilityId, to: r.capabilities.id }),
      work: r.one.works({ from: r.needs.workId, to: r.works.id }),
    },
    works: {
      blocker: r.one.blockers({ from: r.works.blockerId, to: r.blockers.id, optional: false }),
    },
    featureReleases: {
      fact: r.one.facts({ from: r.featureReleases.id, to: r.facts.id, ...fact }),
      feature: r.one.features({ from: r.featureReleases.featureId, to: r.features.id, optional: false }),
      release: r.one.releases({ from: r.featureReleases.releaseId, to: r.releases.id, optional: false }),
    },
    requirements: {
      fact: r.one.facts({ from: r.requirements.id, to: r.facts.id, ...fact }),
      feature: r.one.features({
        from: r.requirements.featureId,
        to: r.features.id,
        alias: "of",
        optional: false,
      }),
      requiredFeature: r.one.features({
        from: r.requirements.requiredFeatureId,
        to: r.features.id,
        alias: "required",
        optional: false,
      }),
    },
    adoptions: {
      fact: r.one.facts({ from: r.adoptions.id, to: r.facts.id, ...fact }),
      integration: r.one.integrations({
        from: r.adoptions.integrationId,
        to: r.integrations.id,
        optional: false,
      }),
      feature: r.one.features({ from: r.adoptions.featureId, to: r.features.id, optional: false }),
    },
    dependencies: {
      fact: r.one.facts({ from: r.dependencies.id, to: r.facts.id, ...fact }),
      integration: r.one.integrations({
        from: r.dependencies.integrationId,
        to: r.integrations.id,
        alias: "from",
        optional: false,
      }),
      onIntegration: r.one.integrations({
        from: r.dependencies.onIntegrationId,
        to: r.integrations.id,
        alias: "on",
        optional: false,
      }),
    },
    contributions: {
      fact: r.one.facts({ from: r.contributions.id, to: r.facts.id, ...fact }),
      contributor: r.one.contributors({
        from: r.contributions.contributorId,
        to: r.contributors.id,
        optional: false,
      }),
      integration: r.one.integrations({ from: r.contributions.integrationId, to: r.integrations.id }),
      feature: r.one.features({ from: r.contributions.featureId, to: r.features.id }),
      blocker: r.one.blockers({ from: r.contributions.blockerId, to: r.blockers.id }),
    },
    changeSets: {
      changes: r.many.changes(),
    },
    changes: {
      changeSet: r.one.changeSets({ from: r.changes.changeSetId, to: r.changeSets.id, optional: false }),
    },
  };
});
