import { sql } from "drizzle-orm";
import { check, index, pgEnum, snakeCase } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { ref } from "./columns.ts";
import { contributors } from "./contributor.ts";
import { factColumns, isFact } from "./fact.ts";
import { features } from "./feature.ts";
import { integrations } from "./integration.ts";

export const contributionRole = pgEnum("contribution_role", [
  "AUTHORED",
  "PROPOSED",
  "MAINTAINS",
  "REVIEWED",
  "DOCUMENTED",
]);
export const contributionState = pgEnum("contribution_state", ["DONE", "PLANNED", "ABANDONED"]);

/** What a person did, proposed or promised for an integration, a feature or a blocker. */
export const contributions = snakeCase.table(
  "contributions",
  {
    ...factColumns("CONTRIBUTION"),
    contributorId: ref()
      .notNull()
      .references(() => contributors.id),
    integrationId: ref().references(() => integrations.id),
    featureId: ref().references(() => features.id),
    blockerId: ref().references(() => blockers.id),
    role: contributionRole().notNull(),
    state: contributionState().notNull(),
  },
  (t) => [
    isFact(t),
    index().on(t.contributorId),
    index().on(t.integrationId).where(sql`${t.integrationId} is not null`),
    index().on(t.featureId).where(sql`${t.featureId} is not null`),
    index().on(t.blockerId).where(sql`${t.blockerId} is not null`),
    check(
      "contributions_one_subject",
      sql`num_nonnulls(${t.integrationId}, ${t.featureId}, ${t.blockerId}) = 1`,
    ),
  ],
);
