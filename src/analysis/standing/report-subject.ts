import {
  type BlockerReportRow,
  blockerStates,
  type CapabilityReportRow,
  capabilityStates,
  integrationStatuses,
  type ReportRow,
  type StatusReportRow,
} from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import { readBlockerReport, readCapabilityReport, readStatusReport } from "../projection/read-row.ts";
import { findLatest, type Latest } from "./latest.ts";

/** What reports are about, and what they say of it in a word. */
export interface ReportSubject<Row extends ReportRow> {
  readonly words: readonly string[];
  wordOf(row: Row): string;
  /** Per report the place of its word. */
  placesOf(projection: Projection): Uint8Array;
  /** The reports on the subject at an index. */
  list(projection: Projection, subject: number): Int32Array;
  read(projection: Projection, report: number): Row;
}

export const statusOfIntegration: ReportSubject<StatusReportRow> = {
  words: integrationStatuses,
  wordOf: (row) => row.status,
  placesOf: ({ tables }) => tables.statusReports.word,
  list: ({ rowsOf }, integration) => rowsOf.statusReports.of(integration),
  read: readStatusReport,
};

export const stateOfCapability: ReportSubject<CapabilityReportRow> = {
  words: capabilityStates,
  wordOf: (row) => row.state,
  placesOf: ({ tables }) => tables.capabilityReports.word,
  list: ({ rowsOf }, capability) => rowsOf.capabilityReports.of(capability),
  read: readCapabilityReport,
};

/** A report that names a work speaks of that work alone, any other of the blocker alone. */
export const stateOfBlocker: ReportSubject<BlockerReportRow> = {
  words: blockerStates,
  wordOf: (row) => row.state,
  placesOf: ({ tables }) => tables.blockerReports.word,
  list: ({ rowsOf, tables }, blocker) =>
    rowsOf.blockerReports.of(blocker).filter((report) => (tables.blockerReports.work[report] as number) < 0),
  read: readBlockerReport,
};

export const stateOfWork: ReportSubject<BlockerReportRow> = {
  ...stateOfBlocker,
  list: ({ rowsOf, tables }, work) =>
    rowsOf.blockerReports
      .of(tables.works.blocker[work] as number)
      .filter((report) => tables.blockerReports.work[report] === work),
};

/**
 * The latest of the reports on the subject at an index; null: there is none.
 *
 * @param isHidden tells by its id which report does not count
 */
export function findLatestOn<Row extends ReportRow>(
  projection: Projection,
  subject: ReportSubject<Row>,
  index: number,
  isHidden: (row: Row) => boolean = () => false,
): Latest<Row> | null {
  const rows = Array.from(subject.list(projection, index), (report) => subject.read(projection, report));
  return findLatest(
    rows.filter((row) => !isHidden(row)),
    subject.wordOf,
  );
}

/** What the latest report says, as 1 and its place among the words; 0: there is no report. */
export function findWordOn<Row extends ReportRow>(
  projection: Projection,
  subject: ReportSubject<Row>,
  index: number,
): number {
  const reports = subject.list(projection, index);
  const [only] = reports;
  if (only === undefined) return 0;
  // Most subjects have one report, and most of what is loaded is read here.
  if (reports.length === 1) return 1 + (subject.placesOf(projection)[only] as number);
  const latest = findLatestOn(projection, subject, index);
  return latest === null ? 0 : 1 + subject.words.indexOf(subject.wordOf(latest.report));
}
