import type { Pool } from "pg";
import type {
  AdoptionRow,
  BlockerReportRow,
  BlockerReviewRow,
  BlockerRow,
  CapabilityRow,
  FeatureReleaseRow,
  NamedRow,
  NeedRow,
  RemedyRow,
  RequirementRow,
  StatusReportRow,
} from "../projection/facts-in-view.ts";
import type { History, Span } from "../since/history.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { reportColumns } from "./best-source.ts";
import { idsSql, readInView, type ViewReader } from "./read-in-view.ts";

/**
 * Reads from Postgres the facts behind some integrations: all that their verdicts could rest on from a viewpoint,
 * or could have rested on before, and perhaps more. A fixed number of statements, whatever the number of rows.
 */
export function loadBehind(
  pool: Pool,
  viewpoint: Viewpoint,
  integrationIds: readonly number[],
): Promise<History> {
  return readInView(pool, viewpoint, async (reader) => {
    const [reach] = (await reader.rows<Reach>("x.*", `(${reachSql(integrationIds)}) x`)) as [Reach];
    const nodes = await readNodes(reader, reach);
    const reports = await readReports(reader, reach);
    const lasting = await readLasting(reader, reach);
    const { blockers, remedies, adoptions, requirements } = lasting;
    return {
      facts: { asOf: viewpoint.asOf, ...nodes, ...reports, ...lasting, authoredFeatures: [] },
      spans: new Map(
        [...blockers, ...remedies, ...adoptions, ...requirements].map(({ id, from, until }) => [
          id,
          { from, until },
        ]),
      ),
    };
  });
}

/** Ids of the nodes that walks from some integrations can meet, from any viewpoint. */
interface Reach {
  readonly integrations: readonly number[];
  readonly blockers: readonly number[];
  readonly features: readonly number[];
}

/** Through every need, held or not, of any remedy: to blockers, to those of a capability, to what features require. */
function reachSql(integrationIds: readonly number[]): string {
  const ids = (from: string) => `(select coalesce(json_agg(distinct id), '[]'::json) from (${from}) i)`;
  return `with recursive
    reached(id) as (
      select id from blockers where integration_id = any(${idsSql(integrationIds)})
      union select x.id from reached join remedies r on r.blocker_id = reached.id join needs n on n.remedy_id = r.id
        join lateral (
          select n.blocker_id as id where n.blocker_id is not null
          union all select b.id from blockers b
            where b.integration_id = n.integration_id and b.capability_id = n.capability_id
        ) x on true
    ),
    needed as (select n.* from reached join remedies r on r.blocker_id = reached.id join needs n on n.remedy_id = r.id),
    required(id) as (
      select feature_id from needed where feature_id is not null
      union select q.required_feature_id from required join requirements q on q.feature_id = required.id
    )
    select ${ids("select id from reached")} as blockers, ${ids("select id from required")} as features,
      ${ids(`select unnest(${idsSql(integrationIds)}) as id
        union select integration_id from needed where integration_id is not null
        union select integration_id from blockers where id in (select id from reached)`)} as integrations`;
}

async function readNodes({ rows }: ViewReader, { integrations, features }: Reach) {
  return {
    integrations: await rows<NamedRow>(
      "t.id, t.slug",
      `integrations t where t.id = any(${idsSql(integrations)})`,
    ),
    features: await rows<NamedRow>("t.id, t.slug", `features t where t.id = any(${idsSql(features)})`),
    capabilities: await rows<CapabilityRow>(
      `t.id, t.slug, t.name, t.integration_id as "integrationId"`,
      `capabilities t where t.integration_id = any(${idsSql(integrations)})`,
    ),
  };
}

async function readReports({ rows, inView, reported }: ViewReader, { integrations, blockers }: Reach) {
  const ofIntegrations = `where integration_id = any(${idsSql(integrations)})`;
  return {
    statusReports: await rows<StatusReportRow>(
      `${reportColumns}, t.integration_id as "integrationId", t.status`,
      reported(`(select * from status_reports ${ofIntegrations})`),
    ),
    capabilityReports: [],
    blockerReports: await rows<BlockerReportRow>(
      `${reportColumns}, t.blocker_id as "blockerId", t.work, t.state`,
      reported(`(select r.*, w.slug as work from blocker_reports r left join works w on w.id = r.work_id
        where r.blocker_id = any(${idsSql(blockers)}))`),
    ),
    blockerReviews: await rows<BlockerReviewRow>(
      `t.id, t.integration_id as "integrationId"`,
      inView(`(select * from blocker_reviews ${ofIntegrations})`),
    ),
  };
}

/** Those that last, with the days they hold between; the ended ones too. */
async function readLasting({ rows, heldFrom, begun, recorded }: ViewReader, reach: Reach) {
  const span = `${heldFrom} as "from", f.holds_until as until`;
  const [integrations, blockers, features] = [
    idsSql(reach.integrations),
    idsSql(reach.blockers),
    idsSql(reach.features),
  ];
  const remediesOf = `remedies r where r.blocker_id = any(${blockers})`;
  const featureReleases = await rows<FeatureReleaseRow>(
    `t.id, t.feature_id as "featureId", t.release_id as "releaseId", t.change, f.date as "releasedOn"`,
    recorded(`(select * from feature_releases where feature_id = any(${features}))`),
  );
  return {
    blockers: await rows<BlockerRow & Span>(
      `t.id, t.slug, t.integration_id as "integrationId", t.capability_id as "capabilityId", ${span}`,
      begun(`(select * from blockers where id = any(${blockers}))`),
    ),
    remedies: await rows<RemedyRow & Span & { id: number }>(
      `t.id, t.blocker_id as "blockerId", ${span}`,
      begun(`(select r.* from ${remediesOf})`),
    ),
    needs: await rows<NeedRow>(
      `t.id as "remedyId", t.position, t.kind, t.feature_id as "featureId", t.blocker_id as "blockerId",
        t.integration_id as "integrationId", t.capability_id as "capabilityId", t.work`,
      `${begun(`(select n.remedy_id as id, n.*, w.slug as work from needs n left join works w on w.id = n.work_id
        where n.remedy_id in (select r.id from ${remediesOf}))`)} order by t.id, t.position`,
    ),
    adoptions: await rows<AdoptionRow & Span>(
      `t.id, t.integration_id as "integrationId", t.feature_id as "featureId", ${span}`,
      begun(
        `(select * from adoptions where integration_id = any(${integrations}) and feature_id = any(${features}))`,
      ),
    ),
    requirements: await rows<RequirementRow & Span>(
      `t.id, t.feature_id as "featureId", t.required_feature_id as "requiredFeatureId", f.holds_from as "from", f.holds_until as until`,
      recorded(`(select * from requirements where feature_id = any(${features}))`),
    ),
    featureReleases,
  };
}
