import { sql } from "drizzle-orm";
import { check, date, index, pgEnum, snakeCase, text } from "drizzle-orm/pg-core";
import { bySlug, nodeColumns, onCalendar, ref, slugText } from "./columns.ts";
import { contributors } from "./contributor.ts";

export const sourceKind = pgEnum("source_kind", [
  "WIKI_REVISION",
  "COMMIT",
  "RELEASE_NOTE",
  "ISSUE",
  "MAIL",
  "DOCUMENT",
]);

/** Where a fact comes from: an address, or a path in a repository at a commit. */
export const sources = snakeCase.table(
  "sources",
  {
    ...nodeColumns("SOURCE"),
    kind: sourceKind().notNull(),
    /** The revisions of one page are one series; a repository is one without being named here. */
    series: slugText(),
    title: text().notNull(),
    url: text(),
    repository: text(),
    path: text(),
    commit: text(),
    publishedOn: date({ mode: "string" }).notNull(),
    note: text(),
    authorId: ref().references(() => contributors.id),
  },
  (t) => [
    bySlug(t),
    index().on(t.publishedOn),
    index().on(t.authorId),
    index().on(t.series),
    check("sources_have_a_place", sql`${t.url} is not null or ${t.repository} is not null`),
    check("sources_git_place_is_whole", sql`num_nonnulls(${t.repository}, ${t.path}, ${t.commit}) in (0, 3)`),
    check("sources_published_on_a_day", onCalendar(t.publishedOn)),
    check("sources_commit_is_a_hash", sql`${t.commit} is null or ${t.commit} ~ '^[0-9a-f]{40}$'`),
  ],
);
