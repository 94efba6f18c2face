import { getTableColumns, is } from "drizzle-orm";
import { PgEnumColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Noun, NounName } from "../../domain/noun.ts";

/** One field of the input that describes a record. */
export interface FormField {
  readonly name: string;
  readonly kind: "text" | "texts" | "day" | "choice" | "reference" | "end" | "sources" | "needs";
  /** What a reference names. */
  readonly target?: NounName;
  /** The enum that a choice is of, by its name in the schema. */
  readonly choice?: string;
  readonly required: boolean;
  readonly description: string;
}

interface Described {
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
  readonly items?: Described;
}

const forms = new Map<NounName, readonly FormField[]>();

/** The fields that describe a record of a noun, as `domain/` defines it; slugs that follow by themselves are none. */
export function formOf(noun: Noun): readonly FormField[] {
  let form = forms.get(noun.name);
  if (!form) {
    const { properties = {}, required = [] } = z.toJSONSchema(noun.schema, { io: "input" }) as Described;
    form = Object.entries(properties).flatMap(([name, described]) => {
      if (name === "formerly" || (name === "slug" && noun.fact && !noun.node)) return [];
      return [readField(noun, name, described, required.includes(name))];
    });
    forms.set(noun.name, form);
  }
  return form;
}

function readField(noun: Noun, name: string, described: Described, isRequired: boolean): FormField {
  const { refersTo, within, column } = noun.fields[name] ?? {};
  const { description = "" } = described;
  // A release is named after its product and version, and may name its source in another way.
  const follows = noun.name === "release" && (name === "slug" || name === "source");
  const field = { name, required: isRequired && !follows, description };
  if (refersTo && within === undefined) {
    const target = refersTo as NounName;
    return { ...field, kind: "reference", target, description: describeReference(target, description) };
  }
  if (name === "sources") return { ...field, kind: "sources", description: "Who says so, at most 100." };
  if (name === "needs") return { ...field, kind: "needs" };
  if (name === "to") return { ...field, kind: "end" };
  if (described.enum) return { ...field, kind: "choice", choice: enumTypeOf(noun, name, column) };
  if (described.format === "date") return { ...field, kind: "day" };
  if (described.type === "array") return { ...field, kind: "texts" };
  if (description) return { ...field, kind: "text" };
  return { ...field, kind: "text", description: `The slug of the ${name}.` };
}

/** `The slug of the feature it uses.` becomes `Id or slug of the feature it uses.` */
export function describeReference(target: string, description: string): string {
  if (description.startsWith("The slug of")) return description.replace("The slug of", "Id or slug of");
  return description ? `${description} By id or slug.` : `The ${target}, by id or slug.`;
}

/** The name in the schema of the enum of a column: `integration_kind` is IntegrationKind. */
function enumTypeOf(noun: Noun, name: string, column: unknown): string {
  if (!is(column, PgEnumColumn)) {
    const known = Object.keys(getTableColumns(noun.table)).join(", ");
    throw new Error(`${noun.name}.${name} is no enum of ${known}`);
  }
  return column.enum.enumName.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
