import { builder } from "../builder.ts";
import { type Scope, scopes, type Viewer } from "../viewer.ts";

export const TokenScope = builder.enumType("TokenScope", {
  description: "What a token lets its bearer do. Each scope includes those before it.",
  values: {
    READ: { value: "read", description: "Ask questions. Everybody may, unless the server is closed." },
    WRITE: { value: "write", description: "Change the graph, under the token's name." },
    ADMIN: { value: "admin", description: "Make tokens, and revoke them." },
  } satisfies Record<string, { value: Scope; description: string }>,
});

export const ViewerType = builder.objectRef<Viewer>("Viewer").implement({
  description: "Who asks, and what they may.",
  fields: (t) => ({
    name: t.exposeString("name", {
      nullable: true,
      description: "The name of the token, under which its bearer writes; null: asked without a token.",
    }),
    scopes: t.field({
      type: [TokenScope],
      description: "What the viewer may do, at most 3.",
      resolve: (viewer) => scopes.filter((scope) => viewer.scopes.has(scope)),
    }),
    expiresAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When the token will be refused; null: never, or asked without a token.",
      resolve: ({ expiresAt }) => expiresAt ?? null,
    }),
  }),
});

builder.queryField("viewer", (t) =>
  t.field({
    type: ViewerType,
    description: "Who asks, and what they may.",
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
