import { sql } from "drizzle-orm";
import { bigint, bytea, check, integer, snakeCase, text, unique } from "drizzle-orm/pg-core";
import { id, moment, ref } from "./columns.ts";

/**
 * An address that changes are sent to, one after the other, and how far that has come. It holds what deliveries are
 * signed with, which is why the role that queries run as cannot see it.
 */
export const webhooks = snakeCase.table(
  "webhooks",
  {
    id: id(),
    name: text().notNull().unique(),
    url: text().notNull(),
    /** The key of the signatures; who receives them has it too. */
    key: bytea().notNull(),
    createdAt: moment().notNull().defaultNow(),
    /** The place in the history up to which everything was delivered or given up. */
    revision: bigint({ mode: "number" }).notNull(),
    changeId: ref().notNull(),
    /** How often the next delivery has failed. */
    attempts: integer().notNull().default(0),
    /** Not before then it is tried again. */
    nextAttemptAt: moment().notNull().defaultNow(),
    /** Why the last attempt failed; null: it did not. */
    lastError: text(),
    lastDeliveredAt: moment(),
    /** The process that delivers, and until when no other one does. */
    leasedBy: text(),
    leasedUntil: moment(),
  },
  (t) => [check("webhooks_key_is_long", sql`octet_length(${t.key}) >= 24`)],
);

/** A delivery that was given up after many attempts: some changes of one change set, from one to another. */
export const webhookDeadLetters = snakeCase.table(
  "webhook_dead_letters",
  {
    id: id(),
    webhookId: ref()
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    /** The place in the history before the first of its changes. */
    revision: bigint({ mode: "number" }).notNull(),
    afterChangeId: ref().notNull(),
    attempts: integer().notNull(),
    lastError: text().notNull(),
    givenUpAt: moment().notNull().defaultNow(),
  },
  (t) => [unique().on(t.webhookId, t.revision, t.afterChangeId)],
);
