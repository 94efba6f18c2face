import { index, pgEnum, snakeCase } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { integrations } from "./integration.ts";

export const integrationStatus = pgEnum("integration_status", [
  "READY",
  "IN_PROGRESS",
  "STALLED",
  "NOT_STARTED",
  "REMOVED",
  "DISCONTINUED",
]);

/** On its day a source gave this integration this status. */
export const statusReports = snakeCase.table(
  "status_reports",
  {
    ...factColumns("STATUS_REPORT"),
    integrationId: ref()
      .notNull()
      .references(() => integrations.id),
    status: integrationStatus().notNull(),
  },
  (t) => [isFact(t), index().on(t.integrationId)],
);
