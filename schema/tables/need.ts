import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgEnum, primaryKey, smallint, snakeCase } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { capabilities } from "./capability.ts";
import { ref } from "./columns.ts";
import { features } from "./feature.ts";
import { integrations } from "./integration.ts";
import { remedies } from "./remedy.ts";
import { works } from "./work.ts";

export const needKind = pgEnum("need_kind", ["FEATURE", "BLOCKER", "INTEGRATION", "WORK"]);

/** One thing a remedy needs. It has no life of its own: it is cited, dated and hidden with its remedy. */
export const needs = snakeCase.table(
  "needs",
  {
    remedyId: ref()
      .notNull()
      .references(() => remedies.id, { onDelete: "cascade" }),
    position: smallint().notNull(),
    kind: needKind().notNull(),
    featureId: ref().references(() => features.id),
    blockerId: ref().references(() => blockers.id),
    integrationId: ref().references(() => integrations.id),
    capabilityId: ref(),
    workId: ref().references(() => works.id),
  },
  (t) => [
    primaryKey({ columns: [t.remedyId, t.position] }),
    index().on(t.featureId).where(sql`${t.featureId} is not null`),
    index().on(t.blockerId).where(sql`${t.blockerId} is not null`),
    index().on(t.integrationId, t.capabilityId).where(sql`${t.integrationId} is not null`),
    index().on(t.workId).where(sql`${t.workId} is not null`),
    foreignKey({
      name: "needs_capability_of_the_same_integration",
      columns: [t.integrationId, t.capabilityId],
      foreignColumns: [capabilities.integrationId, capabilities.id],
    }),
    check("needs_at_most_ten", sql`${t.position} between 0 and 9`),
    check(
      "needs_target_of_its_kind",
      sql`num_nonnulls(${t.featureId}, ${t.blockerId}, ${t.integrationId}, ${t.workId}) = 1 and case ${t.kind}
        when 'FEATURE' then ${t.featureId} is not null
        when 'BLOCKER' then ${t.blockerId} is not null
        when 'INTEGRATION' then ${t.integrationId} is not null
        else ${t.workId} is not null end`,
    ),
    check(
      "needs_capability_of_an_integration",
      sql`${t.capabilityId} is null or ${t.integrationId} is not null`,
    ),
  ],
);
