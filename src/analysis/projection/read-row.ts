import { nameDay } from "./day-number.ts";
import {
  type AdoptionRow,
  type BlockerReportRow,
  type BlockerReviewRow,
  type BlockerRow,
  blockerStates,
  type CapabilityReportRow,
  type CapabilityRow,
  capabilityStates,
  type FeatureReleaseRow,
  featureChanges,
  integrationStatuses,
  type NamedRow,
  type NeedRow,
  type RemedyRow,
  type ReportRow,
  type RequirementRow,
  type StatusReportRow,
} from "./facts-in-view.ts";
import type { NodeIndex } from "./node-index.ts";
import { NeedKind } from "./projected-needs.ts";
import type { Projection } from "./projection.ts";

// One row of a projection as an object, in database ids, by its index in the table.

export function readNode(nodes: NodeIndex, index: number): NamedRow {
  return { id: nodes.idOf(index), slug: nodes.slugOf(index) };
}

export function readCapability(
  { tables, capabilities, integrations }: Projection,
  index: number,
): CapabilityRow {
  return {
    ...readNode(capabilities, index),
    name: tables.capabilities.name.at(index),
    integrationId: integrations.idOf(tables.capabilities.integration[index] as number),
  };
}

export function readBlocker(projection: Projection, index: number): BlockerRow {
  const { blockers, integrations, capabilities, blockerIntegration, blockerCapability } = projection;
  const capability = blockerCapability[index] as number;
  return {
    ...readNode(blockers, index),
    integrationId: integrations.idOf(blockerIntegration[index] as number),
    capabilityId: capability < 0 ? null : capabilities.idOf(capability),
  };
}

export function readStatusReport(projection: Projection, row: number): StatusReportRow {
  const { statusReports: reports } = projection.tables;
  return {
    ...readReport(projection, reports, row),
    integrationId: projection.integrations.idOf(reports.subject[row] as number),
    status: integrationStatuses[reports.word[row] as number] as StatusReportRow["status"],
  };
}

export function readCapabilityReport(projection: Projection, row: number): CapabilityReportRow {
  const { capabilityReports: reports } = projection.tables;
  return {
    ...readReport(projection, reports, row),
    capabilityId: projection.capabilities.idOf(reports.subject[row] as number),
    state: capabilityStates[reports.word[row] as number] as CapabilityReportRow["state"],
  };
}

export function readBlockerReport(projection: Projection, row: number): BlockerReportRow {
  const { blockerReports: reports } = projection.tables;
  const work = reports.work[row] as number;
  return {
    ...readReport(projection, reports, row),
    blockerId: projection.blockers.idOf(reports.subject[row] as number),
    work: work < 0 ? null : projection.works.slugOf(work),
    state: blockerStates[reports.word[row] as number] as BlockerReportRow["state"],
  };
}

export function readBlockerReview({ tables, integrations }: Projection, row: number): BlockerReviewRow {
  const { id, integration } = tables.blockerReviews;
  return { id: id[row] as number, integrationId: integrations.idOf(integration[row] as number) };
}

export function readRemedy({ remedies, blockers, remedyBlocker }: Projection, index: number): RemedyRow {
  return { id: remedies.idOf(index), blockerId: blockers.idOf(remedyBlocker[index] as number) };
}

export function readAuthoredFeature({ tables, features }: Projection, row: number): number {
  return features.idOf(tables.authorships.feature[row] as number);
}

export function readAdoption({ tables, integrations, features }: Projection, row: number): AdoptionRow {
  const { id, integration, feature } = tables.adoptions;
  return {
    id: id[row] as number,
    integrationId: integrations.idOf(integration[row] as number),
    featureId: features.idOf(feature[row] as number),
  };
}

export function readRequirement({ tables, features }: Projection, row: number): RequirementRow {
  const { id, feature, required } = tables.requirements;
  return {
    id: id[row] as number,
    featureId: features.idOf(feature[row] as number),
    requiredFeatureId: features.idOf(required[row] as number),
  };
}

export function readFeatureRelease({ tables, features }: Projection, row: number): FeatureReleaseRow {
  const { id, feature, release, change, day } = tables.featureReleases;
  return {
    id: id[row] as number,
    featureId: features.idOf(feature[row] as number),
    releaseId: release[row] as number,
    change: featureChanges[change[row] as number] as FeatureReleaseRow["change"],
    releasedOn: nameDay(day[row] as number),
  };
}

function readReport(
  { tables, sources }: Projection,
  reports: { readonly id: Float64Array; readonly day: Int32Array; readonly source: Float64Array },
  row: number,
): ReportRow {
  const { slug, series, rank } = tables.sources;
  const source = sources.indexOf(reports.source[row] as number);
  return {
    id: reports.id[row] as number,
    observedOn: nameDay(reports.day[row] as number),
    source: slug.at(source),
    series: series.at(source),
    sourceRank: rank[source] as number,
  };
}

export function readNeed(projection: Projection, need: number): NeedRow {
  const { tables, needs, remedies, features, blockers, integrations, capabilities, works } = projection;
  const place = {
    remedyId: remedies.idOf(needs.remedy[need] as number),
    position: tables.needs.position[need] as number,
  };
  const target = needs.target[need] as number;
  const idIn = (nodes: Pick<NodeIndex, "idOf">): number =>
    target < 0 ? (tables.hiddenTargets[-1 - target] as number) : nodes.idOf(target);
  const capability = needs.capability[need] as number;
  switch (needs.kind[need]) {
    case NeedKind.FEATURE:
      return { ...place, kind: "FEATURE", featureId: idIn(features) };
    case NeedKind.BLOCKER:
      return { ...place, kind: "BLOCKER", blockerId: idIn(blockers) };
    case NeedKind.WORK:
      return { ...place, kind: "WORK", work: works.slugOf(target) };
    default:
      return {
        ...place,
        kind: "INTEGRATION",
        integrationId: idIn(integrations),
        capabilityId: capability < 0 ? null : capabilities.idOf(capability),
      };
  }
}
