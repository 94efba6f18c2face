import type { AnyRecord, NounName } from "../domain/noun.ts";
import { releaseSlug } from "../domain/release.ts";
import type { ContributorFile, FeatureFile, IntegrationFile, ReleaseFile, SourceFile } from "./seed-file.ts";

/** A record as a file has it, and the way to it in the file. */
export interface FlatRecord {
  readonly noun: NounName;
  readonly record: AnyRecord;
  readonly path: readonly PropertyKey[];
}

/** The integration of a file, then its capabilities, blockers and facts. */
export function flattenIntegration(file: IntegrationFile): FlatRecord[] {
  const { status, capabilities, blockers, reviews, adoptions, dependencies, ...integration } = file;
  const subject = { integration: file.slug };
  return [
    { noun: "integration", record: integration, path: [] },
    ...each("status-report", subject, status, ["status"]),
    ...(capabilities ?? []).flatMap(({ reports, ...capability }, index): FlatRecord[] => {
      const path = ["capabilities", index];
      return [
        { noun: "capability", record: { ...subject, ...capability }, path },
        ...each("capability-report", { ...subject, capability: capability.slug }, reports, [
          ...path,
          "reports",
        ]),
      ];
    }),
    ...(blockers ?? []).flatMap(({ remedies, reports, ...blocker }, index): FlatRecord[] => {
      const path = ["blockers", index];
      return [
        { noun: "blocker", record: { ...subject, ...blocker }, path },
        ...each("remedy", { blocker: blocker.slug }, remedies, [...path, "remedies"]),
        ...each("blocker-report", { blocker: blocker.slug }, reports, [...path, "reports"]),
      ];
    }),
    ...each("blocker-review", subject, reviews, ["reviews"]),
    ...each("adoption", subject, adoptions, ["adoptions"]),
    ...each("dependency", subject, dependencies, ["dependencies"]),
  ];
}

/** The feature of a file, then its facts. */
export function flattenFeature({ releases, requires, ...feature }: FeatureFile): FlatRecord[] {
  const subject = { feature: feature.slug };
  const required = requires?.map(({ feature: slug, ...rest }) => ({ requires: slug, ...rest }));
  return [
    { noun: "feature", record: feature, path: [] },
    ...each("feature-release", subject, releases, ["releases"]),
    ...each("requirement", subject, required, ["requires"]),
  ];
}

/** The person of a file, then what the person did. */
export function flattenContributor({ contributions, ...contributor }: ContributorFile): FlatRecord[] {
  return [
    { noun: "contributor", record: contributor, path: [] },
    ...each("contribution", { contributor: contributor.slug }, contributions, ["contributions"]),
  ];
}

/** The releases of a file. */
export function flattenReleases({ releases, ...product }: ReleaseFile): FlatRecord[] {
  return releases.map((release, index) => ({
    noun: "release",
    record: { slug: releaseSlug({ ...product, ...release }), ...product, ...release },
    path: ["releases", index],
  }));
}

/** The sources of a file. */
export function flattenSources(file: SourceFile): FlatRecord[] {
  return each("source", {}, file, []);
}

function each(
  noun: NounName,
  subject: AnyRecord,
  records: readonly AnyRecord[] | undefined,
  path: readonly PropertyKey[],
): FlatRecord[] {
  return (records ?? []).map((record, index) => ({
    noun,
    record: { ...subject, ...record },
    path: [...path, index],
  }));
}
