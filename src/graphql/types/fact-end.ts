import type { Fields } from "../builder.ts";
import { column, type Ref, readField } from "../fields.ts";
import { Release } from "./release.ts";

/** When a fact that lasts began and ended. */
export function endFields(t: Fields): Record<string, Ref> {
  return {
    from: column(t, "date", { type: "Date", nullable: true, description: "Since when; null: not recorded." }),
    to: readField(
      t,
      {
        type: "Date",
        nullable: true,
        description: "Its end: the day given, or the day of the release it ended with; null: none recorded.",
      },
      {
        kind: "expression",
        sql: ({ row }) =>
          `coalesce(${row.column("endOn")}, (select released_on from releases where id = ${row.column("endReleaseId")}))`,
      },
    ),
    endedWith: readField(
      t,
      {
        type: Release,
        nullable: true,
        description: "The release it ended with; null: the end is a day, or there is none.",
      },
      { kind: "one", on: (fact, release) => `${release.alias}.id = ${fact.column("endReleaseId")}` },
    ),
  };
}
