import type { GraphQLResolveInfo } from "graphql";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { readRoot, rehearseRoot } from "../roots.ts";
import { resultTypes } from "./payload.ts";
import { perform } from "./perform.ts";
import type { Input } from "./read-record.ts";
import type { InputFields } from "./record-input.ts";
import { inputTypeOf, type Verb } from "./verb.ts";
import { verbs } from "./verb-list.ts";

builder.mutationType({
  description:
    "Changes of the graph. Each needs a token of scope WRITE, is kept in `changes` under its name, and answers what came of it or why nothing was written. Things that are there are named by global id, or by slug.",
});

const described = new Set<string>();

for (const verb of verbs) defineMutation(verb);

function defineMutation(verb: Verb): void {
  const type = inputTypeOf(verb);
  if (!described.has(type)) defineInput(type, verb);
  described.add(type);
  builder.mutationField(verb.name, (t) =>
    t.field({
      type: resultTypes[verb.result],
      description: verb.description,
      args: {
        input: t.arg({
          type: type as never,
          required: true,
          description: "What to write, and why.",
        }) as never,
      },
      resolve: async (
        _root: object,
        { input }: { input: Input },
        context: Context,
        info: GraphQLResolveInfo,
      ) => {
        const outcome = await perform(context, verb, input, () => rehearseRoot(context, info));
        // What is read of the outcome, and in the fields after this one, must see the write.
        await context.graph.refresh();
        context.revision = context.graph.revision;
        return readRoot(context, info, (reader) =>
          reader.computed(info, { kind: "objects", columns: [], compute: () => outcome }),
        );
      },
    } as never),
  );
}

function defineInput(type: string, verb: Verb): void {
  builder.inputType(type, {
    description: verb.input
      ? `What several mutations take, such as \`${verb.name}\`.`
      : `What \`${verb.name}\` takes.`,
    fields: (t: InputFields) => ({
      ...verb.fields(t),
      reason: t.field({
        type: "String",
        required: false,
        description:
          "Why, in the writer's words; it is kept with the change. In a list of changes: of the whole list.",
      }),
      idempotencyKey: t.field({
        type: "String",
        required: false,
        description:
          "A name for this write, of at most 200 characters: whoever sends the same input with the same key again, within a day, gets the first answer, and nothing is written twice. In a list of changes: of the whole list.",
      }),
    }),
  } as never);
}
