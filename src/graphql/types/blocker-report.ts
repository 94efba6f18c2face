import type { blockerState } from "../../../schema/tables/blocker-report.ts";
import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Blocker } from "./blocker.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { Work } from "./need.ts";
import { Node } from "./node.ts";

export const BlockerState = builder.enumType("BlockerState", {
  description: "How a blocker stands by its reports.",
  values: {
    OPEN: { description: "It stands, unless one of its remedies holds." },
    RESOLVED: { description: "It is lifted." },
    WONT_FIX: { description: "It will not be lifted, whatever its remedies say." },
  } satisfies Record<(typeof blockerState.enumValues)[number], object>,
});

/** On its day a source said how a blocker stands. */
export const BlockerReport: TypeRef = storedObject("BlockerReport", "blockerReports", {
  description: "On this day a source said how a blocker, or one work of it, stands.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "BlockerReport"),
    blocker: one(t, "blockerReports", "blocker", { type: Blocker, description: "What it is about." }),
    work: one(t, "blockerReports", "work", {
      type: Work,
      nullable: true,
      description: "The one work it speaks of; null: the whole blocker.",
    }),
    state: column(t, "state", { type: BlockerState, description: "What the source says." }),
    observedOn: column(t, "date", { type: "Date", description: "The day it speaks of." }),
  }),
});

const BlockerReportFilter: TypeRef = builder.inputType("BlockerReportFilter", {
  description: "Narrows a list of blocker reports.",
  fields: (t) => ({
    state: t.field({ type: enumFilter("BlockerState", BlockerState, "state"), description: "By state." }),
  }),
});

/** Connections to blocker reports. */
export const blockerReportList = nodeList("BlockerReport", BlockerReport, {
  what: "blocker reports",
  filter: BlockerReportFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("blockerReports", (scope) => [
    choiceCondition(scope, scope.row.column("state"), "blocker_state", scope.args.filter?.state),
  ]),
});
