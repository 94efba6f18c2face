import { AuthenticationError } from "../auth/authentication-error.ts";
import { bearerToken } from "../auth/bearer-token.ts";
import type { TokenLookup } from "../auth/token-lookup.ts";

/** With what is kept of a token, a revocation acts within a second. */
const lookEvery = 500;

/**
 * Looks again and again whether the token that a request came with still counts, and says once that it does not.
 * Returns what ends that. A database that cannot be reached says nothing of a token.
 */
export function watchToken(
  tokens: TokenLookup,
  request: Request,
  refuse: (error: AuthenticationError) => void,
): () => void {
  const secret = bearerToken(request);
  if (secret === undefined) return () => {};
  const timer = setInterval(() => {
    tokens.find(secret).catch((error: unknown) => {
      if (!(error instanceof AuthenticationError)) return;
      clearInterval(timer);
      refuse(error);
    });
  }, lookEvery);
  return () => clearInterval(timer);
}
