import type { StatusReportRow } from "../projection/facts-in-view.ts";
import { findLatest } from "../standing/latest.ts";
import { groupStatusReports } from "../standing/status-history.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";

/**
 * STATUS_CONFLICT: the latest report of one series says another status than the integration had on its own day.
 * A series that was overruled on its day, or that repeats what another has displaced, is worth a second look.
 */
export function findStatusConflicts({ facts }: FindingView): Finding[] {
  return groupStatusReports(facts).flatMap(({ integration, reports }) => {
    const series = [...new Set(reports.map((report) => report.series))].sort();
    return series.flatMap((name) => {
      const last = findLastOfSeries(reports.filter((report) => report.series === name));
      const known = reports.filter((report) => report.observedOn <= last.observedOn);
      const status = findLatest(known, statusOf)?.report as StatusReportRow;
      if (status.status === last.status) return [];
      const message =
        `On ${last.observedOn} ${last.source} called ${integration.slug} ${last.status}, ` +
        `while by ${status.source} its status was ${status.status} since ${status.observedOn}.`;
      const subject = { type: "Integration", ...integration } as const;
      return [makeFinding("STATUS_CONFLICT", subject, message, [last.id, status.id])];
    });
  });
}

/** The newest report of a series, a mere repetition or not; of one day the one that goes before. */
function findLastOfSeries(reports: readonly StatusReportRow[]): StatusReportRow {
  const day = reports.reduce((last, { observedOn }) => (observedOn > last ? observedOn : last), "");
  const ofDay = reports.filter((report) => report.observedOn === day);
  return findLatest(ofDay, statusOf)?.report as StatusReportRow;
}

function statusOf(report: StatusReportRow): string {
  return report.status;
}
