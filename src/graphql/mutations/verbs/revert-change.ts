import { revertChange } from "../../../domain/revert-change.ts";
import { parseGlobalId } from "../../global-id.ts";
import { located } from "../problems.ts";
import { refuseStepBack } from "../step-back.ts";
import type { Verb } from "../verb.ts";

/** One change is undone. */
export const revertChangeVerb: Verb = {
  name: "revertChange",
  description:
    "Undoes one change, as a change of its own: what it made goes, what it took comes back, what it gave another value has the former one again. Refused where later changes stand on it. Slugs go on leading where they lead.",
  fields: (t) => ({
    id: t.field({ type: "ID", required: true, description: "The global id of the change." }),
  }),
  result: "any-record",
  read: (input, problems) => {
    const named = parseGlobalId(input.id);
    const number = Number(named?.slug);
    if (named?.type !== "Change" || !Number.isSafeInteger(number)) {
      problems.add(["id"], `${JSON.stringify(input.id)} is not the id of a change`);
    }
    return async (change) => {
      const reverted = await located(problems.path, () => revertChange(change, number));
      const subject = { noun: reverted.noun, key: reverted.slug };
      await located(problems.path, () => refuseStepBack(change, subject));
      return [subject];
    };
  },
};
