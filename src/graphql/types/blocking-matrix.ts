import type { GraphQLResolveInfo } from "graphql";
import type { Blocking } from "../../analysis/blocking/blocking.ts";
import { buildMatrix } from "../../analysis/matrix.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { atArgument, computedObject, property, type Ref, readField } from "../fields.ts";
import type { Arguments, Computation, RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { readRoot } from "../roots.ts";
import { BlockingReason, Necessity } from "./blocking.ts";
import { Feature } from "./feature.ts";
import { Integration } from "./integration.ts";

const feature = (t: Fields): Ref =>
  readField(
    t,
    { type: Feature, description: "The feature that blocks." },
    { kind: "references", columns: [], compute: ({ featureId: id }) => ({ type: "Feature", id }) },
  );
const integration = (t: Fields): Ref =>
  readField(
    t,
    { type: Integration, description: "The integration that is blocked." },
    { kind: "references", columns: [], compute: ({ integrationId: id }) => ({ type: "Integration", id }) },
  );

const BlockingCell = computedObject("BlockingCell", "One feature that blocks one integration.", (t) => ({
  feature: feature(t),
  integration: integration(t),
  depth: property(t, "depth", {
    type: "Int",
    description: "Blockers on the shortest walk from the integration to the feature.",
  }),
  reason: property(t, "reason", { type: BlockingReason, description: "Why it blocks." }),
  necessity: property(t, "necessity", { type: Necessity, description: "Whether there is a way around." }),
}));

const BlockingMatrix = computedObject(
  "BlockingMatrix",
  "Features by integrations: who blocks whom, from one viewpoint.",
  (t) => ({
    features: readField(
      t,
      {
        type: [Feature],
        description:
          "The rows, at most 100: the features that block the most integrations first, then by slug.",
      },
      {
        kind: "references",
        columns: [],
        compute: (matrix) => matrix.featureIds.map((id: number) => ({ type: "Feature", id })),
      },
    ),
    integrations: readField(
      t,
      {
        type: [Integration],
        description:
          "The columns, at most 100: the integrations most of these features block first, then by slug.",
      },
      {
        kind: "references",
        columns: [],
        compute: (matrix) => matrix.integrationIds.map((id: number) => ({ type: "Integration", id })),
      },
    ),
    cells: readField(
      t,
      { type: [BlockingCell], description: "Every pair of a row and a column that blocks, at most 10,000." },
      { kind: "objects", columns: [], compute: (matrix) => matrix.cells.map(cellObject) },
    ),
    truncated: property(t, "truncated", {
      type: "Boolean",
      description:
        "Whether rows or columns were left out: more than `first` features block, or they block more than `first` integrations.",
    }),
  }),
);

builder.queryField("blockingMatrix", (t) =>
  t.field({
    type: BlockingMatrix,
    description: "Features by integrations, most blocking first, every blocked pair a cell.",
    args: {
      at: atArgument(t as unknown as Fields),
      first: t.arg.int({
        defaultValue: 50,
        description: "At most so many features and so many integrations, 1 to 100.",
      }),
      includeEnded: t.arg.boolean({
        defaultValue: false,
        description: "Whether integrations that have ended (REMOVED, DISCONTINUED) are columns too.",
      }),
    },
    resolve: (_root: object, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) =>
        reader.computed(info, { kind: "objects", columns: [], compute: readMatrix }),
      ),
  } as never),
);

function readMatrix(_root: RowObject, { args, analysis }: Computation): RowObject {
  const first = readFirst("blockingMatrix", args.first);
  return { ...buildMatrix(analysis, { first, includeEnded: args.includeEnded ?? false }) };
}

/** A cell with what is worked out only when asked for. */
function cellObject(blocking: Blocking): RowObject {
  const { featureId, integrationId, depth, reason } = blocking;
  return {
    featureId,
    integrationId,
    depth,
    reason,
    get necessity() {
      return blocking.necessity;
    },
  };
}
