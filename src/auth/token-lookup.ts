import { LRUCache } from "lru-cache";
import type { Db } from "../db/open.ts";
import { AuthenticationError, EndedTokenError } from "./authentication-error.ts";
import { hashSecret, isSecret } from "./secret.ts";
import { findToken, recordUse, type Token, tokenState } from "./token.ts";

/** For how long it counts what was found out about a token, in milliseconds: a revocation acts within that. */
const freshFor = 400;
/** Of how many tokens that is kept. */
const most = 1_000;

/** Finds the tokens that requests come with: one statement for each in a while, however many requests there are. */
export class TokenLookup {
  /** Sees the tokens. */
  readonly db: Db;
  readonly #now: () => Date;
  readonly #found = new LRUCache<string, Promise<Token | undefined>>({ max: most, ttl: freshFor });

  /** @param db sees the tokens: {@link Database.auth} */
  constructor(db: Db, { now = () => new Date() } = {}) {
    this.db = db;
    this.#now = now;
  }

  /**
   * The token that a request comes with.
   *
   * @throws AuthenticationError where it is none or unknown, EndedTokenError where it expired or was revoked; what the
   * database throws
   */
  async find(secret: string): Promise<Token> {
    if (!isSecret(secret)) {
      throw new AuthenticationError("the token is not one of criugraph's; it may be mistyped or cut short");
    }
    const token = await this.#look(secret);
    if (!token) throw new AuthenticationError("there is no such token here");
    const state = tokenState(token, this.#now());
    if (state === "expired") throw new EndedTokenError(token.name, `expired at ${token.expiresAt}`);
    if (state === "revoked") throw new EndedTokenError(token.name, `was revoked at ${token.revokedAt}`);
    return token;
  }

  /** Forgets what it found out, so that a revocation acts at once. */
  forget(): void {
    this.#found.clear();
  }

  /** Kept from the moment it is asked, so that it is never older than that, and many who ask at once ask once. */
  #look(secret: string): Promise<Token | undefined> {
    const hash = hashSecret(secret);
    const key = hash.toString("base64");
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#load(hash);
    this.#found.set(key, found);
    found.catch(() => this.#found.delete(key));
    return found;
  }

  async #load(hash: Buffer): Promise<Token | undefined> {
    const token = await findToken(this.db, hash);
    if (token?.isUseOld && tokenState(token, this.#now()) === "active") {
      // Nobody waits for it, and a database that takes no writes refuses it.
      recordUse(this.db, hash).catch(() => {});
    }
    return token;
  }
}
