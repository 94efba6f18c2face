import { z } from "zod";
import { featureKind, features } from "../../schema/tables/feature.ts";
import { keyed } from "./explain-issue.ts";
import { nodeShape } from "./node.ts";
import { type Noun, stored } from "./noun.ts";
import { aliases, name, prose } from "./value.ts";

/** What is said of a feature besides its slug. */
export const featureShape = {
  name: name.meta({ description: "As one types it: --restore-sibling." }),
  aliases: aliases.optional(),
  kind: z.enum(featureKind.enumValues).meta({ description: "How an integrator meets it." }),
  description: prose.optional().meta({ description: "What it does, in a sentence of our own." }),
};

const schema = keyed({ ...nodeShape, ...featureShape });
export type FeatureRecord = z.output<typeof schema>;

/** What CRIU, or the kernel under it, offers an integrator. */
export const feature: Noun<FeatureRecord> = {
  name: "feature",
  schema,
  table: features,
  node: { type: "FEATURE" },
  fields: {
    name: stored(features.name),
    aliases: stored(features.aliases),
    kind: stored(features.kind),
    description: stored(features.description),
  },
};
