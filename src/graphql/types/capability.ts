import type { capabilityState } from "../../../schema/tables/capability-report.ts";
import { builder } from "../builder.ts";
import { column, computedObject, one, property, readField, storedObject, type TypeRef } from "../fields.ts";
import { connection } from "../lists.ts";
import { relation } from "../read/row.ts";
import { blockerList } from "./blocker.ts";
import { capabilityReportList } from "./capability-report.ts";
import { Integration } from "./integration.ts";
import { remedyList } from "./remedy.ts";

export const CapabilityState = builder.enumType("CapabilityState", {
  description: "How well a capability works.",
  values: {
    WORKS: { description: "It works." },
    PARTIAL: { description: "It works in part." },
    MISSING: { description: "It does not work." },
  } satisfies Record<(typeof capabilityState.enumValues)[number], object>,
});

/** One thing an integration can or cannot do with CRIU. */
export const Capability: TypeRef = storedObject("Capability", "capabilities", {
  description: "One thing an integration can or cannot do with CRIU, such as `live-migration`.",
  fields: (t) => ({
    slug: column(t, "slug", { type: "String", description: "Unique in its integration." }),
    name: column(t, "name", { type: "String", description: "What it is called." }),
    reports: connection(t, capabilityReportList, {
      description: "What was said of how well it works.",
      on: relation("capabilities", "capabilityReports").on,
    }),
    blockers: connection(t, blockerList, {
      description: "The blockers of it known from this viewpoint, lifted or not.",
      on: relation("capabilities", "blockers").on,
    }),
    neededBy: connection(t, remedyList, {
      description: "Remedies, of other integrations' blockers, that need it to be free.",
      on: (capability, remedy) =>
        `${remedy.alias}.id in (select remedy_id from needs where capability_id = ${capability.alias}.id)`,
    }),
    integration: one(t, "capabilities", "integration", {
      type: Integration,
      description: "Whose capability it is.",
    }),
  }),
});

/** A capability and how it stands from the viewpoint it was asked for. */
export const CapabilityStanding = computedObject(
  "CapabilityStanding",
  "A capability and how well it works, from the viewpoint it was asked for.",
  (t) => ({
    capability: readField(
      t,
      { type: Capability, description: "The capability itself, with its reports and blockers." },
      { kind: "references", columns: [], compute: ({ capabilityId: id }) => ({ type: "Capability", id }) },
    ),
    slug: property(t, "slug", { type: "String", description: "Unique in its integration." }),
    name: property(t, "name", { type: "String", description: "What it is called." }),
    state: property(t, "state", {
      type: CapabilityState,
      nullable: true,
      description: "By the latest report that is not a mere repetition; null: only a blocker speaks of it.",
    }),
  }),
);
