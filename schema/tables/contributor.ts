import { check, snakeCase, text } from "drizzle-orm/pg-core";
import { aliases, bySlug, fewAliases, nodeColumns } from "./columns.ts";

/** A person. No address and no employer is kept. */
export const contributors = snakeCase.table(
  "contributors",
  {
    ...nodeColumns("CONTRIBUTOR"),
    name: text().notNull(),
    aliases: aliases(),
  },
  (t) => [bySlug(t), check("contributors_aliases", fewAliases(t.aliases))],
);
