import { z } from "zod";
import { integrationKind, integrations } from "../../schema/tables/integration.ts";
import { keyed } from "./explain-issue.ts";
import { nodeShape } from "./node.ts";
import { type Noun, stored } from "./noun.ts";
import { aliases, name, prose, webAddress } from "./value.ts";

/** What is said of an integration besides its slug. */
export const integrationShape = {
  name: name.meta({ description: "What it calls itself." }),
  aliases: aliases.optional(),
  kind: z.enum(integrationKind.enumValues).meta({ description: "What sort of software it is." }),
  description: prose
    .optional()
    .meta({ description: "What it is, in a sentence of our own; not how it stands." }),
  repository: webAddress.optional().meta({ description: "The address of its main repository." }),
  homepage: webAddress.optional().meta({ description: "The address of its pages." }),
};

const schema = keyed({ ...nodeShape, ...integrationShape });
export type IntegrationRecord = z.output<typeof schema>;

/** Software that integrates CRIU, or might. */
export const integration: Noun<IntegrationRecord> = {
  name: "integration",
  schema,
  table: integrations,
  node: { type: "INTEGRATION" },
  fields: {
    name: stored(integrations.name),
    aliases: stored(integrations.aliases),
    kind: stored(integrations.kind),
    description: stored(integrations.description),
    repository: stored(integrations.repository),
    homepage: stored(integrations.homepage),
  },
};
