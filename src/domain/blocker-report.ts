import { z } from "zod";
import { blockerReports, blockerState } from "../../schema/tables/blocker-report.ts";
import { keyed } from "./explain-issue.ts";
import { factShape, ownSlug } from "./fact.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of a blocker on a day. */
export const blockerReportShape = {
  date: day.meta({ description: "The day it was so, not the day we learnt it." }),
  work: slug.optional().meta({
    description: "The slug of the one work the report speaks of; absent: of the whole blocker.",
  }),
  state: z.enum(blockerState.enumValues).meta({ description: "Of one work only OPEN or RESOLVED." }),
  ...factShape,
};

const schema = keyed({ ...ownSlug, blocker: slug, ...blockerReportShape }).refine(
  ({ work, state }) => work === undefined || state !== "WONT_FIX",
  { path: ["state"], message: "a report on one work says OPEN or RESOLVED" },
);
export type BlockerReportRecord = z.output<typeof schema>;

/** On its day a source said how a blocker, or one work of it, stands. */
export const blockerReport: Noun<BlockerReportRecord> = {
  name: "blocker-report",
  schema,
  table: blockerReports,
  fact: {
    kind: "BLOCKER_REPORT",
    datedBy: "date",
    slugParts: ({ blocker, work, date }, firstSource) => [
      blocker,
      ...(work ? [work] : []),
      date,
      firstSource,
    ],
  },
  fields: {
    blocker: reference("blocker", blockerReports.blockerId),
    work: reference("work", blockerReports.workId, "blocker"),
    state: stored(blockerReports.state),
  },
};
