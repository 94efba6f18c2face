import { builder } from "../builder.ts";
import type { TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import type { Branch, Scope } from "../read/field-read.ts";
import { Fact, FactKindFilter, FactOrder, factOrders } from "./fact.ts";

/** The kinds of facts that can end. */
const endingTypes = {
  ADOPTION: "Adoption",
  DEPENDENCY: "Dependency",
  REMEDY: "Remedy",
  CONTRIBUTION: "Contribution",
} as const;

const branches: readonly Branch[] = Object.entries(endingTypes).map(([kind, type]) => ({
  type,
  when: (fact) => `${fact.alias}.kind = '${kind}'`,
  on: (fact, target) => `${target.alias}.id = ${fact.alias}.id`,
}));

const FactFilter: TypeRef = builder.inputType("FactFilter", {
  description: "Narrows a list of facts of several kinds; all that is given must hold.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    kind: t.field({ type: FactKindFilter, description: "By kind." }),
  }),
});

/** Connections to facts that ended, whatever their kind. */
export const endedFactList = nodeList("Fact", Fact, {
  what: "facts",
  filter: FactFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: {
    table: "facts",
    isFact: false,
    branches,
    where: (scope) => [
      choiceCondition(scope, scope.row.column("slug"), "text", scope.args.filter?.slug),
      choiceCondition(scope, scope.row.column("kind"), "fact_kind", scope.args.filter?.kind),
    ],
    defaultOrder: [{ field: "DATE", direction: "ASC" }],
    unique: (row) => `(${row.column("slug")} || ' ' || ${row.column("kind")}::text)`,
  },
});

/**
 * SQL of "the fact had begun and its release had come out by the viewpoint's day": it need not hold any more, and
 * does so only where it is work done, whose end is no more than a date.
 */
export function hasEndedWith({ row, args, draft }: Scope): string[] {
  const asOf = draft.asOf(args.at);
  return [
    draft.begun(row, args.at),
    `(select released_on from releases where id = ${row.column("endReleaseId")}) <= ${asOf}`,
  ];
}
