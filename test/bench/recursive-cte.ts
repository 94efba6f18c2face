import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Pool } from "pg";
import { from } from "pg-copy-streams";
import type { BlockingEdges } from "./blocking-edges.ts";

/** Writes the edges into tables of their own, indexed the way the statement below goes. */
export async function writeEdges(pool: Pool, edges: BlockingEdges): Promise<void> {
  const tables = {
    bench_blocked: edges.integrationToBlocker,
    bench_waits: edges.blockerToBlocker,
    bench_needs: edges.blockerToFeature,
  };
  const client = await pool.connect();
  try {
    for (const [table, pairs] of Object.entries(tables)) {
      await client.query(`create table ${table} (origin bigint not null, target bigint not null)`);
      const lines = Readable.from([pairs.map((pair) => `${pair.join("\t")}\n`).join("")]);
      await pipeline(lines, client.query(from(`copy ${table} from stdin`)));
      await client.query(`create index on ${table} (target) include (origin)`);
      await client.query(`vacuum (analyze) ${table}`);
    }
  } finally {
    client.release();
  }
}

/**
 * The integrations that a feature blocks, and how many blockers away it is, by SQL alone: breadth first against
 * the edges, no deeper than told. `union` forgets what is found twice at one depth; that it is found again at
 * another is why a circle needs the bound.
 */
export async function walkInSql(pool: Pool, feature: number, depth: number): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ integration: string; depth: number }>(
    `with recursive walk (blocker, depth) as (
        select origin, 1 from bench_needs where target = $1
      union
        select w.origin, walk.depth + 1 from walk join bench_waits w on w.target = walk.blocker where walk.depth < $2
    )
    select b.origin as integration, min(walk.depth) as depth
    from walk join bench_blocked b on b.target = walk.blocker group by b.origin`,
    [feature, depth],
  );
  return new Map(rows.map((row) => [Number(row.integration), row.depth]));
}
