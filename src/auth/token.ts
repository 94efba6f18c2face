import { and, asc, desc, eq, isNull, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { tokenScope, tokens } from "../../schema/tables/token.ts";
import type { Db } from "../db/open.ts";
import { ConflictError, NotFoundError, ValidationError } from "../domain/error.ts";
import { explainIssue } from "../domain/explain-issue.ts";
import { line } from "../domain/value.ts";
import { hashSecret, makeSecret } from "./secret.ts";

/** What is known of a token. Times are of ISO 8601, in UTC. */
export interface Token {
  readonly name: string;
  readonly scope: (typeof tokenScope.enumValues)[number];
  readonly createdAt: string;
  /** The token it was made with; null: the command line. */
  readonly createdBy: string | null;
  /** From then on it is refused; null: never. */
  readonly expiresAt: string | null;
  /** Within a minute; null: never used. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

/** What a new token is for. */
export interface NewToken {
  readonly name: string;
  readonly scope: Token["scope"];
  readonly expiresAt: Date | null;
}

/** Whether a token is accepted, and why not: whichever ended it first. */
export function tokenState({ expiresAt, revokedAt }: Token, now: Date): "active" | "expired" | "revoked" {
  const hasExpired = expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
  const wasFirst = hasExpired && (revokedAt === null || Date.parse(expiresAt) <= Date.parse(revokedAt));
  return wasFirst ? "expired" : revokedAt !== null ? "revoked" : "active";
}

const newToken = z.object({
  // It stands in the history as who wrote, where the program's own writes are called so.
  name: line(64).refine(
    (name) => !/^criugraph\b/i.test(name),
    "the program itself writes as criugraph; expected another name",
  ),
  scope: z.enum(tokenScope.enumValues),
  expiresAt: z
    .date()
    .refine((end) => end.getTime() > Date.now(), "is past; expected a moment to come")
    .nullable(),
});

const shown = {
  name: tokens.name,
  scope: tokens.scope,
  createdAt: inUtc(tokens.createdAt),
  createdBy: tokens.createdBy,
  expiresAt: inUtc(tokens.expiresAt),
  lastUsedAt: inUtc(tokens.lastUsedAt),
  revokedAt: inUtc(tokens.revokedAt),
  revokedBy: tokens.revokedBy,
};

/**
 * Makes a token. Its secret is returned, and kept nowhere. One of the same name that has expired makes room for it.
 *
 * @param by the token it is made with; null: the command line
 * @throws ValidationError; ConflictError where a token of this name is there, neither revoked nor expired
 */
export async function createToken(
  db: Db,
  wanted: NewToken,
  by: string | null = null,
): Promise<{ token: Token; secret: string }> {
  const { data, error } = newToken.safeParse(wanted, { error: explainIssue });
  if (error) throw new ValidationError(error.issues.map(({ path, message }) => ({ path, message })));
  const { name, scope, expiresAt } = data;
  const secret = makeSecret();
  const token = await db.transaction(async (transaction) => {
    await transaction
      .update(tokens)
      .set({ revokedAt: sql`now()`, revokedBy: by })
      .where(and(eq(tokens.name, name), isNull(tokens.revokedAt), lte(tokens.expiresAt, sql`now()`)));
    const [made] = await transaction
      .insert(tokens)
      .values({
        name,
        scope,
        hash: hashSecret(secret),
        createdBy: by,
        expiresAt: expiresAt?.toISOString() ?? null,
      })
      .onConflictDoNothing()
      .returning(shown);
    return made;
  });
  if (!token)
    throw new ConflictError(`there is a token "${name}" already: revoke it, or choose another name`);
  return { token, secret };
}

/** All tokens there are and were, oldest first. */
export async function listTokens(db: Db): Promise<Token[]> {
  return db.select(shown).from(tokens).orderBy(asc(tokens.id));
}

/** Whether anybody has a token that is accepted. */
export async function hasActiveToken(db: Db): Promise<boolean> {
  const isActive = and(isNull(tokens.revokedAt), sql`coalesce(${tokens.expiresAt} > now(), true)`);
  return (await db.$count(tokens, isActive)) > 0;
}

/**
 * Revokes the token of a name. One that was revoked before stays as it is.
 *
 * @param by the token it is revoked with; null: the command line
 * @returns the token as it is now
 * @throws NotFoundError where there never was one
 */
export async function revokeToken(db: Db, name: string, by: string | null = null): Promise<Token> {
  // No token has a name that is none, and a database does not even take some of them.
  if (!line(64).safeParse(name).success) throw noSuchToken(name);
  const [revoked] = await db
    .update(tokens)
    .set({ revokedAt: sql`now()`, revokedBy: by })
    .where(and(eq(tokens.name, name), isNull(tokens.revokedAt)))
    .returning(shown);
  const [last] = revoked ? [revoked] : await lastOf(db, name);
  if (!last) throw noSuchToken(name);
  return last;
}

function noSuchToken(name: string): NotFoundError {
  return new NotFoundError([{ noun: "token", slug: name.slice(0, 100), path: ["name"] }]);
}

function lastOf(db: Db, name: string): Promise<Token[]> {
  return db.select(shown).from(tokens).where(eq(tokens.name, name)).orderBy(desc(tokens.id)).limit(1);
}

/**
 * The token of a secret; undefined: there is none. One statement, through the index of hashes.
 *
 * @returns beside it whether a minute has passed since a use was last recorded
 */
export async function findToken(
  db: Db,
  hash: Buffer,
): Promise<(Token & { readonly isUseOld: boolean }) | undefined> {
  const [found] = await db
    .select({ ...shown, isUseOld })
    .from(tokens)
    .where(eq(tokens.hash, hash));
  return found;
}

const isUseOld = sql<boolean>`coalesce(${tokens.lastUsedAt} <= now() - interval '1 minute', true)`;

/** Notes that a token was used, at most once a minute however often it is called. */
export async function recordUse(db: Db, hash: Buffer): Promise<void> {
  await db
    .update(tokens)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(tokens.hash, hash), isUseOld));
}

function inUtc<Column extends (typeof tokens)["createdAt" | "expiresAt"]>(column: Column) {
  type Text = Column["_"]["notNull"] extends true ? string : string | null;
  return sql<Text>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
