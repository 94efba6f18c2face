import { defaultEnd } from "../../auth/expiry.ts";
import { createToken, revokeToken } from "../../auth/token.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { computedObject, property, type Ref } from "../fields.ts";
import type { RowObject } from "../read/field-read.ts";
import { errorTypes } from "../types/error.ts";
import { Token, tokenRow } from "../types/token.ts";
import { TokenScope } from "../types/viewer.ts";
import { lacksScopeNow, type Scope } from "../viewer.ts";
import { describeError } from "./describe-error.ts";
import { Problems } from "./problems.ts";
import { findSecrets } from "./secret-text.ts";

// Tokens are no part of the graph: what is done to them is in no change set, and costs no revision.

const token = (t: Fields): Ref =>
  property(t, "token", { type: Token, description: "The token as it is since." });

const CreateTokenPayload = computedObject("CreateTokenPayload", "A token that was made.", (t) => ({
  token: token(t),
  secret: property(t, "secret", {
    type: "String",
    description:
      "What its bearer sends, as `Authorization: Bearer <secret>`. It is told this once, and kept nowhere.",
  }),
}));
const RevokeTokenPayload = computedObject("RevokeTokenPayload", "A token that is revoked.", (t) => ({
  token: token(t),
}));

const CreateTokenInput = builder.inputType("CreateTokenInput", {
  description: "What `createToken` takes.",
  fields: (t) => ({
    name: t.string({
      required: true,
      description: "Who writes with it, as the history will say: one line of at most 64 characters.",
    }),
    scope: t.field({ type: TokenScope, required: true, description: "What it lets its bearer do." }),
    expiresAt: t.field({
      type: "DateTime",
      description: "From when on it is refused; null: never. Without it, in 90 days.",
    }),
  }),
});
const RevokeTokenInput = builder.inputType("RevokeTokenInput", {
  description: "What `revokeToken` takes.",
  fields: (t) => ({ name: t.string({ required: true, description: "The name of the token." }) }),
});

interface NewToken {
  readonly name: string;
  readonly scope: Scope;
  readonly expiresAt?: string | null;
}

builder.mutationField("createToken", (t) =>
  t.field({
    type: resultType("CreateToken", "what was made", CreateTokenPayload),
    description:
      "Makes a token. Needs one of scope ADMIN. What it answers cannot be had again, so that a retry is told of a conflict: revoke the token then, and make another.",
    args: { input: t.arg({ type: CreateTokenInput, required: true, description: "What the token is for." }) },
    resolve: (_root: object, { input }: { input: NewToken }, context: Context) =>
      asAdmin(context, async () => {
        refuseSecrets(input);
        const { name, scope, expiresAt } = input;
        const wanted = { name, scope, expiresAt: expiryOf(expiresAt) };
        const made = await createToken(context.tokens.db, wanted, context.viewer.name);
        return { __typename: "CreateTokenPayload", token: tokenRow(made.token), secret: made.secret };
      }),
  } as never),
);

builder.mutationField("revokeToken", (t) =>
  t.field({
    type: resultType("RevokeToken", "what was revoked", RevokeTokenPayload),
    description:
      "Has a token refused from now on: at once by the server that is asked, within a second by others. Needs one of scope ADMIN.",
    args: { input: t.arg({ type: RevokeTokenInput, required: true, description: "Which token." }) },
    resolve: (_root: object, { input }: { input: { name: string } }, context: Context) =>
      asAdmin(context, async () => {
        const revoked = await revokeToken(context.tokens.db, input.name, context.viewer.name);
        context.tokens.forget();
        return { __typename: "RevokeTokenPayload", token: tokenRow(revoked) };
      }),
  } as never),
);

function resultType(name: string, what: string, payload: unknown) {
  return builder.unionType(`${name}Result`, {
    description: `What a mutation answers (${what}): what came of it, or why nothing was done.`,
    types: [payload, ...errorTypes] as never,
    resolveType: (row: RowObject) => row.__typename,
  });
}

/** Does what only those may who manage tokens; what they can mend is told as data. */
async function asAdmin({ viewer }: Context, act: () => Promise<RowObject>): Promise<RowObject> {
  const message = await lacksScopeNow(viewer, "admin");
  if (message !== undefined) return { __typename: "NotAuthorizedError", message, scope: "admin" };
  try {
    return await act();
  } catch (error) {
    const described = describeError(error);
    if (!described) throw error;
    return described;
  }
}

/** @throws ValidationError where a token is in the name of another one, which everybody may read */
function refuseSecrets(input: NewToken): void {
  const problems = new Problems();
  findSecrets(input, problems);
  problems.refuseAny();
}

function expiryOf(given: string | null | undefined): Date | null {
  if (given === undefined) return defaultEnd(new Date());
  return given === null ? null : new Date(given);
}
