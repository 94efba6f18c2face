import type { Pool } from "pg";
import type { Viewpoint } from "../viewpoint.ts";
import { readInView } from "./read-in-view.ts";

/** How much is known of one kind of fact. */
export interface KindCoverage {
  readonly kind: string;
  /** Facts in view. */
  readonly count: number;
  /** Those of them with a source that counts and appeared within the year before the viewpoint's day. */
  readonly recentCount: number;
  /** Those of them that no commit and no release note among their sources that count says. */
  readonly unverifiedCount: number;
}

/** What is known from a viewpoint, in numbers. */
export interface FactCoverage {
  /** By kind, in the order of their names; kinds without a fact in view are left out. */
  readonly kinds: readonly KindCoverage[];
  /** Facts without a day of their own that no source that counts had told by the viewpoint's day. */
  readonly undatedCount: number;
}

/** Counts the facts that a viewpoint sees: two statements, and those of a transaction. */
export async function loadCoverage(pool: Pool, viewpoint: Viewpoint): Promise<FactCoverage> {
  return readInView(pool, viewpoint, async (reader) => {
    const { admits, holds, recorded, heldFrom } = reader;
    const cited = (condition: string) => `exists (select from citations c join sources s on s.id = c.source_id
      where c.fact_id = v.id and (${isRecord("v")} or ${admits("s")}) and ${condition})`;
    const inView = `(select f.id, f.kind from facts f where not ${isRecord("f")} and ${holds}
      union all select f.id, f.kind from ${recorded("feature_releases")}
      union all select f.id, f.kind from ${recorded("requirements")}) v`;
    const kinds = await reader.rows<KindCoverage>(
      `v.kind, count(*)::int as count,
        (count(*) filter (where ${cited(`s.published_on > ${reader.asOf} - interval '1 year'`)}))::int as "recentCount",
        (count(*) filter (where not ${cited("s.kind in ('COMMIT', 'RELEASE_NOTE')")}))::int as "unverifiedCount"`,
      `${inView} group by v.kind order by v.kind::text`,
    );
    const [undated] = await reader.rows<{ count: number }>(
      "count(*)::int as count",
      `facts f where f.date is null and not ${isRecord("f")} and ${heldFrom} > ${reader.asOf}`,
    );
    return { kinds, undatedCount: undated?.count ?? 0 };
  });
}

/** What releases have and features require is CRIU's record, and holds whoever says so. */
function isRecord(fact: string): string {
  return `${fact}.kind in ('FEATURE_RELEASE', 'REQUIREMENT')`;
}
