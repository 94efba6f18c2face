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
import { ownSlug } from "../domain/fact.ts";
import { featureShape } from "../domain/feature.ts";
import { featureReleaseShape } from "../domain/feature-release.ts";
import { integrationShape } from "../domain/integration.ts";
import { nodeShape } from "../domain/node.ts";
import { productShape, releaseName, releaseShape } from "../domain/release.ts";
import { remedyShape } from "../domain/remedy.ts";
import { requirementShape } from "../domain/requirement.ts";
import { sourceShape } from "../domain/source.ts";
import { statusReportShape } from "../domain/status-report.ts";
import { slug } from "../domain/value.ts";

const facts = <Shape extends z.ZodRawShape>(shape: Shape, description: string) =>
  z
    .array(keyed({ ...shape, ...ownSlug }))
    .optional()
    .meta({ description });

/** One integration with all that is said of it. */
export const integrationFile = keyed({
  ...nodeShape,
  ...integrationShape,
  status: facts(statusReportShape, "Its status over time."),
  capabilities: z
    .array(
      keyed({
        ...capabilityShape,
        reports: facts(capabilityReportShape, "How well it works over time."),
      }),
    )
    .max(30)
    .optional()
    .meta({ description: "What it can or cannot do with CRIU, at most 30." }),
  blockers: z
    .array(
      keyed({
        ...blockerShape,
        remedies: z
          .array(keyed({ ...remedyShape, ...ownSlug }))
          .max(10)
          .optional()
          .meta({ description: "The ways to lift it, at most 10; any one is enough." }),
        reports: facts(blockerReportShape, "How it stands over time; without one it is OPEN."),
      }),
    )
    .optional()
    .meta({ description: "What stands in its way." }),
  reviews: facts(blockerReviewShape, "When somebody listed what stands in its way."),
  adoptions: facts(adoptionShape, "The features it uses."),
  dependencies: facts(dependencyShape, "How it stands to other integrations."),
});

/** One feature with its releases and what it requires. */
export const featureFile = keyed({
  ...nodeShape,
  ...featureShape,
  releases: facts(featureReleaseShape, "The releases that added it or took it out, backports included."),
  requires: facts(
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
  contributions: facts(contributionShape, "What the person did, proposed or promised."),
});

/** The releases of one product. */
export const releaseFile = keyed({
  ...productShape,
  releases: z
    .array(keyed({ ...releaseShape, ...releaseName }))
    .meta({ description: "Its releases. A slug is made of product and version." }),
});

/** Sources that belong together. */
export const sourceFile = z.array(keyed({ ...nodeShape, ...sourceShape }));

export type IntegrationFile = z.output<typeof integrationFile>;
export type FeatureFile = z.output<typeof featureFile>;
export type ContributorFile = z.output<typeof contributorFile>;
export type ReleaseFile = z.output<typeof releaseFile>;
export type SourceFile = z.output<typeof sourceFile>;
