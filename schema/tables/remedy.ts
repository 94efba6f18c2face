import { index, snakeCase, text } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { ref } from "./columns.ts";
import { factColumns, isFact } from "./fact.ts";

/** One way to lift a blocker: it holds when all of its needs hold. */
export const remedies = snakeCase.table(
  "remedies",
  {
    ...factColumns("REMEDY"),
    blockerId: ref()
      .notNull()
      .references(() => blockers.id),
    description: text(),
  },
  (t) => [isFact(t), index().on(t.blockerId)],
);
