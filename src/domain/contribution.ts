import { z } from "zod";
import { contributionRole, contributionState, contributions } from "../../schema/tables/contribution.ts";
import { keyed } from "./explain-issue.ts";
import { endShape, endsAfterStart, factShape, ownSlug } from "./fact.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of something a person did, proposed or promised. */
export const contributionShape = {
  integration: slug
    .optional()
    .meta({ description: "The slug of the integration it was for; this, or feature, or blocker." }),
  feature: slug.optional().meta({ description: "The slug of the feature it was for." }),
  blocker: slug.optional().meta({ description: "The slug of the blocker it was for." }),
  role: z.enum(contributionRole.enumValues).meta({ description: "What the person did or meant to do." }),
  state: z.enum(contributionState.enumValues).meta({ description: "Whether it was done." }),
  from: day.optional().meta({ description: "When it was done, or begun; absent: not known." }),
  ...endShape,
  ...factShape,
};

const schema = keyed({ ...ownSlug, contributor: slug, ...contributionShape })
  .refine(...endsAfterStart)
  .refine(
    ({ integration, feature, blocker }) => [integration, feature, blocker].filter(Boolean).length === 1,
    "expected one of integration, feature or blocker",
  );
export type ContributionRecord = z.output<typeof schema>;

/** What a person did, proposed or promised for an integration, a feature or a blocker. */
export const contribution: Noun<ContributionRecord> = {
  name: "contribution",
  schema,
  table: contributions,
  fact: {
    kind: "CONTRIBUTION",
    datedBy: "from",
    ends: true,
    // Done work stays done; only looking after something ends.
    isLasting: ({ role }) => role === "MAINTAINS",
    slugParts: ({ contributor, integration, feature, blocker, role, from }) => [
      contributor,
      integration ?? feature ?? blocker ?? "",
      role.toLowerCase(),
      from ?? "undated",
    ],
  },
  fields: {
    contributor: reference("contributor", contributions.contributorId),
    integration: reference("integration", contributions.integrationId),
    feature: reference("feature", contributions.featureId),
    blocker: reference("blocker", contributions.blockerId),
    role: stored(contributions.role),
    state: stored(contributions.state),
  },
};
