import { foreignKey, index, integer, pgEnum, snakeCase, text } from "drizzle-orm/pg-core";
import { capabilities } from "./capability.ts";
import { bySlug, nameColumns, ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { integrations } from "./integration.ts";

export const blockerKind = pgEnum("blocker_kind", [
  "MISSING_FEATURE",
  "NOT_INTEGRATED",
  "KERNEL",
  "POLICY",
  "DEFECT",
  "SECURITY",
  "LIMITATION",
]);

/** One reason why one integration, or one capability of it, is not there yet: a node, and the fact that it exists. */
export const blockers = snakeCase.table(
  "blockers",
  {
    ...factColumns("BLOCKER"),
    ...nameColumns("BLOCKER"),
    version: integer().notNull().default(1),
    title: text().notNull(),
    kind: blockerKind().notNull(),
    integrationId: ref()
      .notNull()
      .references(() => integrations.id),
    capabilityId: ref(),
  },
  (t) => [
    isFact(t),
    bySlug(t),
    index().on(t.integrationId, t.capabilityId),
    foreignKey({
      name: "blockers_capability_of_the_same_integration",
      columns: [t.integrationId, t.capabilityId],
      foreignColumns: [capabilities.integrationId, capabilities.id],
    }),
  ],
);
