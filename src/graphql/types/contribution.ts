import type { contributionRole, contributionState } from "../../../schema/tables/contribution.ts";
import { builder } from "../builder.ts";
import { column, one, readField, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import type { Branch, RowObject } from "../read/field-read.ts";
import { Contributor } from "./contributor.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { endFields } from "./fact-end.ts";
import { Node } from "./node.ts";

export const ContributionRole = builder.enumType("ContributionRole", {
  description: "What a person is to what they contributed to.",
  values: {
    AUTHORED: { description: "Wrote it, or means to." },
    PROPOSED: { description: "Suggested it." },
    MAINTAINS: { description: "Keeps it." },
    REVIEWED: { description: "Read and judged it." },
    DOCUMENTED: { description: "Wrote about it." },
  } satisfies Record<(typeof contributionRole.enumValues)[number], object>,
});

export const ContributionState = builder.enumType("ContributionState", {
  description: "How far a contribution got.",
  values: {
    DONE: { description: "It was done." },
    PLANNED: { description: "It was announced." },
    ABANDONED: { description: "It was given up." },
  } satisfies Record<(typeof contributionState.enumValues)[number], object>,
});

const subjects = [
  ["Integration", "integration_id"],
  ["Feature", "feature_id"],
  ["Blocker", "blocker_id"],
] as const;

const subjectBranches: readonly Branch[] = subjects.map(([type, column]) => ({
  type,
  when: (row) => `${row.alias}.${column} is not null`,
  on: (row, target) => `${target.alias}.id = ${row.alias}.${column}`,
}));

const ContributionSubject = builder.unionType("ContributionSubject", {
  description: "What somebody contributed to.",
  types: subjects.map(([type]) => type) as never,
  resolveType: (row: RowObject) => row.__typename,
});

/** What a person did, proposed or promised. */
export const Contribution: TypeRef = storedObject("Contribution", "contributions", {
  description: "What a person did, proposed or promised for an integration, a feature or a blocker.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "Contribution"),
    contributor: one(t, "contributions", "contributor", { type: Contributor, description: "Who." }),
    subject: readField(
      t,
      { type: ContributionSubject, description: "For what." },
      { kind: "branches", branches: subjectBranches },
    ),
    role: column(t, "role", { type: ContributionRole, description: "As what." }),
    state: column(t, "state", { type: ContributionState, description: "How far it got." }),
    ...endFields(t),
  }),
});

const ContributionFilter: TypeRef = builder.inputType("ContributionFilter", {
  description: "Narrows a list of contributions; all that is given must hold.",
  fields: (t) => ({
    role: t.field({
      type: enumFilter("ContributionRole", ContributionRole, "role"),
      description: "By role.",
    }),
    state: t.field({
      type: enumFilter("ContributionState", ContributionState, "state"),
      description: "By state.",
    }),
  }),
});

/** Connections to contributions. */
export const contributionList = nodeList("Contribution", Contribution, {
  what: "contributions",
  filter: ContributionFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("contributions", (scope) => [
    choiceCondition(scope, scope.row.column("role"), "contribution_role", scope.args.filter?.role),
    choiceCondition(scope, scope.row.column("state"), "contribution_state", scope.args.filter?.state),
  ]),
});
