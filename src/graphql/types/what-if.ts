import type { GraphQLResolveInfo } from "graphql";
import type { Analysis } from "../../analysis/analysis.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { atArgument, computedObject, firstArgument, property, type Ref, readField } from "../fields.ts";
import { meetsChoice, SlugFilter } from "../filters.ts";
import { connectionType, listArguments, orderInput } from "../lists.ts";
import { checkAssumptions } from "../read/budget.ts";
import type { Arguments, MemberEdge, Question, RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { readRoot } from "../roots.ts";
import { AssumptionsInput } from "./assumptions.ts";
import { Blocker } from "./blocker.ts";
import { Integration, integrationList } from "./integration.ts";

const bySlug = { type: "text", description: "The slug of the integration, by code point." };
const byRemaining = { type: "int", description: "How many of its blockers remain." };
const defaultOrder = [{ field: "SLUG", direction: "ASC" }] as const;

const WhatIfFilter = builder.inputType("WhatIfFilter", {
  description: "Narrows the integrations that assumptions touch or change.",
  fields: (t) => ({ slug: t.field({ type: SlugFilter, description: "By slug of the integration." }) }),
});

const StillBlocked = computedObject(
  "StillBlocked",
  "An integration that assumptions touch, and do not free.",
  (t) => ({
    integration: readField(
      t,
      { type: Integration, description: "The integration." },
      { kind: "references", columns: [], compute: ({ integrationId: id }) => ({ type: "Integration", id }) },
    ),
    remaining: readField(
      t,
      {
        type: [Blocker],
        description: "Its blockers that are unlifted under the assumptions, by slug.",
        args: firstArgument(t, 20),
      },
      {
        kind: "references",
        columns: [],
        compute: ({ remaining }, { args }) =>
          remaining
            .slice(0, readFirst("StillBlocked.remaining", args.first))
            .map((id: number) => ({ type: "Blocker", id })),
      },
    ),
    remainingCount: property(t, "remainingCount", {
      type: "Int",
      description: "How many blockers remain in all.",
    }),
  }),
);

const changed = {
  type: integrationList.connection,
  orders: { SLUG: bySlug },
  orderBy: orderInput("WhatIf", { SLUG: bySlug }),
  areNodes: false,
};
const unchanged = {
  type: connectionType("StillBlocked", StillBlocked, "integrations that stay blocked"),
  orders: { SLUG: bySlug, REMAINING: byRemaining },
  orderBy: orderInput("StillBlocked", { SLUG: bySlug, REMAINING: byRemaining }),
  areNodes: true,
};

/** A connection to edges that `compare` made, under this name. */
function listOf(t: Fields, name: string, list: typeof changed | typeof unchanged, description: string): Ref {
  const { type, orders, orderBy, areNodes } = list;
  const args = listArguments(t, { orderBy, filter: WhatIfFilter, defaultOrder }, false);
  return readField(
    t,
    { type, description, args },
    {
      kind: "members",
      columns: [],
      areNodes,
      orders,
      defaultOrder,
      // Paging writes cursors into edges; another selection may page through them in another order.
      compute: (whatIf, { args: { filter } }) =>
        whatIf[name]
          .filter(({ slug }: MemberEdge) => meetsChoice(slug, filter?.slug))
          .map((edge: MemberEdge) => ({ ...edge })),
    },
  );
}

const WhatIf = computedObject(
  "WhatIf",
  "What assumptions change for integrations, by a comparison of one viewpoint without and with them.",
  (t) => ({
    unblocked: listOf(
      t,
      "unblocked",
      changed,
      "Integrations with an unlifted blocker before and none under the assumptions.",
    ),
    stillBlocked: listOf(
      t,
      "stillBlocked",
      unchanged,
      "Integrations that keep an unlifted blocker though an assumption touches them: it names them, or a feature, work, blocker or integration behind one of their unlifted blockers.",
    ),
    newlyBlocked: listOf(
      t,
      "newlyBlocked",
      changed,
      "Integrations without an unlifted blocker before and with one under the assumptions: what a withdrawal can do.",
    ),
  }),
);

builder.queryField("whatIf", (t) =>
  t.field({
    type: WhatIf,
    description: "Suppose these things were so: who becomes unblocked, and who does not? Nothing is written.",
    args: {
      assume: t.arg({
        type: AssumptionsInput,
        required: true,
        description:
          "What is supposed to be so, or not, beside what the viewpoint assumes itself; it may withdraw that.",
      }),
      at: atArgument(t as unknown as Fields),
      includeEnded: t.arg.boolean({
        defaultValue: false,
        description:
          "Whether integrations count that have ended (REMOVED, DISCONTINUED) under the assumptions.",
      }),
    },
    resolve: (_root: object, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) =>
        reader.computed(info, {
          kind: "objects",
          columns: [],
          compute: (_none, question) => compare(context, question),
        }),
      ),
  } as never),
);

async function compare({ graph }: Context, { args, analysis }: Question): Promise<RowObject> {
  const { assume } = args;
  checkAssumptions("whatIf: assume", assume);
  const options = { includeEnded: args.includeEnded ?? false };
  const whatIf = await graph.withRedirects(assume, (redirects) =>
    analysis.whatIf(assume, options, redirects),
  );
  const change = (id: number) => makeEdge(analysis, id, { ref: { type: "Integration", id } });
  return {
    unblocked: whatIf.unblocked.map(change),
    stillBlocked: whatIf.stillBlocked.map(({ integrationId, remaining }) =>
      makeEdge(analysis, integrationId, { integrationId, remaining, remainingCount: remaining.length }),
    ),
    newlyBlocked: whatIf.newlyBlocked.map(change),
  };
}

function makeEdge(analysis: Analysis, integrationId: number, rest: RowObject): MemberEdge {
  const slug = analysis.slugOf("Integration", integrationId);
  return { ...rest, slug, sortKeys: { SLUG: slug, REMAINING: rest.remainingCount ?? 0 } };
}
