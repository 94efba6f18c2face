import type { ReportRow } from "../projection/facts-in-view.ts";

/** The report that says how its subject stands, and the reports that say it again. */
export interface Latest<Report extends ReportRow> {
  readonly report: Report;
  /** Later, or weaker, reports of the same series that only repeat `report`; the newest first. */
  readonly confirmations: readonly Report[];
}

/** The unbroken run of one word at the end of a series, read from its newest report backwards. */
interface Run<Report> {
  start: Report;
  readonly confirmations: Report[];
  ended: boolean;
}

/**
 * The latest of the reports on one subject. A report that repeats the previous one of its series only
 * confirms it and displaces nothing. On one day the lower `sourceRank` goes before, then the lower slug of
 * the source, then the lower id.
 *
 * A series has one word a day: that of the report of the day that goes before. Its other reports of the day
 * confirm that word if they say the same, and count for nothing if they do not: otherwise a page corrected
 * within a day would seem to have changed its mind twice.
 *
 * @returns null without reports.
 */
export function findLatest<Report extends ReportRow>(
  reports: readonly Report[],
  wordOf: (report: Report) => string,
): Latest<Report> | null {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) return { report: only, confirmations: [] };
  const runs = new Map<string, Run<Report>>();
  for (const report of reports.toSorted(compareNewestFirst)) {
    const run = runs.get(report.series);
    if (run === undefined) runs.set(report.series, { start: report, confirmations: [], ended: false });
    else if (!run.ended) extendBackwards(run, report, wordOf);
  }
  const [latest] = [...runs.values()].sort((a, b) => compareNewestFirst(a.start, b.start));
  return latest === undefined ? null : { report: latest.start, confirmations: latest.confirmations };
}

/**
 * `findLatest` for every subject: an array by the subject's index, null where nothing is reported.
 *
 * @param indexOf index of a report's subject; reports of a subject out of view have -1 and are left out.
 */
export function findLatestOfEach<Report extends ReportRow>(
  reports: readonly Report[],
  size: number,
  indexOf: (report: Report) => number,
  wordOf: (report: Report) => string,
): readonly (Latest<Report> | null)[] {
  const bySubject: (Report[] | undefined)[] = new Array(size).fill(undefined);
  for (const report of reports) {
    const subject = indexOf(report);
    if (subject < 0) continue;
    const known = bySubject[subject];
    if (known === undefined) bySubject[subject] = [report];
    else known.push(report);
  }
  return bySubject.map((known) => (known === undefined ? null : findLatest(known, wordOf)));
}

function extendBackwards<Report extends ReportRow>(
  run: Run<Report>,
  older: Report,
  wordOf: (report: Report) => string,
): void {
  const sameWord = wordOf(older) === wordOf(run.start);
  if (older.observedOn === run.start.observedOn) {
    if (sameWord) run.confirmations.push(older);
  } else if (sameWord) {
    run.confirmations.push(run.start);
    run.start = older;
  } else {
    run.ended = true;
  }
}

function compareNewestFirst(a: ReportRow, b: ReportRow): number {
  if (a.observedOn !== b.observedOn) return a.observedOn > b.observedOn ? -1 : 1;
  if (a.sourceRank !== b.sourceRank) return a.sourceRank - b.sourceRank;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.id - b.id;
}
