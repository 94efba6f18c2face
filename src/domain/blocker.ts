import { z } from "zod";
import { blockerKind, blockers } from "../../schema/tables/blocker.ts";
import { keyed } from "./explain-issue.ts";
import { factShape } from "./fact.ts";
import { firstSlugIn, nodeShape } from "./node.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, line, slug } from "./value.ts";

const { note, sources } = factShape;

/** What is said of a blocker of an integration. */
export const blockerShape = {
  ...nodeShape,
  title: line(300).meta({ description: "The obstacle, in a sentence of our own." }),
  kind: z.enum(blockerKind.enumValues).meta({ description: "What sort of obstacle it is." }),
  capability: slug.optional().meta({
    description: "The slug of the one capability it stands in the way of; absent: of the whole integration.",
  }),
  from: day.optional().meta({
    description: "Since when it is there; absent: since the earliest of its sources.",
  }),
  note,
  sources,
};

const schema = keyed({ integration: slug, ...blockerShape });
export type BlockerRecord = z.output<typeof schema>;

/** One reason why one integration, or one capability of it, is not there yet: a node, and the fact that it exists. */
export const blocker: Noun<BlockerRecord> = {
  name: "blocker",
  schema,
  table: blockers,
  node: { type: "BLOCKER" },
  fact: { kind: "BLOCKER", datedBy: "from", slugParts: (record) => [firstSlugIn(record)] },
  fields: {
    title: stored(blockers.title),
    kind: stored(blockers.kind),
    integration: reference("integration", blockers.integrationId),
    capability: reference("capability", blockers.capabilityId, "integration"),
  },
};
