import type { Verb } from "./verb.ts";
import { makeApplyChanges } from "./verbs/apply-changes.ts";
import { deleteVerbs, renameVerbs, updateVerbs } from "./verbs/change.ts";
import { citeVerbs } from "./verbs/cite.ts";
import { createVerbs } from "./verbs/create.ts";
import { linkVerbs } from "./verbs/link.ts";
import { mergeContributorsVerb } from "./verbs/merge-contributors.ts";
import { openBlocker } from "./verbs/open-blocker.ts";
import { revertChangeVerb } from "./verbs/revert-change.ts";

/** What a list of changes can hold. */
export const changeVerbs: readonly Verb[] = [
  ...createVerbs,
  openBlocker,
  ...updateVerbs,
  ...deleteVerbs,
  ...renameVerbs,
  ...linkVerbs,
  ...citeVerbs,
  mergeContributorsVerb,
  revertChangeVerb,
];

/** Everything that can be done to the graph; each is a mutation. */
export const verbs: readonly Verb[] = [...changeVerbs, makeApplyChanges(changeVerbs)];
