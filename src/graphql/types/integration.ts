import type { integrationKind } from "../../../schema/tables/integration.ts";
import { builder } from "../builder.ts";
import { column, computed, computedObjects, storedObject, type TypeRef } from "../fields.ts";
import {
  choiceCondition,
  enumFilter,
  meetsChoice,
  SlugFilter,
  TextFilter,
  textCondition,
} from "../filters.ts";
import { connection, type DescribedOrder, nodeList } from "../lists.ts";
import { relation } from "../read/row.ts";
import { lookUp, rootList } from "../roots.ts";
import { adoptionList } from "./adoption.ts";
import { blockerList } from "./blocker.ts";
import { blockerReviewList } from "./blocker-review.ts";
import { blockingFeatures } from "./blocking.ts";
import { CapabilityStanding } from "./capability.ts";
import { capabilityReportList } from "./capability-report.ts";
import { contributionList } from "./contribution.ts";
import { dependencyList } from "./dependency.ts";
import { holdsAny, nameOrders } from "./known.ts";
import { NamedNode, Node } from "./node.ts";
import { nodeFields } from "./node-fields.ts";
import { Readiness, readinessOf, Verdict } from "./readiness.ts";
import { releaseList } from "./release.ts";
import { remedyList } from "./remedy.ts";
import { blockedSince } from "./since.ts";
import { IntegrationStatus, statusReportList } from "./status-report.ts";

export const IntegrationKind = builder.enumType("IntegrationKind", {
  description: "What sort of software an integration is.",
  values: {
    CONTAINER_ENGINE: { description: "Builds and runs containers for people, as Docker does." },
    CONTAINER_RUNTIME: { description: "Runs one container, as LXC or runc does." },
    DESKTOP_COMPOSITOR: { description: "Draws the windows of a desktop." },
    FILE_UTILITY: { description: "Looks at files, CRIU's images among them." },
    HPC_SCHEDULER: { description: "Runs jobs on a cluster." },
    INIT_SYSTEM: { description: "Starts and keeps the services of a machine." },
    LANGUAGE_RUNTIME: { description: "Runs programs of a language." },
    MPI: { description: "Passes messages between the parts of a parallel program." },
    OPERATING_SYSTEM: { description: "A whole operating system." },
    ORCHESTRATOR: { description: "Places containers on many machines." },
    SHELL: { description: "A command line." },
    TERMINAL_MULTIPLEXER: { description: "Keeps terminals alive, as screen and tmux do." },
    TOOLING: { description: "Libraries and tools around CRIU." },
  } satisfies Record<(typeof integrationKind.enumValues)[number], object>,
});

/** Software that integrates CRIU, or might. */
export const Integration: TypeRef = storedObject("Integration", "integrations", {
  description: "Software that integrates CRIU, or might.",
  interfaces: [Node, NamedNode],
  fields: (t) => ({
    ...nodeFields(t, "Integration"),
    name: column(t, "name", { type: "String", description: "Its name as its makers write it." }),
    aliases: column(t, "aliases", { type: ["String"], description: "Other names; at most 20." }),
    kind: column(t, "kind", { type: IntegrationKind, description: "What sort of software it is." }),
    description: column(t, "description", {
      type: "String",
      nullable: true,
      description: "What it is; null: its name says it.",
    }),
    repository: column(t, "repository", {
      type: "String",
      nullable: true,
      description: "Where its code is; null: unknown.",
    }),
    homepage: column(t, "homepage", {
      type: "String",
      nullable: true,
      description: "Its page; null: unknown or none.",
    }),
    status: computed(
      t,
      {
        type: IntegrationStatus,
        nullable: true,
        description:
          "Its status by the latest report that is not a mere repetition; null: no report holds from this viewpoint.",
      },
      (row, { analysis }) => analysis.statusOf(row.id),
    ),
    readiness: computedObjects(
      t,
      { type: Readiness, description: "Whether CRIU works with it, and what that rests on." },
      (row, question) => readinessOf(row.id, question),
    ),
    capabilities: computedObjects(
      t,
      {
        type: [CapabilityStanding],
        description:
          "What it can and cannot do with CRIU: each capability with a report or a blocker from this viewpoint; at most 30.",
      },
      (row, { analysis }) => analysis.capabilitiesOf(row.id) as never,
    ),
    blockedSince: blockedSince(t),
    blockers: connection(t, blockerList, {
      description: "What stands or stood in its way: the blockers known from this viewpoint, lifted or not.",
      on: relation("integrations", "blockers").on,
    }),
    blockingFeatures: blockingFeatures(t),
    statusHistory: connection(t, statusReportList, {
      description: "Every report of its status, the repetitions too.",
      on: relation("integrations", "statusReports").on,
    }),
    capabilityHistory: connection(t, capabilityReportList, {
      description: "Every report of one of its capabilities.",
      on: (integration, report) =>
        `${report.alias}.capability_id in (select id from capabilities where integration_id = ${integration.alias}.id)`,
    }),
    blockerReviews: connection(t, blockerReviewList, {
      description: "When somebody listed what stands in its way.",
      on: relation("integrations", "blockerReviews").on,
    }),
    adoptions: connection(t, adoptionList, {
      description: "Features it uses.",
      on: relation("integrations", "adoptions").on,
    }),
    dependencies: connection(t, dependencyList, {
      description: "How it stands to other integrations.",
      on: relation("integrations", "dependencies").on,
    }),
    dependents: connection(t, dependencyList, {
      description: "How other integrations stand to it.",
      on: relation("integrations", "dependents").on,
    }),
    contributions: connection(t, contributionList, {
      description: "Who did, proposed or promised what for it.",
      on: relation("integrations", "contributions").on,
    }),
    releases: connection(t, releaseList, {
      description: "Its versions known here.",
      on: relation("integrations", "releases").on,
    }),
    neededBy: connection(t, remedyList, {
      description: "Remedies, of other integrations' blockers, that need this one to be ready.",
      on: (integration, remedy) =>
        `${remedy.alias}.id in (select remedy_id from needs where integration_id = ${integration.alias}.id)`,
    }),
  }),
});

const IntegrationFilter: TypeRef = builder.inputType("IntegrationFilter", {
  description: "Narrows a list of integrations; all that is given must hold, seen from the list's own `at`.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    name: t.field({ type: TextFilter, description: "By name." }),
    kind: t.field({
      type: enumFilter("IntegrationKind", IntegrationKind, "kind of software"),
      description: "By kind.",
    }),
    status: t.field({
      type: enumFilter("IntegrationStatus", IntegrationStatus, "status"),
      description: "By status.",
    }),
    verdict: t.field({ type: enumFilter("Verdict", Verdict, "verdict"), description: "By verdict." }),
    oneStepFromUnblocked: t.boolean({
      description:
        "True: those with an unlifted blocker that the cheapest unblock plan, of a single step, would free. False: the others. Null: all.",
    }),
  }),
});

const integrationOrders: Readonly<Record<string, DescribedOrder>> = {
  ...nameOrders,
  KIND: {
    description: "The kind, by its name.",
    type: "text",
    sql: ({ row }) => `${row.column("kind")}::text`,
  },
  BLOCKERS: {
    description: "How many unlifted blockers it has.",
    type: "int",
    rank: ({ analysis }) => analysis.unliftedBlockerCounts(),
  },
};

/** Connections to integrations. */
export const integrationList = nodeList("Integration", Integration, {
  what: "integrations",
  filter: IntegrationFilter,
  orders: integrationOrders,
  rows: {
    table: "integrations",
    isFact: false,
    where: (scope) => {
      const { row, args } = scope;
      return [
        choiceCondition(scope, row.column("slug"), "text", args.filter?.slug),
        textCondition(scope, row.column("name"), args.filter?.name),
        choiceCondition(scope, row.column("kind"), "integration_kind", args.filter?.kind),
      ];
    },
    defaultOrder: [{ field: "NAME", direction: "ASC" }],
    unique: (row) => row.column("slug"),
  },
  restrict: {
    applies: ({ filter }) =>
      filter?.status != null || filter?.verdict != null || filter?.oneStepFromUnblocked != null,
    ids: ({ args: { filter }, analysis }) =>
      analysis
        .integrationIds()
        .filter(
          (id) =>
            meetsChoice(analysis.statusOf(id), filter.status) &&
            meetsChoice(analysis.verdictOf(id), filter.verdict) &&
            (filter.oneStepFromUnblocked == null ||
              analysis.isOneStepFromUnblocked(id) === filter.oneStepFromUnblocked),
        ),
  },
});

/** SQL of "the integration has a status from the field's viewpoint". */
const integrationHasStatus = holdsAny([["statusReports", "integration_id"]], "integrations");

builder.queryFields((t) => ({
  integration: lookUp(t, Integration, "INTEGRATION", "The integration with this slug; null: there is none."),
  integrations: rootList(
    t,
    integrationList,
    "Integrations with a status from this viewpoint.",
    integrationHasStatus,
  ),
}));
