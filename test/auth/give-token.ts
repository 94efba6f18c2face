import { createToken, type NewToken } from "../../src/auth/token.ts";
import type { Database } from "../../src/db/open.ts";

let count = 0;

/** Makes a token of a name of its own, which never expires unless told otherwise, and returns what its bearer sends. */
export async function giveToken(database: Database, wanted: Partial<NewToken> = {}): Promise<string> {
  count += 1;
  const { secret } = await createToken(database.auth, {
    name: `bearer-${count}`,
    scope: "write",
    expiresAt: null,
    ...wanted,
  });
  return secret;
}
