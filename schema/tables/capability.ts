import { integer, snakeCase, text, unique } from "drizzle-orm/pg-core";
import { id, ref, slugText } from "./columns.ts";
import { integrations } from "./integration.ts";

/** One thing an integration can or cannot do with CRIU: `suspend`, `live-migration`. Its slug is unique in its integration. */
export const capabilities = snakeCase.table(
  "capabilities",
  {
    id: id(),
    integrationId: ref()
      .notNull()
      .references(() => integrations.id),
    slug: slugText().notNull(),
    name: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [unique().on(t.integrationId, t.slug), unique().on(t.integrationId, t.id)],
);
