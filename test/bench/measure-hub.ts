import type { Pool } from "pg";
import { Analysis } from "../../src/analysis/analysis.ts";
import { listBlockingEdges } from "./blocking-edges.ts";
import { buildLibraryGraph, walkInLibrary } from "./graphology-walk.ts";
import { time } from "./measure.ts";
import { walkInSql, writeEdges } from "./recursive-cte.ts";
import { milliseconds, type Result, ratio } from "./report.ts";

const explained = 100;
const targets = { sql: 20, library: 2 };

/**
 * What the hub blocks, with explanations of the first hundred, asked of an analysis that has answered nothing yet,
 * beside a recursive statement and a library's walk over the same edges, both of which explain nothing.
 *
 * @param hub database id of the feature
 * @throws where one of them finds other integrations, or another depth of one
 */
export async function measureHub(
  { present }: Analysis,
  pool: Pool,
  hub: number,
): Promise<{ results: Result[]; shape: string }> {
  const found = new Analysis(present).blockedIntegrations(hub);
  const expected = new Map(found.map((blocking) => [blocking.integrationId, blocking.depth]));
  const deepest = Math.max(...expected.values());
  const edges = listBlockingEdges(present);
  await writeEdges(pool, edges);
  const library = buildLibraryGraph(edges);
  compare(expected, await walkInSql(pool, hub, deepest), "the recursive statement");
  compare(expected, walkInLibrary(library, hub), "graphology");

  const none = (): void => {};
  const ours = await time(
    (analysis: Analysis) => {
      const first = analysis.blockedIntegrations(hub).slice(0, explained);
      return first.map((blocking) => blocking.explanation);
    },
    () => new Analysis(present),
    20,
  );
  const sql = await time(() => walkInSql(pool, hub, deepest), none);
  const bfs = await time(() => walkInLibrary(library, hub), none);
  const result = (name: string, other: number, isMet: boolean, target: string, quotient: string): Result => ({
    work: "what the hub blocks, 100 explained",
    took: milliseconds(ours.median),
    beside: `${name} ${milliseconds(other)}: ${quotient}`,
    target,
    isMet,
  });
  const isFaster = ours.median * targets.sql <= sql.median;
  const isAsFast = ours.median <= bfs.median * targets.library;
  return {
    results: [
      result(
        "recursive CTE",
        sql.median,
        isFaster,
        `≥ ${targets.sql}× faster`,
        ratio(sql.median, ours.median),
      ),
      result(
        "graphology's BFS",
        bfs.median,
        isAsFast,
        `≤ ${targets.library}×`,
        ratio(ours.median, bfs.median),
      ),
    ],
    shape: `the hub blocks ${expected.size} integrations, ${countDeep(expected)} at depth 3 or more, ${deepest} at most`,
  };
}

function countDeep(depths: ReadonlyMap<number, number>): number {
  return Array.from(depths.values()).filter((depth) => depth >= 3).length;
}

function compare(ours: ReadonlyMap<number, number>, theirs: ReadonlyMap<number, number>, who: string): void {
  const isSame =
    ours.size === theirs.size && Array.from(ours).every(([id, depth]) => theirs.get(id) === depth);
  if (!isSame) throw new Error(`${who} finds ${theirs.size} integrations, not the same ${ours.size}`);
}
