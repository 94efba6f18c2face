import type { GraphQLResolveInfo } from "graphql";
import { listTokens, type Token as StoredToken, tokenState } from "../../auth/token.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { computedObject, property, type TypeRef } from "../fields.ts";
import { connectionType, listArguments } from "../lists.ts";
import type { MemberEdge, RowObject } from "../read/field-read.ts";
import { readRoot } from "../roots.ts";
import { lacksScope } from "../viewer.ts";
import { TokenScope, ViewerType } from "./viewer.ts";

const states = {
  ACTIVE: { value: "active", description: "It is accepted." },
  EXPIRED: { value: "expired", description: "Its time has passed." },
  REVOKED: { value: "revoked", description: "Somebody revoked it before its time had passed." },
} satisfies Record<string, { value: ReturnType<typeof tokenState>; description: string }>;

const TokenState = builder.enumType("TokenState", {
  description: "Whether a token is accepted.",
  values: states,
});

export const Token: TypeRef = computedObject(
  "Token",
  "What is known of a token: not what its bearer sends, of which there is but a hash.",
  (t) => ({
    name: property(t, "name", { type: "String", description: "Who writes with it, by the history." }),
    scope: property(t, "scope", { type: TokenScope, description: "What it lets its bearer do." }),
    state: property(t, "state", { type: TokenState, description: "Whether it is accepted." }),
    createdAt: property(t, "createdAt", { type: "DateTime", description: "When it was made." }),
    createdBy: property(t, "createdBy", {
      type: "String",
      nullable: true,
      description: "The name of the token it was made with; null: on the command line.",
    }),
    expiresAt: property(t, "expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "From when on it is refused; null: never.",
    }),
    lastUsedAt: property(t, "lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was last sent, within a minute; null: never.",
    }),
    revokedAt: property(t, "revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was revoked; null: it was not.",
    }),
    revokedBy: property(t, "revokedBy", {
      type: "String",
      nullable: true,
      description: "The name of the token it was revoked with; null: it was not, or on the command line.",
    }),
  }),
);

/** A token as the fields of the type read it. */
export function tokenRow(token: StoredToken): RowObject {
  return { ...token, state: tokenState(token, new Date()) };
}

const defaultOrder = [{ field: "CREATED", direction: "ASC" }] as const;

builder.objectField(ViewerType, "tokens", (t) =>
  t.field({
    type: connectionType("Token", Token, "tokens"),
    nullable: true,
    description: "All tokens there are and were, oldest first; null: the viewer's has not the scope ADMIN.",
    args: listArguments(t as unknown as Fields, { defaultOrder }, false),
    resolve: (_viewer: object, _args: object, context: Context, info: GraphQLResolveInfo) => {
      if (lacksScope(context.viewer, "admin") !== undefined) return null;
      return readRoot(context, info, (reader) =>
        reader.computed(info, {
          kind: "members",
          areNodes: true,
          columns: [],
          orders: { CREATED: { type: "int" } },
          defaultOrder,
          compute: () => listEdges(context),
        }),
      );
    },
  } as never),
);

/** None is ever deleted, so that its place stays. */
async function listEdges({ tokens }: Context): Promise<MemberEdge[]> {
  const list = await listTokens(tokens.db);
  return list.map((token, place) => ({
    ...tokenRow(token),
    sortKeys: { CREATED: place },
    slug: String(place),
  }));
}
