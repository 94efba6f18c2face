import type { Blocking } from "../../analysis/blocking/blocking.ts";
import type { ExplanationEdge } from "../../analysis/blocking/explanation.ts";
import type { GraphEdge } from "../../analysis/edges/graph-edges.ts";
import { builder, type Fields } from "../builder.ts";
import { computedObject, property, type Ref, readField, type TypeRef } from "../fields.ts";
import { BooleanFilter, enumFilter, meetsChoice } from "../filters.ts";
import { connectionType, listArguments, orderInput } from "../lists.ts";
import type { Computation, MemberEdge, OrderBy, RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { Integration } from "./integration.ts";
import { NamedNode } from "./node.ts";
import { Source } from "./source.ts";

export const Necessity = builder.enumType("Necessity", {
  description: "Whether there is a way around a blocking feature.",
  values: {
    NECESSARY: { description: "Some blocker cannot be lifted without it, whatever else is done." },
    ALTERNATIVE: { description: "Everything it stands behind could be lifted in another way." },
  },
});

export const BlockingReason = builder.enumType("BlockingReason", {
  description: "Why a feature blocks.",
  values: {
    MISSING: { description: "No release has it." },
    NOT_ADOPTED: { description: "It is available, but the `adopter` does not use it." },
  },
});

export const EdgeKind = builder.enumType("EdgeKind", {
  description: "The kinds of edges of the graph, in the direction they are read.",
  values: {
    BLOCKED_BY: { description: "Integration to Blocker." },
    NEEDS: { description: "Blocker to Feature, Blocker or Integration, through a remedy." },
    REQUIRES: { description: "Feature to Feature." },
    ADOPTS: { description: "Integration to Feature." },
    DEPENDS_ON: { description: "Integration to Integration it calls or links." },
    PART_OF: { description: "Integration to the Integration it is a part of." },
    RELATED_TO: { description: "Integration to Integration, in any other way." },
    CONTRIBUTED_TO: { description: "Contributor to Integration, Feature or Blocker." },
    RELEASED_IN: { description: "Feature to Release." },
  },
});

/** One edge of the graph. */
export const Edge: TypeRef = computedObject(
  "Edge",
  "One edge of the graph, in its own direction, with who says so.",
  (t) => ({
    kind: property(t, "kind", { type: EdgeKind, description: "What sort of edge it is." }),
    from: readField(
      t,
      { type: NamedNode, description: "Where it starts." },
      { kind: "references", columns: [], compute: (edge) => edge.from },
    ),
    to: readField(
      t,
      { type: NamedNode, description: "Where it ends." },
      { kind: "references", columns: [], compute: (edge) => edge.to },
    ),
    sources: readField(
      t,
      {
        type: [Source],
        description:
          "The sources of all facts that make the edge from this viewpoint, the earliest first; none: it is only assumed.",
        args: { first: t.arg.int({ defaultValue: 5, description: "At most so many, 1 to 100." }) as never },
      },
      {
        kind: "factSources",
        columns: [],
        facts: (edge) => edge.factIds,
        limit: (args) => readFirst("Edge.sources", args.first),
      },
    ),
  }),
);

/** What both ends of "F blocks I" say about it, beside the other end. */
function blockingFields(t: Fields): Record<string, Ref> {
  return {
    depth: property(t, "depth", {
      type: "Int",
      description:
        "Blockers on the shortest walk from the integration to the feature; 1: a blocker of its own needs it.",
    }),
    reason: property(t, "reason", { type: BlockingReason, description: "Why it blocks." }),
    necessity: property(t, "necessity", { type: Necessity, description: "Whether there is a way around." }),
    adopter: readField(
      t,
      {
        type: Integration,
        description: "The integration of the last blocker on the walk: the one that needs the feature.",
      },
      { kind: "references", columns: [], compute: (edge) => ({ type: "Integration", id: edge.adopterId }) },
    ),
    explanation: readField(
      t,
      {
        type: [Edge],
        description:
          "The proof: the shortest walk, edge by edge. At most `first` edges of it, 16 when absent.",
        args: { first: t.arg.int({ defaultValue: 16, description: "At most so many, 1 to 100." }) as never },
      },
      {
        kind: "objects",
        columns: [],
        compute: (edge, { args }) =>
          edge.explanation.edges.slice(0, readFirst("explanation", args.first)).map(edgeObject),
      },
    ),
  };
}

/** An edge as `Edge` shows it. */
export function edgeObject({ kind, from, to, factIds }: ExplanationEdge | GraphEdge): RowObject {
  return { kind, from, to, factIds };
}

const BlockedIntegrationConnection: TypeRef = connectionType(
  "BlockedIntegration",
  "Integration",
  "integrations a feature blocks",
  blockingFields,
);
const BlockingFeatureConnection: TypeRef = connectionType(
  "BlockingFeature",
  "Feature",
  "features that block an integration",
  blockingFields,
);

const orders = {
  DEPTH: { type: "int", description: "Blockers on the shortest walk." },
  SLUG: { type: "text", description: "The slug of what the list is of, by code point." },
};
const BlockingOrder = orderInput("Blocking", orders);

const BlockingFilter: TypeRef = builder.inputType("BlockingFilter", {
  description: "Narrows what a feature blocks, or what blocks an integration; all that is given must hold.",
  fields: (t) => ({
    necessity: t.field({
      type: enumFilter("Necessity", Necessity, "necessity"),
      description: "By necessity.",
    }),
    reason: t.field({
      type: enumFilter("BlockingReason", BlockingReason, "reason"),
      description: "By reason.",
    }),
    direct: t.field({ type: BooleanFilter, description: "By whether its own blockers need it (depth 1)." }),
  }),
});

const defaultOrder: readonly OrderBy[] = [
  { field: "DEPTH", direction: "ASC" },
  { field: "SLUG", direction: "ASC" },
];

/** `Feature.blockedIntegrations`. */
export function blockedIntegrations(t: Fields): Ref {
  const args = {
    ...listArguments(t, { orderBy: BlockingOrder, filter: BlockingFilter, defaultOrder }),
    includeEnded: t.arg.boolean({
      defaultValue: false,
      description: "Whether integrations that have ended (REMOVED, DISCONTINUED) are listed too.",
    }) as never,
  };
  return readField(
    t,
    {
      type: BlockedIntegrationConnection,
      description: "Which integrations it blocks, how far away, why, and with what proof.",
      args,
    },
    {
      kind: "members",
      columns: ["id"],
      orders,
      defaultOrder,
      compute: (row, { args: { filter, includeEnded }, analysis }) =>
        analysis
          .blockedIntegrations(row.id, { includeEnded: includeEnded ?? false })
          .filter((blocking) => meets(blocking, filter))
          .map((blocking) => memberEdge(blocking, "Integration", blocking.integrationId, analysis)),
    },
  );
}

/** `Integration.blockingFeatures`. */
export function blockingFeatures(t: Fields): Ref {
  return readField(
    t,
    {
      type: BlockingFeatureConnection,
      description: "Which features block it, how far away, why, and with what proof.",
      args: listArguments(t, { orderBy: BlockingOrder, filter: BlockingFilter, defaultOrder }),
    },
    {
      kind: "members",
      columns: ["id"],
      orders,
      defaultOrder,
      compute: (row, { args: { filter }, analysis }) =>
        analysis
          .blockingFeatures(row.id)
          .filter((blocking) => meets(blocking, filter))
          .map((blocking) => memberEdge(blocking, "Feature", blocking.featureId, analysis)),
    },
  );
}

function meets(blocking: Blocking, filter: RowObject | null | undefined): boolean {
  if (!filter) return true;
  return (
    meetsChoice(blocking.reason, filter.reason) &&
    meetsChoice(blocking.depth === 1, filter.direct) &&
    (!filter.necessity || meetsChoice(blocking.necessity, filter.necessity))
  );
}

/** Necessity, adopter and explanation are worked out only for the edges of a page that ask for them. */
function memberEdge(
  blocking: Blocking,
  type: "Integration" | "Feature",
  id: number,
  analysis: Computation["analysis"],
): MemberEdge {
  const slug = analysis.slugOf(type, id);
  return {
    ref: { type, id },
    slug,
    sortKeys: { DEPTH: blocking.depth, SLUG: slug },
    depth: blocking.depth,
    reason: blocking.reason,
    get necessity() {
      return blocking.necessity;
    },
    get adopterId() {
      return blocking.adopterId;
    },
    get explanation() {
      return blocking.explanation;
    },
  };
}
