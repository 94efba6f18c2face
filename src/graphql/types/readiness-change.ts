import { keep } from "../../analysis/archive/keep.ts";
import { listChangedFacts, listReadinessChanges } from "../../analysis/reliance/readiness-changes.ts";
import { builder } from "../builder.ts";
import { computedRootList } from "../computed-connection.ts";
import { computedObject, firstArgument, property, readField, type TypeRef } from "../fields.ts";
import { connectionType } from "../lists.ts";
import type { MemberEdge, Question } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { Fact } from "./fact.ts";
import { Integration } from "./integration.ts";
import { Verdict } from "./readiness.ts";

const ReadinessChange: TypeRef = computedObject(
  "ReadinessChange",
  "An integration on which two viewpoints give different verdicts.",
  (t) => ({
    integration: readField(
      t,
      { type: Integration, description: "The integration." },
      { kind: "references", columns: [], compute: ({ integrationId: id }) => ({ type: "Integration", id }) },
    ),
    from: property(t, "from", {
      type: Verdict,
      nullable: true,
      description: "Its verdict in the one viewpoint; null: no status holds there.",
    }),
    to: property(t, "to", {
      type: Verdict,
      nullable: true,
      description: "Its verdict in the other one; null: no status holds there.",
    }),
    facts: readField(
      t,
      {
        type: [Fact],
        description:
          "Through which facts: those that the verdict could rest on in one of the viewpoints, and that are not in view from the other. None where it differs by an assumption alone, or by which of a report's sources counts.",
        args: firstArgument(t, 5),
      },
      {
        kind: "facts",
        columns: [],
        facts: (change) => change.facts(),
        limit: (args) => readFirst("ReadinessChange.facts", args.first),
      },
    ),
    factCount: readField(
      t,
      { type: "Int", description: "How many `facts` there are in all." },
      {
        kind: "value",
        columns: [],
        compute: async (change) => (await change.facts()).length,
      },
    ),
  }),
);

const orders = { SLUG: { type: "text" } };

builder.queryField(
  "readinessChanges",
  (t) =>
    computedRootList(
      t,
      {
        connection: connectionType("ReadinessChange", ReadinessChange, "changes of verdicts"),
        description:
          "On which integrations the verdicts of two viewpoints differ, by slug, and through which facts: what changed between two days, what one source alone says, what an assumption would do.",
        args: {
          from: t.arg({
            type: "ViewpointInput" as never,
            required: true,
            description: "The one viewpoint.",
          }) as never,
          to: t.arg({
            type: "ViewpointInput" as never,
            required: true,
            description: "The other one.",
          }) as never,
        },
      },
      {
        areNodes: true,
        orders,
        defaultOrder: [{ field: "SLUG", direction: "ASC" }],
        compute: (_root, question) => listChanges(question),
      },
    ) as never,
);

function listChanges({ inquiryOf }: Question): MemberEdge[] {
  const [from, to] = [inquiryOf("from"), inquiryOf("to")];
  const changes = listReadinessChanges(from.analysis.present, to.analysis.present);
  return changes.map(({ slug, ...change }) => ({
    ...change,
    sortKeys: { SLUG: slug },
    slug,
    facts: keep(async () => {
      const id = change.integrationId;
      const [before, after] = await Promise.all([from.behind(id), to.behind(id)]);
      return listChangedFacts(before.index, after.index, id);
    }),
  }));
}
