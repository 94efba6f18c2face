import type { z } from "zod";
import { remedies } from "../../schema/tables/remedy.ts";
import { keyed } from "./explain-issue.ts";
import { endShape, endsAfterStart, factShape, ownSlug } from "./fact.ts";
import { neededSlug, needList, needParts } from "./need.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, prose, slug } from "./value.ts";

/** What is said of one way to lift a blocker. */
export const remedyShape = {
  description: prose.optional().meta({ description: "The way, in a sentence of our own." }),
  needs: needList,
  from: day.optional().meta({ description: "Since when; absent: since the earliest of its sources." }),
  ...endShape,
  ...factShape,
};

const schema = keyed({ ...ownSlug, blocker: slug, ...remedyShape }).refine(...endsAfterStart);
export type RemedyRecord = z.output<typeof schema>;

/** One way to lift a blocker: it holds when all of its needs hold. */
export const remedy: Noun<RemedyRecord> = {
  name: "remedy",
  schema,
  table: remedies,
  fact: {
    kind: "REMEDY",
    datedBy: "from",
    ends: true,
    isLasting: () => true,
    // What tells a remedy from its siblings is what it needs; a key stands for that.
    usesKey: true,
    slugParts: ({ blocker, key, needs: [first] }) => [blocker, key ?? (first ? neededSlug(first) : "")],
  },
  fields: {
    blocker: reference("blocker", remedies.blockerId),
    description: stored(remedies.description),
  },
  parts: needParts,
  limit: { most: 10, per: "blocker" },
};
