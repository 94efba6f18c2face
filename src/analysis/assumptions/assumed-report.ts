import type { ReportRow } from "../projection/facts-in-view.ts";

/** The id of a fact that is only assumed: no row has it. */
export const assumedId = 0;

/** What a report says beside its word where it is only assumed: it goes before all others of its day. */
export function assumeReport(asOf: string): ReportRow {
  return { id: assumedId, observedOn: asOf, sourceRank: -1, source: "", series: "" };
}
