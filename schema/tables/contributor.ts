import { snakeCase, text } from "drizzle-orm/pg-core";
import { aliases, nodeColumns } from "./columns.ts";

/** A person. No address and no employer is kept. */
export const contributors = snakeCase.table("contributors", {
  ...nodeColumns(),
  name: text().notNull(),
  aliases: aliases(),
});
