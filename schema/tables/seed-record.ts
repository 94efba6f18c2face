import { jsonb, primaryKey, snakeCase, text } from "drizzle-orm/pg-core";
import { moment, slugText } from "./columns.ts";

/** A record as the seed files last loaded had it: the common ancestor of these files and the database. */
export const seedRecords = snakeCase.table(
  "seed_records",
  {
    noun: text().notNull(),
    slug: slugText().notNull(),
    record: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.noun, t.slug] })],
);

/** The hash of the seed files last loaded: a start loads them only where it differs. */
export const seedLoads = snakeCase.table("seed_loads", {
  hash: text().primaryKey(),
  loadedAt: moment().notNull().defaultNow(),
});
