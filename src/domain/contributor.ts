import type { z } from "zod";
import { contributors } from "../../schema/tables/contributor.ts";
import { keyed } from "./explain-issue.ts";
import { nodeShape } from "./node.ts";
import { type Noun, stored } from "./noun.ts";
import { aliases, name } from "./value.ts";

/** What is said of a contributor besides its slug. */
export const contributorShape = {
  name: name.meta({ description: "The name the person uses, in full where it is known." }),
  aliases: aliases.optional(),
};

const schema = keyed({ ...nodeShape, ...contributorShape });
export type ContributorRecord = z.output<typeof schema>;

/** A person. No address and no employer is kept. */
export const contributor: Noun<ContributorRecord> = {
  name: "contributor",
  schema,
  table: contributors,
  node: { type: "CONTRIBUTOR" },
  fields: { name: stored(contributors.name), aliases: stored(contributors.aliases) },
};
