import { bigint, index, jsonb, primaryKey, snakeCase, text } from "drizzle-orm/pg-core";
import { changeSets } from "./change.ts";
import { moment } from "./columns.ts";

/** A write that its writer gave a name, so that asking for it again gives the first answer; kept for a day. */
export const idempotencyKeys = snakeCase.table(
  "idempotency_keys",
  {
    /** Who wrote; two writers may use one key. */
    caller: text().notNull(),
    key: text().notNull(),
    /** The hash of what was asked for. */
    input: text().notNull(),
    /** What was answered; null while the write is under way, which nobody else sees. */
    answer: jsonb(),
    /** Null: nothing had to be changed. */
    changeSetId: bigint({ mode: "number" }).references(() => changeSets.id),
    usedAt: moment().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.caller, t.key] }), index().on(t.usedAt)],
);
