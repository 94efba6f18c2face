import { LiveGraph } from "../../src/analysis/live-graph.ts";
import type { Database } from "../../src/db/open.ts";
import { adoption } from "../../src/domain/adoption.ts";
import { blocker } from "../../src/domain/blocker.ts";
import { type ChangeSet, inChangeSet } from "../../src/domain/change-set.ts";
import type { Noun } from "../../src/domain/noun.ts";
import { remedy } from "../../src/domain/remedy.ts";
import { statusReport } from "../../src/domain/status-report.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { summarize } from "./measure.ts";
import { milliseconds, type Result } from "./report.ts";

const target = 50;

/**
 * How long after a write was acknowledged until an answer shows it, of writes of several kinds: one of each by
 * turns, each its own transaction.
 */
export async function measureChange({ write, readPool }: Database): Promise<Result[]> {
  const graph = new LiveGraph(readPool);
  await graph.ready();
  await graph.loadAnalysis(graph.viewpoint(null));
  const results: Result[] = [];
  for (const [name, writeOne] of Object.entries(writes)) {
    const times: number[] = [];
    for (let round = 0; round <= 5; round++) {
      const isShown = await writeOne(write, round);
      globalThis.gc?.();
      const begun = performance.now();
      await graph.refresh();
      const analysis = await graph.loadAnalysis(graph.viewpoint(null));
      if (!isShown(analysis)) throw new Error(`the analysis does not show a new ${name}`);
      if (round > 0) times.push(performance.now() - begun);
    }
    const { median } = summarize(times);
    results.push({
      work: `one ${name} written, until an answer shows it`,
      took: milliseconds(median),
      beside: "",
      target: `≤ ${target} ms`,
      isMet: median <= target,
    });
  }
  return results;
}

type Analysis = Awaited<ReturnType<LiveGraph["loadAnalysis"]>>;

/** Writes the record of a round, and says how to see it in an analysis. */
type Write = (db: Database["write"], round: number) => Promise<(analysis: Analysis) => boolean>;

const sources = ["source-1", "source-2"];

const writes: Readonly<Record<string, Write>> = {
  "status report": async (db, round) => {
    const integration = `integration-${round}`;
    await writeOne(db, statusReport, {
      integration,
      status: "STALLED",
      date: "2026-06-01",
      note: "a step back",
      sources,
    });
    return (analysis) => analysis.statusOf(round + 1) === "STALLED";
  },
  adoption: async (db, round) => {
    await writeOne(db, adoption, {
      integration: `integration-${round}`,
      feature: `feature-${round}`,
      key: "bench",
      sources,
    });
    return (analysis) => analysis.isAdopted(round + 1, round + 1);
  },
  blocker: async (db, round) => {
    const slug = `blocker-5-${round}`;
    const integration = `integration-${round}`;
    await writeOne(db, blocker, { slug, integration, title: slug, kind: "DEFECT", sources });
    return (analysis) => analysis.blockersOf(round + 1).some((id) => analysis.slugOf("Blocker", id) === slug);
  },
  remedy: async (db, round) => {
    const needs = [{ blocker: `blocker-6-${round}` }];
    const waiting = `blocker-5-${round}`;
    const integration = `integration-${round}`;
    await inChangeSet(db, { actor: "bench" }, async (change) => {
      const needed = { slug: `blocker-6-${round}`, integration, title: "Needed", kind: "DEFECT", sources };
      await writeRecords(change, blocker, [needed]);
      await writeRecords(change, remedy, [{ blocker: waiting, key: "bench", needs, sources }]);
    });
    return (analysis) =>
      analysis.blockersOf(round + 1).some((id) => analysis.slugOf("Blocker", id) === `blocker-6-${round}`);
  },
};

async function writeOne<R extends object>(db: Database["write"], noun: unknown, record: R): Promise<void> {
  await inChangeSet(db, { actor: "bench" }, (change: ChangeSet) =>
    writeRecords(change, noun as Noun, [record]),
  );
}
