import type { blockerKind } from "../../../schema/tables/blocker.ts";
import { builder } from "../builder.ts";
import { column, computed, one, readField, storedObject, type TypeRef } from "../fields.ts";
import {
  BooleanFilter,
  choiceCondition,
  enumFilter,
  meetsChoice,
  SlugFilter,
  TextFilter,
  textCondition,
} from "../filters.ts";
import { connection, nodeList } from "../lists.ts";
import { relation } from "../read/row.ts";
import { lookUp, rootList } from "../roots.ts";
import { BlockerState, blockerReportList } from "./blocker-report.ts";
import { Capability } from "./capability.ts";
import { contributionList } from "./contribution.ts";
import { Fact, factRows } from "./fact.ts";
import { Integration } from "./integration.ts";
import { Work } from "./need.ts";
import { NamedNode, Node } from "./node.ts";
import { nodeFields } from "./node-fields.ts";
import { Remedy, remedyList } from "./remedy.ts";
import { unliftedSince } from "./since.ts";

export const BlockerKind = builder.enumType("BlockerKind", {
  description: "What sort of reason a blocker is.",
  values: {
    MISSING_FEATURE: { description: "CRIU or the kernel cannot do something yet." },
    NOT_INTEGRATED: { description: "CRIU can; the integration does not use it yet." },
    KERNEL: { description: "The kernel is in the way." },
    POLICY: { description: "Its makers do not want it." },
    DEFECT: { description: "Something is broken." },
    SECURITY: { description: "It would not be safe." },
    LIMITATION: { description: "It works, within bounds." },
  } satisfies Record<(typeof blockerKind.enumValues)[number], object>,
});

/** One reason why an integration is not there yet. */
export const Blocker: TypeRef = storedObject("Blocker", "blockers", {
  description:
    "One reason why one integration, or one capability of it, is not there yet. That it exists is itself a fact, with sources.",
  isFact: true,
  interfaces: [Node, NamedNode, Fact],
  fields: (t) => ({
    ...nodeFields(t, "Blocker"),
    title: column(t, "title", { type: "String", description: "The reason, in a line." }),
    kind: column(t, "kind", { type: BlockerKind, description: "What sort of reason it is." }),
    date: column(t, "date", {
      type: "Date",
      nullable: true,
      description: "Since when it stands in the way; null: not recorded.",
    }),
    integration: one(t, "blockers", "integration", { type: Integration, description: "Whose way it is in." }),
    capability: one(t, "blockers", "capability", {
      type: Capability,
      nullable: true,
      description: "The capability it concerns; null: the whole integration.",
    }),
    state: computed(
      t,
      {
        type: BlockerState,
        nullable: true,
        description:
          "By the latest report of the whole blocker that is not a mere repetition, OPEN without one; null: the blocker is not known from this viewpoint.",
      },
      (row, { analysis }) => analysis.blockerState(row.id),
    ),
    lifted: computed(
      t,
      {
        type: "Boolean",
        nullable: true,
        description:
          "Whether it no longer stands in the way: RESOLVED, or OPEN with a remedy that holds. WONT_FIX is never lifted. Null: the blocker is not known from this viewpoint.",
      },
      (row, { analysis }) => (analysis.blockerState(row.id) === null ? null : analysis.isLifted(row.id)),
    ),
    unliftedSince: unliftedSince(t),
    remedies: readField(
      t,
      {
        type: [Remedy],
        description: "Ways to lift it: any one suffices; at most 10.",
        args: {
          at: t.arg({
            type: "ViewpointInput" as never,
            description: "From which viewpoint; the present day and all sources when absent.",
          }) as never,
        },
      },
      {
        kind: "list",
        rows: {
          ...remedyList.rows,
          on: relation("blockers", "remedies").on,
          defaultOrder: [{ field: "SLUG", direction: "ASC" }],
        },
        limit: () => 10,
      },
    ),
    works: readField(
      t,
      { type: [Work], description: "The work its remedies wait for or reports speak of; at most 100." },
      {
        kind: "list",
        rows: {
          table: "works",
          isFact: false,
          on: relation("blockers", "works").on,
          orders: { SLUG: { type: "text", sql: ({ row }) => row.column("slug") } },
          defaultOrder: [{ field: "SLUG", direction: "ASC" }],
          unique: (row) => row.column("slug"),
        },
        limit: () => 100,
      },
    ),
    reports: connection(t, blockerReportList, {
      description: "What was said of how it stands.",
      on: relation("blockers", "blockerReports").on,
    }),
    contributions: connection(t, contributionList, {
      description: "Who did, proposed or promised what about it.",
      on: relation("blockers", "contributions").on,
    }),
    neededBy: connection(t, remedyList, {
      description: "Remedies of other blockers that need this one lifted.",
      on: (blocker, remedy) =>
        `${remedy.alias}.id in (select remedy_id from needs where blocker_id = ${blocker.alias}.id)`,
    }),
  }),
});

const BlockerFilter: TypeRef = builder.inputType("BlockerFilter", {
  description: "Narrows a list of blockers; all that is given must hold, seen from the list's own `at`.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    title: t.field({ type: TextFilter, description: "By title." }),
    kind: t.field({
      type: enumFilter("BlockerKind", BlockerKind, "kind of reason"),
      description: "By kind.",
    }),
    integration: t.field({ type: SlugFilter, description: "By slug of the integration." }),
    state: t.field({ type: enumFilter("BlockerState", BlockerState, "state"), description: "By state." }),
    lifted: t.field({ type: BooleanFilter, description: "By whether it is lifted." }),
  }),
});

/** Connections to blockers. */
export const blockerList = nodeList("Blocker", Blocker, {
  what: "blockers",
  filter: BlockerFilter,
  orders: {
    SLUG: { type: "text", description: "The slug, by code point.", sql: ({ row }) => row.column("slug") },
    TITLE: {
      type: "text",
      description: "The title, without regard to case.",
      sql: ({ row }) => `(lower(${row.column("title")}) collate "C")`,
    },
    DATE: {
      type: "date",
      description: "The first day it is known from.",
      sql: ({ row }) => row.column("holdsFrom"),
    },
  },
  rows: {
    ...factRows("blockers", (scope) => [
      choiceCondition(scope, scope.row.column("slug"), "text", scope.args.filter?.slug),
      textCondition(scope, scope.row.column("title"), scope.args.filter?.title),
      choiceCondition(scope, scope.row.column("kind"), "blocker_kind", scope.args.filter?.kind),
      choiceCondition(
        scope,
        `(select slug from integrations where id = ${scope.row.alias}.integration_id)`,
        "text",
        scope.args.filter?.integration,
      ),
    ]),
    defaultOrder: [{ field: "SLUG", direction: "ASC" }],
  },
  restrict: {
    applies: (args) => args.filter?.state != null || args.filter?.lifted != null,
    ids: ({ args: { filter }, analysis }, parents) =>
      (parents?.table === "integrations"
        ? parents.ids.flatMap((id) => analysis.blockersOf(id))
        : analysis.blockerIds()
      ).filter(
        (id) =>
          meetsChoice(analysis.blockerState(id), filter.state) &&
          meetsChoice(analysis.isLifted(id), filter.lifted),
      ),
  },
});

builder.queryFields((t) => ({
  blocker: lookUp(t, Blocker, "BLOCKER", "The blocker with this slug; null: there is none."),
  blockers: rootList(t, blockerList, "Blockers known from this viewpoint, lifted or not."),
}));
