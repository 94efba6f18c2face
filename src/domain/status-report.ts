import { z } from "zod";
import { integrationStatus, statusReports } from "../../schema/tables/status-report.ts";
import { ValidationError } from "./error.ts";
import { keyed } from "./explain-issue.ts";
import { factShape, ownSlug } from "./fact.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, slug } from "./value.ts";

type Status = (typeof integrationStatus.enumValues)[number];

/** What is said of an integration's status on a day. */
export const statusReportShape = {
  date: day.meta({ description: "The day it was so, not the day we learnt it." }),
  status: z.enum(integrationStatus.enumValues).meta({
    description: "REMOVED: support was taken out. DISCONTINUED: the software ended.",
  }),
  ...factShape,
};

const schema = keyed({ ...ownSlug, integration: slug, ...statusReportShape });
export type StatusReportRecord = z.output<typeof schema>;

/** On its day a source gave this integration this status. */
export const statusReport: Noun<StatusReportRecord> = {
  name: "status-report",
  schema,
  table: statusReports,
  fact: {
    kind: "STATUS_REPORT",
    datedBy: "date",
    slugParts: ({ integration, date }, firstSource) => [integration, date, firstSource],
  },
  fields: {
    integration: reference("integration", statusReports.integrationId),
    status: stored(statusReports.status),
  },
};

const ended: readonly Status[] = ["REMOVED", "DISCONTINUED"];
const unready: readonly Status[] = ["IN_PROGRESS", "STALLED", "NOT_STARTED"];

/** A change from READY to something less, or out of an end. */
export function isStepBack(from: Status, to: Status): boolean {
  return (from === "READY" && unready.includes(to)) || (ended.includes(from) && !ended.includes(to));
}

/**
 * Seeds and imports may report a step back without a note; whoever reports one by hand says why.
 *
 * @throws ValidationError for a step back from `before`, the status the day before it, without a note.
 */
export function requireNoteForStepBack(
  before: Status | null,
  report: Pick<StatusReportRecord, "status" | "note">,
): void {
  if (before === null || report.note !== undefined || !isStepBack(before, report.status)) return;
  const message = `is missing; a step back from ${before} to ${report.status} needs a reason`;
  throw new ValidationError([{ path: ["note"], message }]);
}
