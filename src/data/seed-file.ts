import { z } from "zod";
import { adoptionShape } from "../domain/adoption.ts";
import { blockerShape } from "../domain/blocker.ts";
import { blockerReportShape } from "../domain/blocker-report.ts";
import { blockerReviewShape } from "../domain/blocker-review.ts";
import { capabilityShape } from "../domain/capability.ts";
import { capabilityReportShape } from "../domain/capability-report.ts";
import { contributionShape } from "../domain/contribution.ts";
import { contributorShape } from "../domain/contributor.ts";
import { dependencyShape } from "../domain/dependency.ts";
import { keyed } from "../domain/explain-issue.ts";
import { featureShape } from "../domain/feature.ts";
import { featureReleaseShape } from "../domain/feature-release.ts";
import { integrationShape } from "../domain/integration.ts";
import { nodeShape } from "../domain/node.ts";
import { productShape, releaseShape } from "../domain/release.ts";
import { remedyShape } from "../domain/remedy.ts";
import { requirementShape } from "../domain/requirement.ts";
import { sourceShape } from "../domain/source.ts";
import { statusReportShape } from "../domain/status-report.ts";
import { slug } from "../domain/value.ts";

const list = <Shape extends z.ZodRawShape>(shape: Shape, description: string) =>
  z.array(keyed(shape)).optional().meta({ description });

/** One integration with all that is said of it. */
export const integrationFile = keyed({
  ...nodeShape,
  ...integrationShape,
  status: list(statusReportShape, "Its status over time."),
  capabilities: z
    .array(
      keyed({
        ...capabilityShape,
        reports: list(capabilityReportShape, "How well it works over time."),
      }),
    )
    .max(30)
    .optional()
    .meta({ description: "What it can or cannot do with CRIU, at most 30." }),
  blockers: list(
    {
      ...blockerShape,
      remedies: z
        .array(keyed(remedyShape))
        .max(10)
        .optional()
        .meta({ description: "The ways to lift it, at most 10; any one is enough." }),
      reports: list(blockerReportShape, "How it stands over time; without one it is OPEN."),
    },
    "What stands in its way.",
  ),
  reviews: list(blockerReviewShape, "When somebody listed what stands in its way."),
  adoptions: list(adoptionShape, "The features it uses."),
  dependencies: list(dependencyShape, "How it stands to other integrations."),
});

/** One feature with its releases and what it requires. */
export const featureFile = keyed({
  ...nodeShape,
  ...featureShape,
  releases: list(featureReleaseShape, "The releases that added it or took it out, backports included."),
  requires: list(
    {
      feature: slug.meta({ description: "The slug of the feature it is of no use without." }),
      ...requirementShape,
    },
    "The features it is of no use without.",
  ),
});

/** One person with what the person did. */
export const contributorFile = keyed({
  ...nodeShape,
  ...contributorShape,
  contributions: list(contributionShape, "What the person did, proposed or promised."),
});

/** The releases of one product. */
export const releaseFile = keyed({
  ...productShape,
  releases: z
    .array(keyed(releaseShape))
    .meta({ description: "Its releases. A slug is made of product and version." }),
});

/** Sources that belong together. */
export const sourceFile = z.array(keyed({ ...nodeShape, ...sourceShape }));

export type IntegrationFile = z.output<typeof integrationFile>;
export type FeatureFile = z.output<typeof featureFile>;
export type ContributorFile = z.output<typeof contributorFile>;
export type ReleaseFile = z.output<typeof releaseFile>;
export type SourceFile = z.output<typeof sourceFile>;
