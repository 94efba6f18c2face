import { groupRows } from "../algorithms/group-rows.ts";
import type {
  AdoptionRow,
  BlockerReportRow,
  BlockerReviewRow,
  BlockerRow,
  FactsInView,
  FeatureReleaseRow,
  NeedRow,
  RemedyRow,
  RequirementRow,
  StatusReportRow,
} from "./facts-in-view.ts";

type Groups<Row> = ReadonlyMap<number, readonly Row[]>;

/** The facts of a viewpoint that verdicts rest on, by what they are about, so that few can be picked out of many. */
export class FactIndex {
  readonly facts: FactsInView;
  readonly blockers: ReadonlyMap<number, BlockerRow>;
  readonly blockersOfIntegration: Groups<BlockerRow>;
  readonly statusReports: Groups<StatusReportRow>;
  readonly reviews: Groups<BlockerReviewRow>;
  readonly blockerReports: Groups<BlockerReportRow>;
  readonly remediesOfBlocker: Groups<RemedyRow>;
  readonly needsOfRemedy: Groups<NeedRow>;
  readonly adoptionsOfIntegration: Groups<AdoptionRow>;
  readonly requirementsOfFeature: Groups<RequirementRow>;
  readonly releasesOfFeature: Groups<FeatureReleaseRow>;

  constructor(facts: FactsInView) {
    this.facts = facts;
    this.blockers = new Map(facts.blockers.map((blocker) => [blocker.id, blocker]));
    this.blockersOfIntegration = groupRows(facts.blockers, (row) => row.integrationId);
    this.statusReports = groupRows(facts.statusReports, (row) => row.integrationId);
    this.reviews = groupRows(facts.blockerReviews, (row) => row.integrationId);
    this.blockerReports = groupRows(facts.blockerReports, (row) => row.blockerId);
    this.remediesOfBlocker = groupRows(facts.remedies, (row) => row.blockerId);
    this.needsOfRemedy = groupRows(facts.needs, (row) => row.remedyId);
    this.adoptionsOfIntegration = groupRows(facts.adoptions, (row) => row.integrationId);
    this.requirementsOfFeature = groupRows(facts.requirements, (row) => row.featureId);
    this.releasesOfFeature = groupRows(facts.featureReleases, (row) => row.featureId);
  }
}

/** The ids of all facts among rows that a verdict can rest on. */
export function listFactIds(facts: FactsInView): number[] {
  return [
    facts.blockers,
    facts.statusReports,
    facts.blockerReports,
    facts.blockerReviews,
    facts.remedies,
    facts.adoptions,
    facts.requirements,
    facts.featureReleases,
  ].flatMap((rows) => rows.map((row) => row.id));
}
