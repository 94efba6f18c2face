import type { Pool, PoolClient } from "pg";
import type { FactsInView, NeedRow } from "../projection/facts-in-view.ts";
import { holdsSql, type Viewpoint } from "../viewpoint.ts";

/**
 * Reads from Postgres the facts a viewpoint sees, all as of one moment: a fixed number of statements, whatever
 * the number of rows.
 */
export async function loadFacts(pool: Pool, viewpoint: Viewpoint): Promise<FactsInView> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const facts = await readFacts(client, viewpoint);
    await client.query("commit");
    client.release();
    return facts;
  } catch (error) {
    // A session in an unknown state is not lent out again.
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

async function readFacts(client: PoolClient, { asOf, sourceIds }: Viewpoint): Promise<FactsInView> {
  const filtered = sourceIds !== null;
  const values = filtered ? [asOf, sourceIds] : [asOf];
  const holds = holdsSql("f", "$1::date", filtered ? "$2::bigint[]" : null);
  const counts = filtered ? "s.id = any($2::bigint[])" : "true";
  const read = async <T>(sql: string, parameters: unknown[] = values): Promise<T[]> =>
    (await client.query(sql, parameters)).rows.map((row) => row.row as T);
  // One JSON object a row: ids arrive as numbers, days as text, and no driver guesses at types.
  const rows = <T>(columns: string, from: string, parameters?: unknown[]): Promise<T[]> =>
    read<T>(`select to_json(r) as row from (select ${columns} from ${from}) r`, parameters);
  const inView = (table: string) => `${table} t join facts f on f.id = t.id where ${holds}`;
  const reports = (
    table: string,
    joins = "",
  ) => `${table} t join facts f on f.id = t.id ${joins} join lateral (
      select s.slug as source, coalesce(s.series, s.repository, s.slug) as series,
        case when s.kind in ('COMMIT', 'RELEASE_NOTE') then 0 when s.kind = 'WIKI_REVISION' then 2 else 1 end as "sourceRank"
      from citations c join sources s on s.id = c.source_id where c.fact_id = t.id and ${counts}
      order by "sourceRank", s.slug limit 1
    ) best on true where ${holds}`;
  const reportColumns = `t.id, f.date as "observedOn", best.source, best.series, best."sourceRank"`;
  // Which release has an option is CRIU's record, not a claim about an integration: no source filter applies.
  const recorded = (table: string) =>
    `${table} t join facts f on f.id = t.id where ${holdsSql("f", "$1::date", null)}`;
  return {
    asOf,
    integrations: await rows("id, slug", "integrations", []),
    features: await rows("id, slug", "features", []),
    capabilities: await rows(`id, slug, name, integration_id as "integrationId"`, "capabilities", []),
    blockers: await rows(
      `t.id, t.slug, t.integration_id as "integrationId", t.capability_id as "capabilityId"`,
      inView("blockers"),
    ),
    statusReports: await rows(
      `${reportColumns}, t.integration_id as "integrationId", t.status`,
      reports("status_reports"),
    ),
    capabilityReports: await rows(
      `${reportColumns}, t.capability_id as "capabilityId", t.state`,
      reports("capability_reports"),
    ),
    blockerReports: await rows(
      `${reportColumns}, t.blocker_id as "blockerId", w.slug as work, t.state`,
      reports("blocker_reports", "left join works w on w.id = t.work_id"),
    ),
    blockerReviews: await rows(`t.id, t.integration_id as "integrationId"`, inView("blocker_reviews")),
    remedies: await rows(`t.id, t.blocker_id as "blockerId"`, inView("remedies")),
    needs: await rows<NeedRow>(
      `n.remedy_id as "remedyId", n.position, n.kind, n.feature_id as "featureId", n.blocker_id as "blockerId",
        n.integration_id as "integrationId", n.capability_id as "capabilityId", w.slug as work`,
      `needs n left join works w on w.id = n.work_id join facts f on f.id = n.remedy_id where ${holds}
        order by n.remedy_id, n.position`,
    ),
    adoptions: await rows(
      `t.id, t.integration_id as "integrationId", t.feature_id as "featureId"`,
      inView("adoptions"),
    ),
    requirements: await rows(
      `t.id, t.feature_id as "featureId", t.required_feature_id as "requiredFeatureId"`,
      recorded("requirements"),
      [asOf],
    ),
    featureReleases: await rows(
      `t.id, t.feature_id as "featureId", t.release_id as "releaseId", t.change, f.date as "releasedOn"`,
      recorded("feature_releases"),
      [asOf],
    ),
    authoredFeatures: (
      await rows<{ id: number }>(
        "distinct t.feature_id as id",
        `${inView("contributions")} and t.feature_id is not null and t.role = 'AUTHORED' and t.state in ('PLANNED', 'DONE')`,
      )
    ).map(({ id }) => id),
  };
}
