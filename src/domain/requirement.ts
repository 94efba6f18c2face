import type { z } from "zod";
import { requirements } from "../../schema/tables/requirement.ts";
import { keyed } from "./explain-issue.ts";
import { factShape, ownSlug } from "./fact.ts";
import { type Noun, reference } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of a feature that another one requires. */
export const requirementShape = {
  from: day.optional().meta({ description: "Since when; absent: since the earliest of its sources." }),
  ...factShape,
};

const schema = keyed({ ...ownSlug, feature: slug, requires: slug, ...requirementShape }).refine(
  ({ feature, requires }) => feature !== requires,
  { path: ["requires"], message: "a feature does not require itself" },
);
export type RequirementRecord = z.output<typeof schema>;

/** A feature is of no use without another one. */
export const requirement: Noun<RequirementRecord> = {
  name: "requirement",
  schema,
  table: requirements,
  fact: { kind: "REQUIREMENT", datedBy: "from", slugParts: (record) => [record.feature, record.requires] },
  fields: {
    feature: reference("feature", requirements.featureId),
    requires: reference("feature", requirements.requiredFeatureId),
  },
};
