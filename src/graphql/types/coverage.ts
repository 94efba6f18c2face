import type { GraphQLResolveInfo } from "graphql";
import type { Analysis } from "../../analysis/analysis.ts";
import type { KindCoverage as CountedKind } from "../../analysis/load/load-coverage.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { atArgument, computedObject, property, type TypeRef } from "../fields.ts";
import type { Arguments, Question, RowObject } from "../read/field-read.ts";
import { readRoot } from "../roots.ts";
import { FactKind } from "./fact.ts";

const KindCoverage: TypeRef = computedObject(
  "KindCoverage",
  "How much is known of one kind of fact.",
  (t) => ({
    kind: property(t, "kind", { type: FactKind, description: "The kind." }),
    count: property(t, "count", { type: "Int", description: "Facts of it in view." }),
    recentCount: property(t, "recentCount", {
      type: "Int",
      description: "Those with a source of the viewpoint's that appeared within the year before its day.",
    }),
    recentShare: property(t, "recentShare", {
      type: "Float",
      description: "The share of those, from 0 to 1.",
    }),
    unverifiedCount: property(t, "unverifiedCount", {
      type: "Int",
      description:
        "Those that rest on what somebody says alone: none of the viewpoint's sources of them is a commit or a release note.",
    }),
  }),
);

const Coverage: TypeRef = computedObject(
  "Coverage",
  "What is known from a viewpoint, and what is not, in numbers. Facts are those on record, whatever is assumed; verdicts follow from what is assumed too.",
  (t) => ({
    facts: property(t, "facts", {
      type: [KindCoverage],
      description: "By kind of fact, at most 11; kinds without a fact in view are left out.",
    }),
    factCount: property(t, "factCount", { type: "Int", description: "Facts in view, of all kinds." }),
    recentShare: property(t, "recentShare", {
      type: "Float",
      nullable: true,
      description:
        "The share of facts with a source that appeared within the year before the viewpoint's day, from 0 to 1; null: there is no fact.",
    }),
    unverifiedCount: property(t, "unverifiedCount", {
      type: "Int",
      description: "Facts without a commit or a release note among their sources.",
    }),
    undatedCount: property(t, "undatedCount", {
      type: "Int",
      description:
        "Facts left out because they have no day of their own, and no source of the viewpoint's had told them by its day.",
    }),
    integrationCount: property(t, "integrationCount", {
      type: "Int",
      description: "Integrations with a status.",
    }),
    unexplainedCount: property(t, "unexplainedCount", {
      type: "Int",
      description: "Those of them whose verdict is UNEXPLAINED: what stands in their way is not known.",
    }),
  }),
);

builder.queryField("coverage", (t) =>
  t.field({
    type: Coverage,
    description: "How much is known, how fresh it is, and what is not known.",
    args: { at: atArgument(t as unknown as Fields) },
    resolve: (_root: object, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) =>
        reader.computed(info, { kind: "objects", columns: [], compute: readCoverage }),
      ),
  } as never),
);

async function readCoverage(_root: RowObject, { analysis, inquiry }: Question): Promise<RowObject> {
  const { kinds, undatedCount } = await inquiry.countFacts();
  const sum = (count: (kind: CountedKind) => number) => kinds.reduce((total, kind) => total + count(kind), 0);
  const factCount = sum(({ count }) => count);
  return {
    facts: kinds.map((kind) => ({ ...kind, recentShare: kind.recentCount / kind.count })),
    factCount,
    recentShare: factCount === 0 ? null : sum(({ recentCount }) => recentCount) / factCount,
    unverifiedCount: sum(({ unverifiedCount }) => unverifiedCount),
    undatedCount,
    ...countIntegrations(analysis),
  };
}

function countIntegrations(analysis: Analysis): RowObject {
  const verdicts = analysis.integrationIds().map((id) => analysis.verdictOf(id));
  return {
    integrationCount: verdicts.filter((verdict) => verdict !== null).length,
    unexplainedCount: verdicts.filter((verdict) => verdict === "UNEXPLAINED").length,
  };
}
