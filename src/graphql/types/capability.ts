import type { capabilityState } from "../../../schema/tables/capability-report.ts";
import { builder } from "../builder.ts";
import {
  column,
  computedObject,
  one,
  property,
  type Ref,
  readField,
  storedObject,
  type TypeRef,
} from "../fields.ts";
import { globalId } from "../global-id.ts";
import { connection } from "../lists.ts";
import type { RowObject } from "../read/field-read.ts";
import { relation } from "../read/row.ts";
import { blockerList } from "./blocker.ts";
import { capabilityReportList } from "./capability-report.ts";
import { changesOf } from "./change.ts";
import { Integration } from "./integration.ts";
import { Node } from "./node.ts";
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
  interfaces: [Node],
  fields: (t) => ({
    id: t.field({
      type: "ID",
      description: "Its global id, made of the first slug of its integration and its own slug.",
      extensions: { read: { kind: "columns", columns: ["firstSlug"] } },
      resolve: (row: RowObject) => globalId("Capability", row.firstSlug),
    } as never) as unknown as Ref,
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
    recordVersion: column(t, "version", {
      type: "Int",
      description: "Grows with every write of it, for `expectedVersion` of mutations.",
    }),
    changes: changesOf(
      t,
      "How it came to be as it is: its own changes, the oldest first.",
      (capability, change) =>
        `${change.alias}.noun = 'capability' and ${change.alias}.slug = ${capability.column("firstSlug")}`,
    ),
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
