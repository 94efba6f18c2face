import { builder } from "../../builder.ts";
import type { Input } from "../read-record.ts";
import type { InputFields } from "../record-input.ts";
import { inputTypeOf, type Step, type Verb } from "../verb.ts";

/** Most changes of one list. */
const mostChanges = 100;

/** A list of any changes, all or nothing. */
export function makeApplyChanges(verbs: readonly Verb[]): Verb {
  const byName = new Map(verbs.map((verb) => [verb.name, verb]));
  const ChangeInput = builder.inputType("ChangeInput", {
    isOneOf: true,
    description: "One change of a list: what the mutation of the same name takes.",
    fields: (t: InputFields) =>
      Object.fromEntries(
        verbs.map((verb) => [
          verb.name,
          t.field({ type: inputTypeOf(verb), required: false, description: verb.description }),
        ]),
      ),
  } as never);
  return {
    name: "applyChanges",
    description:
      "Makes several changes as one: all of them, or none. Later ones may refer to what earlier ones make, by the slug it gets. What is wrong with several of them by themselves is told together.",
    fields: (t) => ({
      changes: t.field({
        type: [ChangeInput],
        required: true,
        description: `What to do, in order, at most ${mostChanges} changes.`,
      }),
    }),
    result: "records",
    read: (input, problems) => {
      const changes = input.changes as Input[];
      if (changes.length > mostChanges) {
        problems.add(["changes"], `has ${changes.length} changes; expected at most ${mostChanges}`);
        problems.refuseAny();
      }
      const steps = changes.map((each, index): Step => {
        const [[name, own] = ["", {}]] = Object.entries(each).filter(([, value]) => value != null);
        const verb = byName.get(name);
        if (!verb) throw new Error(`there is no change ${name}`);
        const below = problems.below("changes", index, name);
        for (const term of ["reason", "idempotencyKey"]) {
          if (own[term] != null) below.add([term], "is of the whole list; expected it beside changes");
        }
        return verb.read(own, below);
      });
      return async (change) => {
        const subjects = [];
        for (const step of steps) subjects.push(...(await step(change)));
        return subjects;
      };
    },
  };
}
