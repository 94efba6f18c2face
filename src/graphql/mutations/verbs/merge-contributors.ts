import { mergeContributors } from "../../../domain/merge-contributors.ts";
import { located } from "../problems.ts";
import { readReference } from "../read-record.ts";
import type { Verb } from "../verb.ts";
import { findSubject } from "../write-record.ts";
import { optionsOf, versionField } from "./change.ts";

/** Two contributors turn out to be one person. */
export const mergeContributorsVerb: Verb = {
  name: "mergeContributors",
  description:
    "Makes two contributors that are one person one: what refers to `from` refers to `into`, its names become aliases of `into`, and its slugs lead there.",
  fields: (t) => ({
    from: t.field({
      type: "ID",
      required: true,
      description: "The contributor that is no more afterwards, by id or slug.",
    }),
    into: t.field({ type: "ID", required: true, description: "The contributor that stays, by id or slug." }),
    expectedVersion: versionField(t, false, "`into`"),
  }),
  result: "contributor",
  read: (input, problems) => {
    const from = readReference("contributor", input.from, problems.below("from"));
    const into = readReference("contributor", input.into, problems.below("into"));
    return async (change) => {
      const gone = await findSubject(change, "contributor", from, problems.path, "from");
      const key = await findSubject(change, "contributor", into, problems.path, "into");
      await located(problems.path, () => mergeContributors(change, gone, key, optionsOf(input)));
      return [{ noun: "contributor", key }];
    };
  },
};
