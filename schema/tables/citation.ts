import { index, primaryKey, snakeCase, text } from "drizzle-orm/pg-core";
import { ref } from "./columns.ts";
import { facts } from "./fact.ts";
import { sources } from "./source.ts";

/** Joins a fact to a source that says so; a trigger refuses a fact without one when its transaction commits. */
export const citations = snakeCase.table(
  "citations",
  {
    factId: ref()
      .notNull()
      .references(() => facts.id, { onDelete: "cascade" }),
    sourceId: ref()
      .notNull()
      .references(() => sources.id),
    /** Where in the source, or what it says there, in our own words. */
    note: text(),
  },
  (t) => [primaryKey({ columns: [t.factId, t.sourceId] }), index().on(t.sourceId)],
);
