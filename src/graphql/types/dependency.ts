import type { dependencyKind } from "../../../schema/tables/dependency.ts";
import { builder } from "../builder.ts";
import { column, one, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, enumFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { endFields } from "./fact-end.ts";
import { Integration } from "./integration.ts";
import { Node } from "./node.ts";

export const DependencyKind = builder.enumType("DependencyKind", {
  description: "How one integration stands to another. CALLS and LINKS mean that it rests on the other.",
  values: {
    CALLS: { description: "It runs or talks to the other." },
    LINKS: { description: "It has the other's code in it." },
    PART_OF: { description: "It is a part of the other." },
    WORKS_WITH: { description: "The two work together." },
    SUCCEEDS: { description: "It came after the other and took its place." },
    FORKED_FROM: { description: "It began as a copy of the other." },
    ALTERNATIVE_TO: { description: "It does the same in another way." },
  } satisfies Record<(typeof dependencyKind.enumValues)[number], object>,
});

/** How one integration stands to another. */
export const Dependency: TypeRef = storedObject("Dependency", "dependencies", {
  description: "How one integration stands to another. Never a blocker by itself.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "Dependency"),
    kind: column(t, "kind", { type: DependencyKind, description: "How the first stands to the second." }),
    integration: one(t, "dependencies", "integration", { type: Integration, description: "The first." }),
    on: one(t, "dependencies", "onIntegration", { type: Integration, description: "The second." }),
    ...endFields(t),
  }),
});

const DependencyFilter: TypeRef = builder.inputType("DependencyFilter", {
  description: "Narrows a list of dependencies.",
  fields: (t) => ({
    kind: t.field({
      type: enumFilter("DependencyKind", DependencyKind, "kind of dependency"),
      description: "By kind.",
    }),
  }),
});

/** Connections to dependencies. */
export const dependencyList = nodeList("Dependency", Dependency, {
  what: "dependencies",
  filter: DependencyFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("dependencies", (scope) => [
    choiceCondition(scope, scope.row.column("kind"), "dependency_kind", scope.args.filter?.kind),
  ]),
});
