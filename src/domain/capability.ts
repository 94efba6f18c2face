import type { z } from "zod";
import { capabilities } from "../../schema/tables/capability.ts";
import { keyed } from "./explain-issue.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { name, slug } from "./value.ts";

/** What is said of a capability of an integration. */
export const capabilityShape = {
  slug: slug.meta({ description: "Unique in its integration: live-migration." }),
  name: name.meta({ description: "What people call it." }),
};

const schema = keyed({ integration: slug, ...capabilityShape });
export type CapabilityRecord = z.output<typeof schema>;

/** One thing an integration can or cannot do with CRIU. It goes by `<integration>/<slug>`. */
export const capability: Noun<CapabilityRecord> = {
  name: "capability",
  schema,
  table: capabilities,
  fields: {
    integration: reference("integration", capabilities.integrationId),
    name: stored(capabilities.name),
  },
  limit: { most: 30, per: "integration" },
};
