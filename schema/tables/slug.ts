import { type SQL, sql } from "drizzle-orm";
import { index, type PgColumn, primaryKey, snakeCase, unique } from "drizzle-orm/pg-core";
import { blockers } from "./blocker.ts";
import { ref, slugText } from "./columns.ts";
import { contributors } from "./contributor.ts";
import { features } from "./feature.ts";
import { integrations } from "./integration.ts";
import { type NodeType, nodeType } from "./node-type.ts";
import { releases } from "./release.ts";
import { sources } from "./source.ts";

const nodeOf = (type: NodeType, id: () => PgColumn) =>
  ref()
    .generatedAlwaysAs((): SQL => sql.raw(`case when "type" = '${type}' then "node_id" end`))
    .references(id, { onDelete: "cascade" });

/**
 * Every slug that leads to a node, the present one and those it had before: that no slug leads to two is this
 * table's key, and nothing else. Triggers enter the slugs that nodes take and keep them as long as the node is
 * there; the `slug` and `first_slug` of a node refer to its rows here.
 */
export const slugs = snakeCase.table(
  "slugs",
  {
    type: nodeType().notNull(),
    slug: slugText().notNull(),
    nodeId: ref().notNull(),
    // The same node once more, in the column of its type: what the database can tie to its table.
    integrationId: nodeOf("INTEGRATION", () => integrations.id),
    featureId: nodeOf("FEATURE", () => features.id),
    contributorId: nodeOf("CONTRIBUTOR", () => contributors.id),
    blockerId: nodeOf("BLOCKER", () => blockers.id),
    releaseId: nodeOf("RELEASE", () => releases.id),
    sourceId: nodeOf("SOURCE", () => sources.id),
  },
  (t) => [
    primaryKey({ columns: [t.type, t.slug] }),
    unique().on(t.type, t.slug, t.nodeId),
    index().on(t.integrationId).where(sql`${t.integrationId} is not null`),
    index().on(t.featureId).where(sql`${t.featureId} is not null`),
    index().on(t.contributorId).where(sql`${t.contributorId} is not null`),
    index().on(t.blockerId).where(sql`${t.blockerId} is not null`),
    index().on(t.releaseId).where(sql`${t.releaseId} is not null`),
    index().on(t.sourceId).where(sql`${t.sourceId} is not null`),
  ],
);
