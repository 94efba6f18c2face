import { groupRows } from "../analysis/algorithms/group-rows.ts";
import type { StatusReportRow } from "../analysis/projection/facts-in-view.ts";
import { listStatusChanges } from "../analysis/standing/status-history.ts";
import type { SeedRecord } from "../data/read-seeds.ts";
import type { AnyRecord } from "../domain/noun.ts";
import { isStepBack } from "../domain/status-report.ts";
import type { Invariant, SeedSet } from "./seed-set.ts";

/** A status that steps back, by all sources, without a note. */
export const stepBack: Invariant = {
  id: "step-back",
  says: "A step back, as from READY to STALLED or out of an end, has a note that says why.",
  find: (seeds) => {
    const reports = groupRows(seeds.of("status-report"), ({ record }) =>
      seeds.firstSlug("integration", record.integration),
    );
    return [...reports.values()].flatMap((known) => {
      const rows = known.map((each, id) => rowOf(each, id, seeds)).filter((row) => row !== undefined);
      const changes = listStatusChanges(rows);
      return changes.flatMap((now, index) => {
        const before = changes[index - 1];
        const { record, problemAt } = known[now.id] as SeedRecord;
        if (before === undefined || record.note !== undefined || !isStepBack(before.status, now.status))
          return [];
        return [
          problemAt(
            ["status"],
            `steps back from ${before.status}, as of ${before.observedOn}, without a note that says why`,
          ),
        ];
      });
    });
  },
};

function rowOf({ record }: SeedRecord, id: number, seeds: SeedSet): StatusReportRow | undefined {
  const sources = seeds.sourcesOf(record).toSorted(compareSources);
  const [best] = sources;
  if (best === undefined) return undefined;
  return {
    id,
    integrationId: 0,
    observedOn: record.date as string,
    status: record.status as StatusReportRow["status"],
    sourceRank: rankOf(best),
    source: best.slug as string,
    series: (best.series ?? best.repository ?? best.slug) as string,
  };
}

function compareSources(a: AnyRecord, b: AnyRecord): number {
  return rankOf(a) - rankOf(b) || ((a.slug as string) < (b.slug as string) ? -1 : 1);
}

function rankOf({ kind }: AnyRecord): number {
  if (kind === "COMMIT" || kind === "RELEASE_NOTE") return 0;
  return kind === "WIKI_REVISION" ? 2 : 1;
}
