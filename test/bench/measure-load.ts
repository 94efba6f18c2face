import { fork } from "node:child_process";
import { once } from "node:events";
import type { Pool } from "pg";
import { to } from "pg-copy-streams";
import { LiveGraph } from "../../src/analysis/live-graph.ts";
import { holdsSql } from "../../src/analysis/viewpoint.ts";
import { time } from "./measure.ts";
import { milliseconds, type Result, ratio } from "./report.ts";

const targets = { ratio: 3, megabytes: 300 };

/** How long the first question waits for the projection, beside streaming the rows it is made of with COPY. */
export async function measureLoad(pool: Pool): Promise<Result> {
  const none = (): void => {};
  const load = await time(() => loadToday(pool), none);
  const copy = await time(() => copyRows(pool), none);
  return {
    work: "projection load from Postgres",
    took: milliseconds(load.median),
    beside: `COPY of the same rows ${milliseconds(copy.median)}: ${ratio(load.median, copy.median)}`,
    target: `≤ ${targets.ratio}×`,
    isMet: load.median <= targets.ratio * copy.median,
  };
}

/** How much a process grows that loads it, once garbage is collected. */
export async function measureLoadedMemory(dataDir: string): Promise<Result> {
  const child = fork(new URL("./load-once.ts", import.meta.url), [dataDir]);
  const [growth] = (await once(child, "message")) as [number];
  await once(child, "exit");
  return {
    work: "memory of the projection",
    took: `${Math.round(growth)} MB`,
    beside: "",
    target: `≤ ${targets.megabytes} MB`,
    isMet: growth <= targets.megabytes,
  };
}

/** Asks a process that knows nothing yet for today's analysis. */
export async function loadToday(pool: Pool): Promise<unknown> {
  const graph = new LiveGraph(pool);
  await graph.ready();
  return graph.loadAnalysis(graph.viewpoint(null));
}

/** Streams what an analysis of today needs to know, as a person would ask for it, and throws it away. */
async function copyRows(pool: Pool): Promise<number> {
  const holds = holdsSql("f", "current_date", null);
  const inView = (table: string, columns: string): string =>
    `select ${columns} from ${table} t join facts f on f.id = t.id where ${holds}`;
  const statements = [
    "select id, slug from integrations",
    "select id, slug from features",
    "select id, slug, name, integration_id from capabilities",
    "select id, slug, kind, series, repository from sources",
    "select id, blocker_id, slug from works",
    inView("blockers", "t.id, t.slug, t.integration_id, t.capability_id"),
    inView("remedies", "t.id, t.blocker_id"),
    `select n.* from needs n join facts f on f.id = n.remedy_id where ${holds}`,
    inView("status_reports", "t.id, f.date, t.integration_id, t.status"),
    inView("capability_reports", "t.id, f.date, t.capability_id, t.state"),
    inView("blocker_reports", "t.id, f.date, t.blocker_id, t.work_id, t.state"),
    `select c.fact_id, c.source_id from citations c join facts f on f.id = c.fact_id
      where f.kind in ('STATUS_REPORT', 'CAPABILITY_REPORT', 'BLOCKER_REPORT') and ${holds}`,
    inView("blocker_reviews", "t.id, t.integration_id"),
    inView("adoptions", "t.id, t.integration_id, t.feature_id"),
    inView("requirements", "t.id, t.feature_id, t.required_feature_id"),
    inView("feature_releases", "t.id, t.feature_id, t.release_id, t.change, f.date"),
    `${inView("contributions", "t.feature_id")} and t.role = 'AUTHORED' and t.feature_id is not null`,
  ];
  const client = await pool.connect();
  try {
    let rows = 0;
    for (const statement of statements) {
      const stream = client.query(to(`copy (${statement}) to stdout (format binary)`));
      for await (const _ of stream);
      rows += stream.rowCount;
    }
    return rows;
  } finally {
    client.release();
  }
}
