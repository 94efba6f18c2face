import { index, pgEnum, snakeCase } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { features } from "./feature.ts";
import { releases } from "./release.ts";

export const featureChange = pgEnum("feature_change", ["ADDED", "REMOVED"]);

/** A release added a feature or took it out. */
export const featureReleases = snakeCase.table(
  "feature_releases",
  {
    ...factColumns("FEATURE_RELEASE"),
    featureId: ref()
      .notNull()
      .references(() => features.id),
    releaseId: ref()
      .notNull()
      .references(() => releases.id),
    change: featureChange().notNull(),
  },
  (t) => [isFact(t), index().on(t.featureId), index().on(t.releaseId)],
);
