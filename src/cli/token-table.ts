import type { Token, tokenState } from "../auth/token.ts";
import type { Column } from "./terminal.ts";

/** What `criugraph token list` shows of each token. */
export const tokenColumns: readonly Column[] = [
  { heading: "NAME" },
  { heading: "SCOPE" },
  { heading: "STATE", style: (state) => (state === "active" ? "green" : "red") },
  { heading: "CREATED" },
  { heading: "EXPIRES" },
  { heading: "LAST USED" },
  { heading: "REVOKED" },
];

/** A token as a row of the table; `never` and empty stand for what did not happen. */
export function tokenRow(token: Token & { readonly state: ReturnType<typeof tokenState> }): string[] {
  const { name, scope, state, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  return [
    name,
    scope,
    state,
    toMinute(createdAt),
    expiresAt === null ? "never" : toMinute(expiresAt),
    lastUsedAt === null ? "never" : toMinute(lastUsedAt),
    revokedAt === null ? "" : toMinute(revokedAt),
  ];
}

/** A new token in words. */
export function describeToken({ name, scope, expiresAt }: Token): string {
  const end = expiresAt === null ? "never expires" : `expires at ${toMinute(expiresAt)}`;
  return `The token "${name}" has the scope ${scope} and ${end}.`;
}

/** A moment to the minute, without a space, so that it stays on one line: 2026-11-28T09:30Z. */
function toMinute(moment: string): string {
  return `${moment.slice(0, 16)}Z`;
}
