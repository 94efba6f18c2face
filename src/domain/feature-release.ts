import { z } from "zod";
import { featureChange, featureReleases } from "../../schema/tables/feature-release.ts";
import { keyed } from "./explain-issue.ts";
import { factShape, ownSlug } from "./fact.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { slug } from "./value.ts";

/** What a release did to a feature. */
export const featureReleaseShape = {
  release: slug.meta({ description: "The slug of the release: criu-1.3.1." }),
  change: z.enum(featureChange.enumValues).meta({ description: "What the release did to the feature." }),
  ...factShape,
};

const schema = keyed({ ...ownSlug, feature: slug, ...featureReleaseShape });
export type FeatureReleaseRecord = z.output<typeof schema>;

/** A release added a feature or took it out, on its own day. */
export const featureRelease: Noun<FeatureReleaseRecord> = {
  name: "feature-release",
  schema,
  table: featureReleases,
  fact: { kind: "FEATURE_RELEASE", slugParts: (record) => [record.feature, record.release] },
  fields: {
    feature: reference("feature", featureReleases.featureId),
    release: reference("release", featureReleases.releaseId),
    change: stored(featureReleases.change),
  },
};
