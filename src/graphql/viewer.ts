/** What a caller may do: read the graph, write to it, manage tokens. Each includes those before it. */
export const scopes = ["read", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** Who asks, and what they may. */
export interface Viewer {
  /** The name of their token, under which they write; null: nobody in particular. */
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
}

/** Who asks without a token. */
export const anonymous: Viewer = { name: null, scopes: new Set<Scope>(["read"]) };

/** Why `viewer` may not do what needs `scope`, as a sentence for them; undefined: they may. */
export function lacksScope({ name, scopes }: Viewer, scope: Scope): string | undefined {
  if (scopes.has(scope)) return undefined;
  return name === null
    ? `this needs a token of scope ${scope}, sent as \`Authorization: Bearer <token>\``
    : `this needs a token of scope ${scope}; the token "${name}" has ${[...scopes].join(", ") || "none"}`;
}
