import { builder } from "../builder.ts";
import { column, computed, one, readField, storedObject, type TypeRef } from "../fields.ts";
import { choiceCondition, SlugFilter } from "../filters.ts";
import { nodeList } from "../lists.ts";
import { relation } from "../read/row.ts";
import { Blocker } from "./blocker.ts";
import { Fact, FactOrder, factId, factOrders, factRows } from "./fact.ts";
import { endFields } from "./fact-end.ts";
import { Need, needBranches } from "./need.ts";
import { Node } from "./node.ts";

/** One way to lift a blocker. */
export const Remedy: TypeRef = storedObject("Remedy", "remedies", {
  description:
    "One way to lift a blocker: it holds when all of its needs hold. One fact, cited together, seen or hidden together.",
  isFact: true,
  interfaces: [Node, Fact],
  fields: (t) => ({
    ...factId(t, "Remedy"),
    blocker: one(t, "remedies", "blocker", { type: Blocker, description: "What it would lift." }),
    description: column(t, "description", {
      type: "String",
      nullable: true,
      description: "In a line; null: its needs say it.",
    }),
    needs: readField(
      t,
      { type: [Need], description: "What all has to hold; at least one, at most 10." },
      {
        kind: "list",
        rows: {
          table: "needs",
          isFact: false,
          on: relation("remedies", "needs").on,
          branches: needBranches,
          orders: { POSITION: { type: "int", sql: ({ row }) => row.column("position") } },
          defaultOrder: [{ field: "POSITION", direction: "ASC" }],
          unique: (row) => row.column("position"),
        },
        limit: () => 10,
      },
    ),
    holds: computed(
      t,
      {
        type: "Boolean",
        nullable: true,
        description: "Whether all of its needs hold; null: the remedy is not known from this viewpoint.",
      },
      (row, { analysis }) => analysis.remedyHolds(row.id),
    ),
    ...endFields(t),
  }),
});

const RemedyFilter: TypeRef = builder.inputType("RemedyFilter", {
  description: "Narrows a list of remedies; all that is given must hold.",
  fields: (t) => ({
    slug: t.field({ type: SlugFilter, description: "By slug." }),
    blocker: t.field({ type: SlugFilter, description: "By slug of the blocker." }),
  }),
});

/** Connections to remedies. */
export const remedyList = nodeList("Remedy", Remedy, {
  what: "remedies",
  filter: RemedyFilter,
  orders: factOrders,
  orderBy: FactOrder,
  rows: factRows("remedies", (scope) => [
    choiceCondition(scope, scope.row.column("slug"), "text", scope.args.filter?.slug),
    choiceCondition(
      scope,
      `(select slug from blockers where id = ${scope.row.alias}.blocker_id)`,
      "text",
      scope.args.filter?.blocker,
    ),
  ]),
});
