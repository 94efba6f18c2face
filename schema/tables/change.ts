import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgEnum, snakeCase, text } from "drizzle-orm/pg-core";
import { id, moment, ref, slugText } from "./columns.ts";

export const changeOperation = pgEnum("change_operation", ["CREATE", "UPDATE", "DELETE"]);

/** One writing transaction: who, when and why. Its revision is the number it committed under. */
export const changeSets = snakeCase.table("change_sets", {
  id: id(),
  revision: bigint({ mode: "number" }).unique(),
  committedAt: moment().notNull().defaultNow(),
  actor: text().notNull(),
  reason: text(),
  requestId: text(),
});

/** One record before and after a write. The viewpoint says what was true, this says what we believed. */
export const changes = snakeCase.table(
  "changes",
  {
    id: id(),
    changeSetId: ref()
      .notNull()
      .references(() => changeSets.id),
    noun: text().notNull(),
    /** The record's slug: a node's first slug, or a fact's. */
    slug: slugText().notNull(),
    operation: changeOperation().notNull(),
    before: jsonb(),
    after: jsonb(),
    /** The nodes it is about, before or after: `INTEGRATION systemd`. The record itself, if it is one, and all that it names. */
    subjects: text()
      .array()
      .notNull()
      .generatedAlwaysAs(sql.raw(`change_subjects("noun", "slug", "before", "after")`)),
  },
  (t) => [
    index().on(t.changeSetId, t.id),
    index().on(t.noun, t.slug),
    // What waits to be sorted into it is read by every look-up: at most 256 kB of it, not 4 MB.
    index().using("gin", t.subjects).with({ gin_pending_list_limit: 256 }),
    check(
      "changes_before_and_after",
      sql`(${t.before} is null) = (${t.operation} = 'CREATE') and (${t.after} is null) = (${t.operation} = 'DELETE')`,
    ),
  ],
);
