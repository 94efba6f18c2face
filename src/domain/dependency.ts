import { z } from "zod";
import { dependencies, dependencyKind } from "../../schema/tables/dependency.ts";
import { keyed } from "./explain-issue.ts";
import { endShape, endsAfterStart, factShape, ownSlug } from "./fact.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of how an integration stands to another one. */
export const dependencyShape = {
  on: slug.meta({ description: "The slug of the other integration." }),
  kind: z.enum(dependencyKind.enumValues).meta({
    description: "CALLS and LINKS: it rests on the other one. The rest tell where it belongs.",
  }),
  from: day.optional().meta({ description: "Since when; absent: since the earliest of its sources." }),
  ...endShape,
  ...factShape,
};

const schema = keyed({ ...ownSlug, integration: slug, ...dependencyShape })
  .refine(...endsAfterStart)
  .refine(({ integration, on }) => integration !== on, {
    path: ["on"],
    message: "an integration does not depend on itself",
  });
export type DependencyRecord = z.output<typeof schema>;

/** How one integration stands to another; never a blocker by itself. */
export const dependency: Noun<DependencyRecord> = {
  name: "dependency",
  schema,
  table: dependencies,
  fact: {
    kind: "DEPENDENCY",
    datedBy: "from",
    ends: true,
    isLasting: () => true,
    slugParts: ({ integration, on, kind }) => [integration, on, kind.toLowerCase().replaceAll("_", "-")],
  },
  fields: {
    integration: reference("integration", dependencies.integrationId),
    on: reference("integration", dependencies.onIntegrationId),
    kind: stored(dependencies.kind),
  },
};
