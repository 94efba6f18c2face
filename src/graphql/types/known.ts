import type { Analysis } from "../../analysis/analysis.ts";
import type { DescribedOrder } from "../lists.ts";
import type { Scope } from "../read/field-read.ts";
import { Row, type TableKey } from "../read/row.ts";

/** Orders of nodes that have a name. */
export const nameOrders: Readonly<Record<string, DescribedOrder>> = {
  NAME: {
    description: "The name, without regard to case.",
    type: "text",
    sql: ({ row }) => `(lower(${row.column("name")}) collate "C")`,
  },
  SLUG: { description: "The slug, by code point.", type: "text", sql: ({ row }) => row.column("slug") },
};

/** A table of facts, and when a row of it is about the row in question: it points there by a column, or meets a condition. */
type Place = readonly [TableKey, string | ((fact: Row, row: Row) => string)];

/**
 * SQL of "at least one fact about this row holds from the field's viewpoint", for facts in these places; what is
 * assumed about rows of the table `assumed` counts too.
 */
export function holdsAny(
  places: readonly Place[],
  assumed?: keyof Analysis["assumedAbout"],
): (scope: Scope) => string {
  return ({ row, args, draft }) => {
    const any = places.map(([table, about]) => {
      const fact = new Row(table, draft.statement.alias(), true);
      const holds = draft.holds(fact, args.at);
      const isAbout =
        typeof about === "string" ? `${fact.alias}.${about} = ${row.alias}.id` : about(fact, row);
      return `exists (select from ${fact.from()} where ${isAbout} and ${holds})`;
    });
    const isAssumed = assumed && draft.isAssumedAbout(row, assumed, args.at);
    return `(${[...any, ...(isAssumed ? [isAssumed] : [])].join(" or ")})`;
  };
}
