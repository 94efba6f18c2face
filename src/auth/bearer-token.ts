import { AuthenticationError } from "./authentication-error.ts";
import { secretForm } from "./secret.ts";

const expected = "expected `Authorization: Bearer <token>`";

/**
 * The token that a request comes with, by RFC 6750; undefined: it comes with none.
 *
 * @throws AuthenticationError where it comes with one in another way. What is wrong is never taken for nothing: a
 * writer would be told that they may not write, and not why.
 */
export function bearerToken({ headers, url }: Request): string | undefined {
  refuseTokenInAddress(url);
  const header = headers.get("authorization");
  if (header === null) return undefined;
  if (header.trim() === "") throw new AuthenticationError(`the Authorization header is empty; ${expected}`);
  // What would be two headers is one with a comma.
  if (header.includes(",")) {
    throw new AuthenticationError(`there is more than one Authorization header or token; ${expected}`);
  }
  const [, token] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  if (!token) throw new AuthenticationError(`the Authorization header has another form; ${expected}`);
  return token;
}

/** Addresses are kept in logs and histories, and so would be the token. */
function refuseTokenInAddress(url: string): void {
  const at = url.indexOf("?");
  if (at < 0) return;
  const query = url.slice(at + 1);
  if (!/(^|&)access_token=/.test(query) && query.match(secretForm) === null) return;
  throw new AuthenticationError(
    `a token in the address is not accepted, because addresses are kept in logs: revoke it; ${expected}`,
  );
}
