import type { integrationStatus } from "../../../schema/tables/status-report.ts";
import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { Integration } from "./integration.ts";
import { Node } from "./node.ts";

export const IntegrationStatus = builder.enumType("IntegrationStatus", {
  description: "How far an integration is: the wiki page's four words, and two for what has ended.",
  values: {
    READY: { description: "CRIU works with it." },
    IN_PROGRESS: { description: "Being worked on." },
    STALLED: { description: "Begun, and left." },
    NOT_STARTED: { description: "Nobody has begun." },
    REMOVED: { description: "Support was there and was taken out." },
    DISCONTINUED: { description: "The software itself has ended." },
  } satisfies Record<(typeof integrationStatus.enumValues)[number], object>,
});

/** On its day a source gave an integration this status. */
export const StatusReport: TypeRef = storedObject("StatusReport", "statusReports", {
  description: "On this day a source gave this integration this status.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "StatusReport"),
    integration: one(t, "statusReports", "integration", {
      type: Integration,
      description: "What it is about.",
    }),
    status: column(t, "status", { type: IntegrationStatus, description: "What the source says." }),
    observedOn: column(t, "date", { type: "Date", description: "The day it speaks of." }),
  }),
});

const StatusReportFilter: TypeRef = builder.inputType("StatusReportFilter", {
  description: "Narrows a list of status reports.",
  fields: (t) => ({
    status: t.field({
      type: enumFilter("IntegrationStatus", IntegrationStatus, "status"),
      description: "By status.",
    }),
  }),
});

/** Connections to status reports. */
export const statusReportList = nodeList("StatusReport", StatusReport, {
  what: "status reports",
  filter: StatusReportFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("statusReports", (scope) => [
    choiceCondition(scope, scope.row.column("status"), "integration_status", scope.args.filter?.status),
  ]),
});
