import { revertChange } from "../../../domain/revert-change.ts";
import { parseGlobalId } from "../../global-id.ts";
import { located } from "../problems.ts";
import { shown } from "../read-record.ts";
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
    const isNumber = named !== null && /^[1-9]\d*$/.test(named.slug) && Number.isSafeInteger(number);
    if (named?.type !== "Change" || !isNumber) {
      problems.add(["id"], `${shown(input.id)} is not the id of a change`);
    }
    return async (change) => {
      // What else is wrong is so of the record that the change names, none of which is in the input.
      const reverted = await located([...problems.path, "id"], () => revertChange(change, number), noPlace);
      return [{ noun: reverted.noun, key: reverted.slug }];
    };
  },
};

const noPlace = () => [];
