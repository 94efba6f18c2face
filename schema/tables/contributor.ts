import { check, snakeCase, text } from "drizzle-orm/pg-core";
import { aliases, fewAliases, nodeColumns } from "./columns.ts";

/** A person. No address and no employer is kept. */
export const contributors = snakeCase.table(
  "contributors",
  {
    ...nodeColumns(),
    name: text().notNull(),
    aliases: aliases(),
  },
  (t) => [check("contributors_aliases", fewAliases(t.aliases))],
);
