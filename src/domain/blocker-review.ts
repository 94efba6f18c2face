import type { z } from "zod";
import { blockerReviews } from "../../schema/tables/blocker-review.ts";
import { keyed } from "./explain-issue.ts";
import { factShape, ownSlug } from "./fact.ts";
import { type Noun, reference } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of a review of an integration's blockers. */
export const blockerReviewShape = {
  date: day.meta({ description: "The day somebody listed what stands in the way; it may be nothing." }),
  ...factShape,
};

const schema = keyed({ ...ownSlug, integration: slug, ...blockerReviewShape });
export type BlockerReviewRecord = z.output<typeof schema>;

/** On its day somebody listed what stands in the way of this integration; it may be nothing. */
export const blockerReview: Noun<BlockerReviewRecord> = {
  name: "blocker-review",
  schema,
  table: blockerReviews,
  fact: {
    kind: "BLOCKER_REVIEW",
    datedBy: "date",
    slugParts: ({ integration, date }, firstSource) => [integration, date, firstSource],
  },
  fields: { integration: reference("integration", blockerReviews.integrationId) },
};
