import type { z } from "zod";
import { adoptions } from "../../schema/tables/adoption.ts";
import { keyed } from "./explain-issue.ts";
import { endShape, endsAfterStart, factShape, ownSlug } from "./fact.ts";
import { type Noun, reference } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of a feature that an integration uses. */
export const adoptionShape = {
  feature: slug.meta({ description: "The slug of the feature it uses." }),
  from: day.optional().meta({ description: "Since when; absent: since the earliest of its sources." }),
  ...endShape,
  ...factShape,
};

const schema = keyed({ ...ownSlug, integration: slug, ...adoptionShape }).refine(...endsAfterStart);
export type AdoptionRecord = z.output<typeof schema>;

/** An integration uses a feature. */
export const adoption: Noun<AdoptionRecord> = {
  name: "adoption",
  schema,
  table: adoptions,
  fact: {
    kind: "ADOPTION",
    datedBy: "from",
    ends: true,
    isLasting: () => true,
    slugParts: (record) => [record.integration, record.feature],
  },
  fields: {
    integration: reference("integration", adoptions.integrationId),
    feature: reference("feature", adoptions.featureId),
  },
};
