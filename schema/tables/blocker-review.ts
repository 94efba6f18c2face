import { index, snakeCase } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { integrations } from "./integration.ts";

/** On its day somebody listed what stands in the way of this integration; it may be nothing. */
export const blockerReviews = snakeCase.table(
  "blocker_reviews",
  {
    ...factColumns("BLOCKER_REVIEW"),
    integrationId: ref()
      .notNull()
      .references(() => integrations.id),
  },
  (t) => [isFact(t), index().on(t.integrationId)],
);
