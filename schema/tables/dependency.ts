import { sql } from "drizzle-orm";
import { check, index, pgEnum, snakeCase } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { integrations } from "./integration.ts";

export const dependencyKind = pgEnum("dependency_kind", [
  "CALLS",
  "LINKS",
  "PART_OF",
  "WORKS_WITH",
  "SUCCEEDS",
  "FORKED_FROM",
  "ALTERNATIVE_TO",
]);

/** How one integration stands to another; never a blocker by itself. */
export const dependencies = snakeCase.table(
  "dependencies",
  {
    ...factColumns("DEPENDENCY"),
    integrationId: ref()
      .notNull()
      .references(() => integrations.id),
    onIntegrationId: ref()
      .notNull()
      .references(() => integrations.id),
    kind: dependencyKind().notNull(),
  },
  (t) => [
    isFact(t),
    index().on(t.integrationId),
    index().on(t.onIntegrationId),
    check("dependencies_on_another_integration", sql`${t.integrationId} <> ${t.onIntegrationId}`),
  ],
);
