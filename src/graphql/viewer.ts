import { tokenScope } from "../../schema/tables/token.ts";
import { AuthenticationError } from "../auth/authentication-error.ts";
import type { Token } from "../auth/token.ts";

/** What a caller may do: read the graph, write to it, manage tokens. Each includes those before it. */
export const scopes = tokenScope.enumValues;
export type Scope = (typeof scopes)[number];

/** Who asks, and what they may. */
export interface Viewer {
  /** The name of their token, under which they write; null: nobody in particular. */
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** When their token ends, in ISO 8601; absent or null: never. */
  readonly expiresAt?: string | null;
  /** Why their token is none any more; absent: it is. */
  readonly ended?: string;
  /** Who they are by now, since a token can be revoked while a request goes on; absent: nothing can change. */
  readonly again?: () => Promise<Viewer>;
}

/** Who asks without a token. */
export const anonymous: Viewer = { name: null, scopes: new Set<Scope>(["read"]) };

/** The bearer of a token. */
export function bearerOf({ name, scope, expiresAt }: Token): Viewer {
  return { name, scopes: new Set(scopes.slice(0, scopes.indexOf(scope) + 1)), expiresAt };
}

/** Why `viewer` may not do what needs `scope`, as a sentence for them; undefined: they may. */
export function lacksScope({ name, scopes, ended }: Viewer, scope: Scope): string | undefined {
  if (ended !== undefined) return ended;
  if (scopes.has(scope)) return undefined;
  return name === null
    ? `this needs a token of scope ${scope}, sent as \`Authorization: Bearer <token>\``
    : `this needs a token of scope ${scope}; the token "${name}" has ${[...scopes].join(", ") || "none"}`;
}

/** The same, with another look at who they are: between two mutations of one request their token may have ended. */
export async function lacksScopeNow(viewer: Viewer, scope: Scope): Promise<string | undefined> {
  try {
    return lacksScope((await viewer.again?.()) ?? viewer, scope);
  } catch (error) {
    if (error instanceof AuthenticationError) return error.message;
    throw error;
  }
}
