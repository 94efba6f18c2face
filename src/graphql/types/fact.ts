import { builder, type Fields } from "../builder.ts";
import type { Ref } from "../fields.ts";
import { enumFilter } from "../filters.ts";
import { globalId } from "../global-id.ts";
import { type DescribedOrder, orderInput } from "../lists.ts";
import type { RowObject, RowSet } from "../read/field-read.ts";

export const FactKind = builder.enumType("FactKind", {
  description: "What facts there are; each is a type of its own.",
  values: {
    STATUS_REPORT: { description: "A StatusReport." },
    CAPABILITY_REPORT: { description: "A CapabilityReport." },
    BLOCKER: { description: "A Blocker: that it exists." },
    BLOCKER_REPORT: { description: "A BlockerReport." },
    BLOCKER_REVIEW: { description: "A BlockerReview." },
    REMEDY: { description: "A Remedy, with its needs." },
    FEATURE_RELEASE: { description: "A FeatureRelease." },
    REQUIREMENT: { description: "A Requirement." },
    ADOPTION: { description: "An Adoption." },
    DEPENDENCY: { description: "A Dependency." },
    CONTRIBUTION: { description: "A Contribution." },
  },
});

/** A statement that is dated, cited and contradicted on its own; `fact-interface.ts` says what it shows. */
export const Fact = builder.interfaceRef<RowObject>("Fact");

/** The `id` of a fact, made of its slug, which never changes. */
export function factId(t: Fields, typeName: string): Record<string, Ref> {
  return {
    id: t.field({
      type: "ID",
      description: "Its global id, made of the type and the slug.",
      extensions: { read: { kind: "columns", columns: ["slug"] } },
      resolve: (row: RowObject) => globalId(typeName, row.slug),
    } as never) as unknown as Ref,
  };
}

/** What lists of facts can be ordered by. */
export const factOrders: Readonly<Record<string, DescribedOrder>> = {
  DATE: {
    description: "The first day the fact holds.",
    type: "date",
    sql: ({ row }) => row.column("holdsFrom"),
  },
  SLUG: { description: "The slug, by code point.", type: "text", sql: ({ row }) => row.column("slug") },
};

export const FactOrder = orderInput("Fact", factOrders);

/** The rows of a fact's own table that hold from the field's viewpoint, oldest first. */
export function factRows(
  table: RowSet["table"],
  where: RowSet["where"] = () => [],
): Omit<RowSet, "on" | "orders"> {
  return {
    table,
    isFact: true,
    where: (scope) => [scope.draft.holds(scope.row, scope.args.at), ...where(scope)],
    defaultOrder: [{ field: "DATE", direction: "ASC" }],
    unique: (row) => row.column("slug"),
  };
}

export const FactKindFilter = enumFilter("FactKind", FactKind, "kind of fact");
