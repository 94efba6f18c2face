import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter, SlugFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Capability, CapabilityState } from "./capability.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { Node } from "./node.ts";

/** On its day a source said how well a capability works. */
export const CapabilityReport: TypeRef = storedObject("CapabilityReport", "capabilityReports", {
  description: "On this day a source said how well a capability of an integration works.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "CapabilityReport"),
    capability: one(t, "capabilityReports", "capability", {
      type: Capability,
      description: "What it is about.",
    }),
    state: column(t, "state", { type: CapabilityState, description: "What the source says." }),
    observedOn: column(t, "date", { type: "Date", description: "The day it speaks of." }),
  }),
});

const CapabilityReportFilter: TypeRef = builder.inputType("CapabilityReportFilter", {
  description: "Narrows a list of capability reports; all that is given must hold.",
  fields: (t) => ({
    capability: t.field({ type: SlugFilter, description: "By slug of the capability." }),
    state: t.field({
      type: enumFilter("CapabilityState", CapabilityState, "state"),
      description: "By state.",
    }),
  }),
});

/** Connections to capability reports. */
export const capabilityReportList = nodeList("CapabilityReport", CapabilityReport, {
  what: "capability reports",
  filter: CapabilityReportFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("capabilityReports", (scope) => [
    choiceCondition(
      scope,
      `(select slug from capabilities where id = ${scope.row.alias}.capability_id)`,
      "text",
      scope.args.filter?.capability,
    ),
    choiceCondition(scope, scope.row.column("state"), "capability_state", scope.args.filter?.state),
  ]),
});
