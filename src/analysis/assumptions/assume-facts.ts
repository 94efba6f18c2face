import type {
  AdoptionRow,
  BlockerReportRow,
  FactsInView,
  FeatureReleaseRow,
  StatusReportRow,
} from "../projection/facts-in-view.ts";
import { findLatest } from "../standing/latest.ts";
import type { Present } from "../standing/present.ts";
import { findAvailabilityOf, findStatusReport } from "../standing/standing.ts";
import { assumedId, assumeReport } from "./assumed-report.ts";
import type { AssumedIndices } from "./assumption-index.ts";
import { listNeeding } from "./list-needing.ts";
import type { WithdrawnFacts } from "./withdrawn-facts.ts";

/** What is assumed of a viewpoint, and the facts that this hides. */
export interface Assumed {
  readonly assumed: AssumedIndices;
  readonly withdrawn: WithdrawnFacts;
}

/**
 * The facts as if what is assumed were among them, and what is withdrawn were not, for questions that are asked of
 * facts and not only of what holds by them. Assumed facts have the id `assumedId`, no source and the day of the
 * viewpoint; what is so anyway is not assumed again.
 *
 * @param facts those of the viewpoint, and any that ended before
 * @param present what holds under the assumptions
 */
export function assumeFacts(
  facts: FactsInView,
  present: Present,
  { assumed, withdrawn }: Assumed,
): FactsInView {
  const without = <Row extends { readonly id: number }>(
    rows: readonly Row[],
    ids: readonly number[],
  ): Row[] => {
    const hidden = new Set(ids);
    return rows.filter(({ id }) => !hidden.has(id));
  };
  const adoptions = without(facts.adoptions, withdrawn.adoptions);
  const blockerReports = without(facts.blockerReports, withdrawn.blockerReports);
  return {
    ...facts,
    featureReleases: [
      ...without(facts.featureReleases, withdrawn.featureReleases),
      ...listShipped(facts, present, assumed.ship),
    ],
    adoptions: [...adoptions, ...listAdopted(adoptions, present, assumed.adopt)],
    blockerReports: [...blockerReports, ...listResolved(facts, blockerReports, present, assumed.resolve)],
    statusReports: [
      ...without(facts.statusReports, withdrawn.statusReports),
      ...listCompleted(present, assumed.complete),
    ],
  };
}

function listShipped(
  { asOf }: FactsInView,
  present: Present,
  ship: AssumedIndices["ship"],
): FeatureReleaseRow[] {
  // A release is known of whatever is available by the facts.
  const assumed = ship.filter((feature) => findAvailabilityOf(present, feature).since === null);
  return assumed.map((feature) => ({
    id: assumedId,
    featureId: present.projection.features.idOf(feature),
    releaseId: assumedId,
    change: "ADDED",
    releasedOn: asOf,
  }));
}

function listAdopted(
  known: readonly AdoptionRow[],
  { projection }: Present,
  adopt: AssumedIndices["adopt"],
): AdoptionRow[] {
  const pairs = new Set(known.map(({ integrationId, featureId }) => `${integrationId} ${featureId}`));
  return listAssumedAdoptions(projection, adopt)
    .filter(({ integrationId, featureId }) => !pairs.has(`${integrationId} ${featureId}`))
    .map((adoption) => ({ id: assumedId, ...adoption }));
}

function listResolved(
  { asOf }: FactsInView,
  reports: readonly BlockerReportRow[],
  { projection }: Present,
  resolve: AssumedIndices["resolve"],
): BlockerReportRow[] {
  return resolve.flatMap(({ blocker, work: index }) => {
    const blockerId = projection.blockers.idOf(blocker);
    const work = index === null ? null : projection.works.slugOf(index);
    const known = reports.filter((row) => row.blockerId === blockerId && row.work === work);
    if (findLatest(known, (row) => row.state)?.report.state === "RESOLVED") return [];
    return [{ ...assumeReport(asOf), blockerId, work, state: "RESOLVED" as const }];
  });
}

function listCompleted(present: Present, complete: AssumedIndices["complete"]): StatusReportRow[] {
  return complete.flatMap((integration) => {
    const report = findStatusReport(present, integration)?.report;
    return report?.id === assumedId ? [report] : [];
  });
}

/** The adoptions that are assumed, by database id, whether or not they are on record too. */
export function listAssumedAdoptions(
  projection: Present["projection"],
  adopt: AssumedIndices["adopt"],
): Omit<AdoptionRow, "id">[] {
  return adopt.flatMap(({ feature, integration }) => {
    const adopters = integration === null ? listNeeding(projection, feature) : [integration];
    return Array.from(adopters, (adopter) => ({
      integrationId: projection.integrations.idOf(adopter),
      featureId: projection.features.idOf(feature),
    }));
  });
}
