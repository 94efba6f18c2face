import { builder } from "../builder.ts";
import { computedObject, property, type TypeRef } from "../fields.ts";
import type { RowObject } from "../read/field-read.ts";
import { Noun } from "./noun.ts";
import { TokenScope } from "./viewer.ts";

// What mutations answer where they write nothing, as data: clients can tell what is wrong, and where.

/** Why nothing was written. */
const MutationError = builder.interfaceRef<RowObject>("Error").implement({
  description: "Why a mutation wrote nothing.",
  resolveType: (row) => row.__typename,
  fields: (t) => ({
    message: t.string({
      description: "What is wrong, and what was expected, in sentences for people.",
      resolve: (row) => row.message,
    }),
  }),
});

const pathDescription =
  "The way to it in the input: names of fields and places in lists, at most 20; none: the input as a whole.";

function errorType(name: string, description: string, fields: Parameters<typeof computedObject>[2]): TypeRef {
  const ref = builder.objectRef<RowObject>(name);
  builder.objectType(ref, { description, interfaces: [MutationError], fields: fields as never });
  return ref;
}

const Problem = computedObject("Problem", "One thing that is wrong with an input.", (t) => ({
  path: property(t, "path", { type: ["String"], description: pathDescription }),
  message: property(t, "message", {
    type: "String",
    description: "What is wrong, and what was expected.",
  }),
}));

const Missing = computedObject("Missing", "A reference of an input that leads nowhere.", (t) => ({
  path: property(t, "path", { type: ["String"], description: pathDescription }),
  kind: property(t, "kind", {
    type: "String",
    description: "What was looked for: `integration`, `status-report`, `work`.",
  }),
  slug: property(t, "slug", { type: "String", description: "The slug that names nothing." }),
  suggestion: property(t, "suggestion", {
    type: "String",
    nullable: true,
    description: "The slug most like it that names something; null: none is like it.",
  }),
}));

/** The types that stand beside the payload in the result of each mutation. */
export const errorTypes: readonly TypeRef[] = [
  errorType(
    "ValidationError",
    "The input breaks rules; all that could be found at once is in `problems`.",
    (t) => ({
      problems: property(t, "problems", {
        type: [Problem],
        description: "What is wrong, at most 100 things.",
      }),
    }),
  ),
  errorType(
    "ConflictError",
    "The graph is not as the input takes for granted: a record was changed meanwhile, is there already, or others refer to it.",
    (t) => ({
      noun: property(t, "noun", {
        type: Noun,
        nullable: true,
        description: "The kind of the record in conflict; null: it is not about one record.",
      }),
      slug: property(t, "slug", {
        type: "String",
        nullable: true,
        description: "What that record goes by; null: it is not about one record.",
      }),
      currentVersion: property(t, "currentVersion", {
        type: "Int",
        nullable: true,
        description: "The version that record is at, for `expectedVersion`; null: it is not about versions.",
      }),
    }),
  ),
  errorType("NotFoundError", "The input refers to what is not there.", (t) => ({
    missing: property(t, "missing", {
      type: [Missing],
      description: "Every reference that leads nowhere, at most 100.",
    }),
  })),
  errorType("NotAuthorizedError", "Who asks may not do this. Nothing was read of the input.", (t) => ({
    scope: property(t, "scope", { type: TokenScope, description: "The scope that a token needs for it." }),
  })),
];
