import { sql } from "drizzle-orm";
import { z } from "zod";
import { needs } from "../../schema/tables/need.ts";
import { remedies } from "../../schema/tables/remedy.ts";
import { keyed } from "./explain-issue.ts";
import { firstSlugOf, type Parts } from "./noun.ts";
import type { Reference } from "./reference.ts";
import { insertRows } from "./rows.ts";
import { prose, slug } from "./value.ts";
import { writeWorks } from "./work.ts";

const needShape = keyed({
  feature: slug
    .optional()
    .meta({ description: "Needs this feature usable, and adopted by the integration." }),
  blocker: slug.optional().meta({ description: "Needs that blocker lifted." }),
  integration: slug.optional().meta({ description: "Needs that integration READY." }),
  capability: slug
    .optional()
    .meta({ description: "… and this capability of it without an unlifted blocker." }),
  work: slug.optional().meta({ description: "Needs work in plain words: its slug, unique in this blocker." }),
  description: prose.optional().meta({ description: "What the work is." }),
});

const need = needShape.superRefine((value, context) => {
  const named = (["feature", "blocker", "integration", "work"] as const).filter((kind) => value[kind]);
  const say = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  if (named.length !== 1) say([], "expected one of feature, blocker, integration or work");
  if (value.capability && !value.integration)
    say(["capability"], "needs the integration it is a capability of");
  if (value.work && !value.description) say(["description"], "is missing; expected what the work is");
  if (value.description && !value.work) say(["description"], "only work is described");
});

export type Need = z.output<typeof need>;

/** All that a remedy needs. */
export const needList = z.array(need).min(1).max(10).meta({
  description: "What it takes, all of it: at most 10 features, blockers, integrations or pieces of work.",
});

const targets = ["feature", "blocker", "integration"] as const;

/** The slug of what a need asks for. */
export function neededSlug(need: Need): string {
  return need.feature ?? need.blocker ?? need.integration ?? need.work ?? "";
}

/** The rows of a remedy's needs, in their order. */
export const needParts: Parts<{ blocker: string; needs: Need[] }> = {
  field: "needs",
  read: sql`(select json_agg(json_build_object(
      'feature', ${firstSlugOf("feature", needs.featureId)}, 'blocker', ${firstSlugOf("blocker", needs.blockerId)},
      'integration', ${firstSlugOf("integration", needs.integrationId)},
      'capability', ${firstSlugOf("capability", needs.capabilityId)}, 'work', works.slug, 'description', works.description
    ) order by needs.position) from needs left join works on works.id = needs.work_id where needs.remedy_id = ${remedies.id})`,
  references: (record) =>
    record.needs.flatMap((each, index) =>
      targets.flatMap((target): Reference[] => {
        const slug = each[target];
        return slug === undefined ? [] : [{ target, slug, path: ["needs", index, target] }];
      }),
    ),
  ownedReferences: (record, references) =>
    record.needs.flatMap(({ integration, capability }, index): Reference[] => {
      if (integration === undefined || capability === undefined) return [];
      const slug = `${references.firstSlug("integration", integration)}/${capability}`;
      return [{ target: "capability", slug, path: ["needs", index, "capability"] }];
    }),
  canonical: (record, references) =>
    record.needs.map((each) => {
      const target = targets.find((kind) => each[kind] !== undefined);
      const slug = target && each[target];
      return slug === undefined
        ? each
        : { ...each, [target as string]: references.firstSlug(target as "feature", slug) };
    }),
  write: async (change, rows, references) => {
    const { db } = change;
    const remedyIds = rows.map(({ id }) => id);
    const blockerId = (record: { blocker: string }) => references.id("blocker", record.blocker);
    change.sweepLater(rows.map(({ record }) => blockerId(record)));
    const workIds = await writeWorks(
      db,
      rows.flatMap(({ index, id, record }) =>
        record.needs.flatMap(({ work, description = "" }, place) => {
          const path = [index, "needs", place, "description"];
          return work ? [{ blockerId: blockerId(record), slug: work, description, remedyId: id, path }] : [];
        }),
      ),
    );
    await db.execute(sql`delete from needs where remedy_id = any(${sql.param(remedyIds)}::bigint[])`);
    await insertRows(
      db,
      needs,
      rows.flatMap(({ id, record }) =>
        record.needs.map(({ feature, blocker, integration, capability, work }, position) => ({
          remedy_id: id,
          position,
          kind: feature ? "FEATURE" : blocker ? "BLOCKER" : integration ? "INTEGRATION" : "WORK",
          feature_id: feature ? references.id("feature", feature) : null,
          blocker_id: blocker ? references.id("blocker", blocker) : null,
          integration_id: integration ? references.id("integration", integration) : null,
          capability_id:
            integration && capability
              ? references.id(
                  "capability",
                  `${references.firstSlug("integration", integration)}/${capability}`,
                )
              : null,
          work_id: work ? (workIds.get(`${blockerId(record)}/${work}`) ?? null) : null,
        })),
      ),
    );
  },
};
