import type { NeedRow } from "../../analysis/projection/facts-in-view.ts";
import { builder, type Fields } from "../builder.ts";
import { column, computed, one, type Ref, readField, storedObject, type TypeRef } from "../fields.ts";
import { connection } from "../lists.ts";
import type { Branch, RowObject } from "../read/field-read.ts";
import type { Row } from "../read/row.ts";
import { Blocker } from "./blocker.ts";
import { blockerReportList } from "./blocker-report.ts";
import { Capability } from "./capability.ts";
import { Feature } from "./feature.ts";
import { Integration } from "./integration.ts";
import { remedyList } from "./remedy.ts";

const sameRow = (kind: string) => (row: Row) => `${row.alias}.kind = '${kind}'`;

/** The four types of needs, told apart by the kind of their row. */
export const needBranches: readonly Branch[] = [
  { type: "FeatureNeed", when: sameRow("FEATURE") },
  { type: "BlockerNeed", when: sameRow("BLOCKER") },
  { type: "IntegrationNeed", when: sameRow("INTEGRATION") },
  { type: "WorkNeed", when: sameRow("WORK") },
];

const holds = (t: Fields): Ref =>
  computed(
    t,
    {
      type: "Boolean",
      nullable: true,
      columns: ["remedyId", "kind", "featureId", "blockerId", "integrationId", "capabilityId", "work"],
      description: "Whether it holds; null: its remedy is not known from this viewpoint.",
    },
    (row, { analysis }) =>
      analysis.remedyHolds(row.remedyId) === null ? null : analysis.needHolds(row as NeedRow),
  );

const FeatureNeed: TypeRef = storedObject("FeatureNeed", "needs", {
  description: "Needs a feature: usable, and adopted by the integration the blocker belongs to.",
  fields: (t) => ({
    feature: one(t, "needs", "feature", { type: Feature, description: "The feature." }),
    adopted: computed(
      t,
      {
        type: "Boolean",
        columns: ["adopterId", "featureId"],
        description: "Whether the integration the blocker belongs to uses it.",
      },
      (row, { analysis }) => analysis.isAdopted(row.adopterId, row.featureId),
    ),
    holds: holds(t),
  }),
});

const BlockerNeed: TypeRef = storedObject("BlockerNeed", "needs", {
  description: "Needs another blocker lifted.",
  fields: (t) => ({
    blocker: one(t, "needs", "blocker", { type: Blocker, description: "The other blocker." }),
    holds: holds(t),
  }),
});

const IntegrationNeed: TypeRef = storedObject("IntegrationNeed", "needs", {
  description:
    "Needs another integration's status to be READY and, if a capability is named, no unlifted blocker of that capability.",
  fields: (t) => ({
    integration: one(t, "needs", "integration", { type: Integration, description: "The other integration." }),
    capability: one(t, "needs", "capability", {
      type: Capability,
      nullable: true,
      description: "The capability that has to be free; null: the status alone counts.",
    }),
    holds: holds(t),
  }),
});

const WorkNeed: TypeRef = storedObject("WorkNeed", "needs", {
  description: "Needs work done, in plain words; done while the latest report naming it says RESOLVED.",
  fields: (t) => ({
    slug: readField(
      t,
      { type: "String", description: "Unique in its blocker; reports name the work by it." },
      { kind: "expression", sql: ({ row }) => `(select slug from works where id = ${row.alias}.work_id)` },
    ),
    description: readField(
      t,
      { type: "String", description: "What is to be done." },
      {
        kind: "expression",
        sql: ({ row }) => `(select description from works where id = ${row.alias}.work_id)`,
      },
    ),
    work: one(t, "needs", "work", { type: Work, description: "The work itself, with its reports." }),
    holds: holds(t),
  }),
});

/** Work a blocker waits for. */
export const Work: TypeRef = storedObject("Work", "works", {
  description: "Work in plain words that a remedy of a blocker waits for.",
  fields: (t) => ({
    slug: column(t, "slug", { type: "String", description: "Unique in its blocker." }),
    description: column(t, "description", { type: "String", description: "What is to be done." }),
    reports: connection(t, blockerReportList, {
      description: "What was said of how it stands.",
      on: (work, report) => `${report.alias}.work_id = ${work.alias}.id`,
    }),
    neededBy: connection(t, remedyList, {
      description: "Remedies that wait for it.",
      on: (work, remedy) =>
        `${remedy.alias}.id in (select remedy_id from needs where work_id = ${work.alias}.id)`,
    }),
    blocker: one(t, "works", "blocker", { type: Blocker, description: "Whose remedy waits for it." }),
  }),
});

export const Need = builder.unionType("Need", {
  description: "One thing a remedy needs.",
  types: [FeatureNeed, BlockerNeed, IntegrationNeed, WorkNeed],
  resolveType: (row: RowObject) => row.__typename,
});
