import { check, date, index, integer, snakeCase, text, unique } from "drizzle-orm/pg-core";
import { bySlug, nodeColumns, onCalendar, ref, slugText } from "./columns.ts";
import { integrations } from "./integration.ts";
import { sources } from "./source.ts";

/** A version of CRIU or of an integration, with the source of its day. */
export const releases = snakeCase.table(
  "releases",
  {
    ...nodeColumns("RELEASE"),
    product: slugText().notNull(),
    /** As its makers write it. What other nodes call `version` is `recordVersion` here. */
    version: text().notNull(),
    recordVersion: integer().notNull().default(1),
    releasedOn: date({ mode: "string" }).notNull(),
    /** The integration this is a release of; null: a release of CRIU itself or of something that is no integration. */
    integrationId: ref().references(() => integrations.id),
    sourceId: ref()
      .notNull()
      .references(() => sources.id),
  },
  (t) => [
    bySlug(t),
    unique().on(t.product, t.version),
    index().on(t.integrationId),
    index().on(t.sourceId),
    index().on(t.releasedOn),
    check("releases_released_on_a_day", onCalendar(t.releasedOn)),
  ],
);
