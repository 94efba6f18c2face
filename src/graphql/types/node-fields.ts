import type { Fields } from "../builder.ts";
import { column, type Ref } from "../fields.ts";
import { globalId } from "../global-id.ts";
import type { RowObject } from "../read/field-read.ts";
import type { Row } from "../read/row.ts";
import { changesOf } from "./change.ts";

/** What every named node has: an id made of its first slug, a slug that may have been renamed, and its history. */
export function nodeFields(t: Fields, typeName: string): Record<string, Ref> {
  return {
    id: t.field({
      type: "ID",
      description: "Its global id, made of the type and the first slug; survives renames.",
      extensions: { read: { kind: "columns", columns: ["firstSlug"] } },
      resolve: (row: RowObject) => globalId(typeName, row.firstSlug),
    } as never) as unknown as Ref,
    slug: column(t, "slug", {
      type: "String",
      description:
        "What people call it in addresses and arguments. It may be renamed; the old slug then redirects.",
    }),
    recordVersion: column(t, typeName === "Release" ? "recordVersion" : "version", {
      type: "Int",
      description: "Grows with every write of it, for `expectedVersion` of mutations.",
    }),
    changes: changesOf(
      t,
      "How what is believed of it came to be: changes of the node itself and of every record that names it or did so before, such as the facts about it, those that are gone included; of an integration those of its blockers too. The oldest first.",
      (node, change) =>
        `${change.alias}.id = any(array(select changes_about(${subjectsOf(node, typeName)})))`,
    ),
  };
}

/** SQL of what `changes.subjects` calls a node, with what belongs to it. */
function subjectsOf({ alias }: Row, typeName: string): string {
  const own = `array['${typeName.toUpperCase()} ' || ${alias}.first_slug]`;
  if (typeName !== "Integration") return own;
  return `(${own} || array(select 'BLOCKER ' || first_slug from blockers where integration_id = ${alias}.id))`;
}
