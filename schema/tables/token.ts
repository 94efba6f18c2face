import { sql } from "drizzle-orm";
import { bytea, check, pgEnum, snakeCase, text, uniqueIndex } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";

/** What a token lets its bearer do; each scope includes those before it. */
export const tokenScope = pgEnum("token_scope", ["read", "write", "admin"]);

/** Who may do what. Of the token itself there is but a hash, and the role that queries run as cannot see even that. */
export const tokens = snakeCase.table(
  "tokens",
  {
    id: id(),
    /** Who writes with it: the actor of change sets. */
    name: text().notNull(),
    scope: tokenScope().notNull(),
    /** SHA-256 of the whole token. */
    hash: bytea().notNull().unique(),
    createdAt: moment().notNull().defaultNow(),
    /** The token it was made with; null: the command line. */
    createdBy: text(),
    /** From then on it is refused; null: never. */
    expiresAt: moment(),
    /** Within a minute of the last request; null: it was never used. */
    lastUsedAt: moment(),
    revokedAt: moment(),
    revokedBy: text(),
  },
  (t) => [
    uniqueIndex().on(t.name).where(sql`${t.revokedAt} is null`),
    check("tokens_hash_is_sha256", sql`octet_length(${t.hash}) = 32`),
  ],
);
