import { snakeCase, text, unique } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { id, ref, slugText } from "./columns.ts";

/** Work in plain words that a remedy of a blocker waits for; its slug is unique in its blocker. */
export const works = snakeCase.table(
  "works",
  {
    id: id(),
    blockerId: ref()
      .notNull()
      .references(() => blockers.id, { onDelete: "cascade" }),
    slug: slugText().notNull(),
    description: text().notNull(),
  },
  (t) => [unique().on(t.blockerId, t.slug), unique().on(t.blockerId, t.id)],
);
