import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  type PgColumn,
  pgEnum,
  snakeCase,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { id, moment, onCalendar, ref, slugText } from "./columns.ts";
import { releases } from "./release.ts";

export const factKind = pgEnum("fact_kind", [
  "STATUS_REPORT",
  "CAPABILITY_REPORT",
  "BLOCKER",
  "BLOCKER_REPORT",
  "BLOCKER_REVIEW",
  "REMEDY",
  "FEATURE_RELEASE",
  "REQUIREMENT",
  "ADOPTION",
  "DEPENDENCY",
  "CONTRIBUTION",
]);

export type FactKind = (typeof factKind.enumValues)[number];

/**
 * The key space all facts share: citations, the date filter and the source filter of a viewpoint each have
 * this one table to look at. What a fact says stands in the table of its kind, under the same id.
 */
export const facts = snakeCase.table(
  "facts",
  {
    id: id(),
    kind: factKind().notNull(),
    /** Made once of the subject and what tells the fact from its siblings; never changes. */
    slug: slugText().notNull(),
    /** The fact's own day; null: it holds from the day its earliest source appeared. */
    date: date({ mode: "string" }),
    endOn: date({ mode: "string" }),
    endReleaseId: ref().references(() => releases.id),
    /** Whether an end closes the fact (an adoption) or only tells how long work took (an authored patch). */
    lasting: boolean().notNull().default(false),
    note: text(),
    /** First day the fact holds when all sources count: `date`, else the earliest of its sources. Kept by a trigger. */
    holdsFrom: date({ mode: "string" }),
    /** First day it no longer holds; null: it still does. Kept by a trigger. */
    holdsUntil: date({ mode: "string" }),
    version: integer().notNull().default(1),
    recordedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    unique().on(t.kind, t.slug),
    unique().on(t.id, t.kind),
    index().on(t.endReleaseId).where(sql`${t.endReleaseId} is not null`),
    check("facts_one_end", sql`num_nonnulls(${t.endOn}, ${t.endReleaseId}) <= 1`),
    check(
      "facts_end_of_a_kind_that_ends",
      sql`num_nonnulls(${t.endOn}, ${t.endReleaseId}) = 0 or ${t.kind} in ('ADOPTION', 'DEPENDENCY', 'REMEDY', 'CONTRIBUTION')`,
    ),
    check(
      "facts_lasting_kinds",
      sql`not ${t.lasting} or ${t.kind} in ('ADOPTION', 'DEPENDENCY', 'REMEDY', 'CONTRIBUTION')`,
    ),
    check(
      "facts_reports_are_dated",
      sql`${t.date} is not null or ${t.kind} not in ('STATUS_REPORT', 'CAPABILITY_REPORT', 'BLOCKER_REPORT', 'BLOCKER_REVIEW')`,
    ),
    check(
      "facts_lasting_by_kind",
      sql`${t.lasting} or ${t.kind} not in ('ADOPTION', 'DEPENDENCY', 'REMEDY')`,
    ),
    check("facts_days_of_the_calendar", sql`${onCalendar(t.date)} and ${onCalendar(t.endOn)}`),
    check("facts_end_after_start", sql`${t.endOn} is null or ${t.date} is null or ${t.endOn} >= ${t.date}`),
  ],
);

/** The id of a fact in the table of its kind, and the kind itself, so that no fact can be two things. */
export const factColumns = (kind: FactKind) => ({
  id: ref().primaryKey(),
  factKind: factKind()
    .notNull()
    .generatedAlwaysAs(sql.raw(`'${kind}'::fact_kind`)),
});

/** Ties a row of a fact's own table to its row in `facts`; the fact goes, the row goes. */
export const isFact = (t: { id: PgColumn; factKind: PgColumn }) =>
  foreignKey({ columns: [t.id, t.factKind], foreignColumns: [facts.id, facts.kind] }).onDelete("cascade");
