import type { Pool } from "pg";
import type { CitationRow } from "../reliance/relies-on.ts";
import type { Viewpoint } from "../viewpoint.ts";

/** Reads in one statement who says the facts with these ids, and which of them a viewpoint counts. */
export async function loadCitations(
  pool: Pool,
  { sourceIds }: Viewpoint,
  factIds: readonly number[],
): Promise<CitationRow[]> {
  const { rows } = await pool.query<{ row: CitationRow }>(
    `select to_json(r) as row from (
      select c.fact_id as "factId", s.id as "sourceId", s.slug as source,
        coalesce(s.series, s.repository, s.slug) as series,
        case when s.kind in ('COMMIT', 'RELEASE_NOTE') then 0 when s.kind = 'WIKI_REVISION' then 2 else 1 end as "sourceRank",
        coalesce(f.date, s.published_on) as day,
        ($2::bigint[] is null or s.id = any($2) or f.kind in ('FEATURE_RELEASE', 'REQUIREMENT')) as admitted
      from citations c join facts f on f.id = c.fact_id join sources s on s.id = c.source_id
      where c.fact_id = any($1::bigint[])
    ) r`,
    [factIds, sourceIds],
  );
  return rows.map(({ row }) => row);
}
