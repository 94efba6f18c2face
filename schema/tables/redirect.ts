import { sql } from "drizzle-orm";
import { check, index, pgEnum, primaryKey, snakeCase } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { ref, slugText } from "./columns.ts";
import { contributors } from "./contributor.ts";
import { features } from "./feature.ts";
import { integrations } from "./integration.ts";
import { releases } from "./release.ts";
import { sources } from "./source.ts";

/** The node types that have a slug people type. */
export const nodeType = pgEnum("node_type", [
  "INTEGRATION",
  "FEATURE",
  "CONTRIBUTOR",
  "BLOCKER",
  "RELEASE",
  "SOURCE",
]);

/** A slug a node had before it was renamed. A trigger keeps it from being both this and a slug in use. */
export const redirects = snakeCase.table(
  "redirects",
  {
    type: nodeType().notNull(),
    slug: slugText().notNull(),
    integrationId: ref().references(() => integrations.id, { onDelete: "cascade" }),
    featureId: ref().references(() => features.id, { onDelete: "cascade" }),
    contributorId: ref().references(() => contributors.id, { onDelete: "cascade" }),
    blockerId: ref().references(() => blockers.id, { onDelete: "cascade" }),
    releaseId: ref().references(() => releases.id, { onDelete: "cascade" }),
    sourceId: ref().references(() => sources.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.type, t.slug] }),
    check(
      "redirects_to_one_node_of_the_type",
      sql`num_nonnulls(${t.integrationId}, ${t.featureId}, ${t.contributorId}, ${t.blockerId}, ${t.releaseId}, ${t.sourceId}) = 1
        and case ${t.type}
          when 'INTEGRATION' then ${t.integrationId} is not null
          when 'FEATURE' then ${t.featureId} is not null
          when 'CONTRIBUTOR' then ${t.contributorId} is not null
          when 'BLOCKER' then ${t.blockerId} is not null
          when 'RELEASE' then ${t.releaseId} is not null
          else ${t.sourceId} is not null end`,
    ),
    index().on(t.integrationId).where(sql`${t.integrationId} is not null`),
    index().on(t.featureId).where(sql`${t.featureId} is not null`),
    index().on(t.contributorId).where(sql`${t.contributorId} is not null`),
    index().on(t.blockerId).where(sql`${t.blockerId} is not null`),
    index().on(t.releaseId).where(sql`${t.releaseId} is not null`),
    index().on(t.sourceId).where(sql`${t.sourceId} is not null`),
  ],
);
