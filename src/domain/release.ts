import type { z } from "zod";
import { releases } from "../../schema/tables/release.ts";
import { keyed } from "./explain-issue.ts";
import { formerly } from "./node.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, line, slug } from "./value.ts";

/** What is said of one release of a product. */
export const releaseShape = {
  version: line(100).meta({ description: 'The version as its makers write it, in quotes: "1.3.1".' }),
  releasedOn: day.meta({ description: "The day of the release." }),
  source: slug.meta({ description: "The slug of the source that tells the day." }),
  formerly,
};

/** The slug of a release that was renamed. */
export const releaseName = {
  slug: slug.optional().meta({
    description: "Only where it is not <product>-<version>: of a release that was renamed.",
  }),
};

/** What a release is a release of. */
export const productShape = {
  product: slug.meta({ description: "`criu`, or the slug of what this is a version of." }),
  integration: slug.optional().meta({
    description:
      "The slug of the integration this is a release of; absent for CRIU and for what is no integration.",
  }),
};

/** `criu-1.3.1`; what a slug cannot hold becomes a dash. */
export function releaseSlug({ product, version }: { product: string; version: string }): string {
  const part = version.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
  return `${product}-${part.replace(/^[.-]+|[.-]+$/g, "").replace(/[.-]{2,}/g, "-")}`;
}

const schema = keyed({ slug, ...productShape, ...releaseShape });
export type ReleaseRecord = z.output<typeof schema>;

/** A version of CRIU or of an integration. */
export const release: Noun<ReleaseRecord> = {
  name: "release",
  schema,
  table: releases,
  node: { type: "RELEASE", versionColumn: "record_version" },
  fields: {
    product: stored(releases.product),
    version: stored(releases.version),
    releasedOn: stored(releases.releasedOn),
    integration: reference("integration", releases.integrationId),
    source: reference("source", releases.sourceId),
  },
};
