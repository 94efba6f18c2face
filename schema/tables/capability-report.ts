import { index, pgEnum, snakeCase } from "drizzle-orm/pg-core";
import { capabilities } from "./capability.ts";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";

export const capabilityState = pgEnum("capability_state", ["WORKS", "PARTIAL", "MISSING"]);

/** On its day a source said how well a capability of an integration works. */
export const capabilityReports = snakeCase.table(
  "capability_reports",
  {
    ...factColumns("CAPABILITY_REPORT"),
    capabilityId: ref()
      .notNull()
      .references(() => capabilities.id),
    state: capabilityState().notNull(),
  },
  (t) => [isFact(t), index().on(t.capabilityId)],
);
