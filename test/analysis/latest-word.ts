import type { ReportRow } from "../../src/analysis/projection/facts-in-view.ts";

/** The word of the latest report that is the word of its series on its day and not the one of the day before. */
export function latestWord<Report extends ReportRow, Word>(
  reports: readonly Report[],
  wordOf: (report: Report) => Word,
): Word | null {
  const goesBefore = (a: ReportRow, b: ReportRow): boolean =>
    a.sourceRank !== b.sourceRank
      ? a.sourceRank < b.sourceRank
      : a.source !== b.source
        ? a.source < b.source
        : a.id < b.id;
  const words = reports.filter(
    (a) => !reports.some((b) => b.series === a.series && b.observedOn === a.observedOn && goesBefore(b, a)),
  );
  const news = words.filter((word) => {
    const earlier = words.filter((w) => w.series === word.series && w.observedOn < word.observedOn);
    const previous = earlier.find((w) => earlier.every((other) => other.observedOn <= w.observedOn));
    return previous === undefined || wordOf(previous) !== wordOf(word);
  });
  const latest = news.find((a) =>
    news.every(
      (b) => a === b || a.observedOn > b.observedOn || (a.observedOn === b.observedOn && goesBefore(a, b)),
    ),
  );
  return latest === undefined ? null : wordOf(latest);
}
