import { groupRows } from "../algorithms/group-rows.ts";
import type { FactsInView, NamedRow, StatusReportRow } from "../projection/facts-in-view.ts";
import { findLatest } from "./latest.ts";

/** What is reported of one integration. */
export interface ReportedStatus {
  readonly integration: NamedRow;
  /** In view, in no order, at least one. */
  readonly reports: readonly StatusReportRow[];
}

/** The status reports in view by integration, in the order of slugs; integrations without one are left out. */
export function groupStatusReports(facts: FactsInView): ReportedStatus[] {
  const reports = groupRows(facts.statusReports, (report) => report.integrationId);
  return facts.integrations
    .flatMap(({ id, slug }) => ({ integration: { id, slug }, reports: reports.get(id) ?? [] }))
    .filter((reported) => reported.reports.length > 0)
    .sort((a, b) => (a.integration.slug < b.integration.slug ? -1 : 1));
}

/**
 * The reports that gave one integration its status, in the order of days, each where the status changed: the
 * latest by the rules of `findLatest`, as of every day on which something was reported.
 */
export function listStatusChanges(reports: readonly StatusReportRow[]): StatusReportRow[] {
  const days = [...new Set(reports.map((report) => report.observedOn))].sort();
  const changes: StatusReportRow[] = [];
  for (const day of days) {
    const known = reports.filter((report) => report.observedOn <= day);
    const now = findLatest(known, (report) => report.status)?.report;
    if (now !== undefined && now.status !== changes.at(-1)?.status) changes.push(now);
  }
  return changes;
}
