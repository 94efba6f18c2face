import { sql } from "drizzle-orm";
import { bigint, boolean, check, snakeCase } from "drizzle-orm/pg-core";

/** One row: the number of the last committed write. Locked at the end of each, so that numbers follow commits. */
export const graphRevision = snakeCase.table(
  "graph_revision",
  {
    only: boolean().primaryKey().default(true),
    revision: bigint({ mode: "number" }).notNull(),
  },
  (t) => [check("graph_revision_one_row", sql`${t.only}`)],
);
