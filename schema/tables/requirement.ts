import { sql } from "drizzle-orm";
import { check, index, snakeCase } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { features } from "./feature.ts";

/** A feature is of no use without another one. */
export const requirements = snakeCase.table(
  "requirements",
  {
    ...factColumns("REQUIREMENT"),
    featureId: ref()
      .notNull()
      .references(() => features.id),
    requiredFeatureId: ref()
      .notNull()
      .references(() => features.id),
  },
  (t) => [
    isFact(t),
    index().on(t.featureId),
    index().on(t.requiredFeatureId),
    check("requirements_of_another_feature", sql`${t.featureId} <> ${t.requiredFeatureId}`),
  ],
);
