import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgEnum, snakeCase } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";
import { works } from "./work.ts";

export const blockerState = pgEnum("blocker_state", ["OPEN", "RESOLVED", "WONT_FIX"]);

/** On its day a source said how a blocker, or one work of it, stands. */
export const blockerReports = snakeCase.table(
  "blocker_reports",
  {
    ...factColumns("BLOCKER_REPORT"),
    blockerId: ref()
      .notNull()
      .references(() => blockers.id),
    /** The one work the report speaks of; null: of the whole blocker. */
    workId: ref(),
    state: blockerState().notNull(),
  },
  (t) => [
    isFact(t),
    index().on(t.blockerId),
    index().on(t.workId).where(sql`${t.workId} is not null`),
    foreignKey({
      name: "blocker_reports_work_of_the_same_blocker",
      columns: [t.blockerId, t.workId],
      foreignColumns: [works.blockerId, works.id],
    }),
    check("blocker_reports_work_is_open_or_done", sql`${t.workId} is null or ${t.state} <> 'WONT_FIX'`),
  ],
);
