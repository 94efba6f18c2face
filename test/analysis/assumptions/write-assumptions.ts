import type { Assumptions, HeldAssumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { FactsInView, NamedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import type { ChangeSet } from "../../../src/domain/change-set.ts";
import type { NounName } from "../../../src/domain/noun.ts";
import { nouns } from "../../../src/domain/noun-list.ts";
import { removeRecords } from "../../../src/domain/remove-records.ts";
import { writeRecords } from "../../../src/domain/write-records.ts";

/** The source of what is only assumed: it goes before any other of a day, and speaks for itself alone. */
export const assumedSource = "0-assumed";

/**
 * Writes what is assumed as facts of the viewpoint's day, and deletes the facts that are withdrawn: what an
 * assumption is said to be like.
 *
 * @param facts those of the viewpoint, before
 * @param slugsOf the slugs of facts by their ids
 */
export async function writeAssumptions(
  change: ChangeSet,
  facts: FactsInView,
  assumptions: Assumptions,
  slugsOf: (ids: readonly number[]) => Promise<string[]>,
): Promise<void> {
  const withdrawn = Object.entries(listWithdrawn(facts, assumptions.withdraw ?? {}));
  const assumed = Object.entries(listAssumed(facts, assumptions));
  for (const [name, ids] of withdrawn) {
    if (ids.length > 0) await removeRecords(change, nounOf(name), await slugsOf(ids));
  }
  for (const [name, records] of assumed) await writeRecords(change, nounOf(name), records);
}

function nounOf(name: string) {
  const noun = nouns.find((each) => each.name === name);
  if (noun === undefined) throw new Error(`there is no noun ${name}`);
  return noun;
}

/** The facts in view that make so what is named, by noun. */
function listWithdrawn(facts: FactsInView, held: HeldAssumptions): Partial<Record<NounName, number[]>> {
  const slug = (rows: readonly NamedRow[], id: number) => rows.find((row) => row.id === id)?.slug;
  const { ship, adopt, resolve, complete } = held;
  const releases = facts.featureReleases.filter(
    ({ change, featureId }) => change === "ADDED" && ship?.includes(slug(facts.features, featureId) ?? ""),
  );
  const adoptions = facts.adoptions.filter((row) =>
    adopt?.some(
      ({ feature, integration }) =>
        feature === slug(facts.features, row.featureId) &&
        (integration == null || integration === slug(facts.integrations, row.integrationId)),
    ),
  );
  const resolutions = facts.blockerReports.filter((row) =>
    resolve?.some(
      ({ blocker, work }) =>
        row.state === "RESOLVED" &&
        blocker === slug(facts.blockers, row.blockerId) &&
        (work ?? null) === row.work,
    ),
  );
  const statuses = facts.statusReports.filter(
    ({ status, integrationId }) =>
      status === "READY" && complete?.includes(slug(facts.integrations, integrationId) ?? ""),
  );
  const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);
  return {
    "feature-release": idsOf(releases),
    adoption: idsOf(adoptions),
    "blocker-report": idsOf(resolutions),
    "status-report": idsOf(statuses),
  };
}

/** The records that would make so what is named, by noun, in the order in which they are written. */
function listAssumed(facts: FactsInView, held: HeldAssumptions): Partial<Record<NounName, object[]>> {
  const { ship, adopt, resolve, complete } = held;
  const day = facts.asOf;
  const said = { date: day, key: "assumed", sources: [assumedSource] };
  const adoptions = (adopt ?? []).flatMap(({ feature, integration }) =>
    (integration == null ? listNeeding(facts, feature) : [integration]).map((adopter) => ({
      integration: adopter,
      feature,
    })),
  );
  const shipped = once(ship ?? []);
  const release = { slug: "assumed-1", product: "assumed", version: "1", releasedOn: day };
  return {
    source: [
      {
        slug: assumedSource,
        kind: "COMMIT",
        title: "What is assumed",
        url: "https://example.org/assumed",
        publishedOn: day,
      },
    ],
    release: shipped.length === 0 ? [] : [{ ...release, source: assumedSource }],
    "status-report": once(complete ?? []).map((integration) => ({ ...said, integration, status: "READY" })),
    "feature-release": shipped.map((feature) => ({
      feature,
      release: release.slug,
      change: "ADDED",
      sources: [assumedSource],
    })),
    adoption: once(adoptions).map((each) => ({
      ...each,
      key: "assumed",
      from: day,
      sources: [assumedSource],
    })),
    "blocker-report": once(resolve ?? []).map(({ blocker, work }) => ({
      ...said,
      blocker,
      ...(work != null && { work }),
      state: "RESOLVED",
    })),
  };
}

/** The integrations with a FeatureNeed on a feature in the viewpoint. */
function listNeeding(facts: FactsInView, feature: string): string[] {
  const { features, needs, remedies, blockers, integrations } = facts;
  const featureId = features.find(({ slug }) => slug === feature)?.id;
  const remedyIds = needs.flatMap((need) =>
    need.kind === "FEATURE" && need.featureId === featureId ? [need.remedyId] : [],
  );
  const blockerIds = remedies.filter(({ id }) => remedyIds.includes(id)).map(({ blockerId }) => blockerId);
  const owners = blockers.filter(({ id }) => blockerIds.includes(id)).map((row) => row.integrationId);
  return integrations.filter(({ id }) => owners.includes(id)).map(({ slug }) => slug);
}

/** Each value once. */
function once<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
