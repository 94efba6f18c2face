import type { FieldRef, InputFieldRef, InputType, OutputType } from "@pothos/core";
import type { GraphQLResolveInfo } from "graphql";
import { type BuilderTypes, builder, type Fields } from "./builder.ts";
import type { Context } from "./context.ts";
import type { Computed, FieldRead, Question, Reference, RowObject } from "./read/field-read.ts";
import type { TableKey } from "./read/row.ts";
import { registerStoredType, relation } from "./read/row.ts";

/** A reference to a type, whatever its shape: the read path knows shapes only at run time. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type TypeRef = any;
type Ref = FieldRef<BuilderTypes, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: arguments of any input type
type ArgumentMap = Record<string, InputFieldRef<BuilderTypes, any>>;

interface FieldOptions {
  readonly type: TypeRef;
  readonly description: string;
  readonly nullable?: boolean;
  readonly args?: ArgumentMap;
}

/** A field whose value the read path puts into its parent's row. */
export function readField(t: Fields, options: FieldOptions, read: FieldRead): Ref {
  const only = read.kind === "columns" ? read.columns[0] : undefined;
  const resolve =
    only === undefined
      ? (row: RowObject, _args: object, context: Context, info: GraphQLResolveInfo) =>
          row[(context.keys as NonNullable<Context["keys"]>).of(info.fieldNodes[0])]
      : (row: RowObject) => row[only];
  const field = { ...options, nullable: options.nullable ?? false, extensions: { read }, resolve };
  return t.field(field as never) as unknown as Ref;
}

/** A column of the row, by its name in `schema/tables`. */
export function column(t: Fields, name: string, options: FieldOptions): Ref {
  return readField(t, options, { kind: "columns", columns: [name] });
}

/** A plain property of an object an analysis made. */
export function property(t: Fields, name: string, options: FieldOptions): Ref {
  const resolve = (object: RowObject) => object[name];
  return t.field({ ...options, nullable: options.nullable ?? false, resolve } as never) as unknown as Ref;
}

/** The row a relation of `schema/relations.ts` leads to. */
export function one(t: Fields, table: TableKey, name: string, options: FieldOptions): Ref {
  return readField(t, options, { kind: "one", on: relation(table, name).on });
}

/** A value worked out from the analysis of the field's `at`. */
export function computed(
  t: Fields,
  options: FieldOptions & { columns?: readonly string[] },
  compute: (row: RowObject, question: Question) => Computed<unknown>,
): Ref {
  const { columns = ["id"], ...field } = options;
  return readField(t, atField(t, field), { kind: "value", columns, compute });
}

/** Objects worked out from the analysis of the field's `at`. */
export function computedObjects(
  t: Fields,
  options: FieldOptions,
  compute: (row: RowObject, question: Question) => Computed<RowObject | RowObject[] | null>,
): Ref {
  return readField(t, atField(t, options), { kind: "objects", columns: ["id"], compute });
}

/** A row an analysis names, or several. */
export function computedReference(
  t: Fields,
  options: FieldOptions,
  compute: (row: RowObject, question: Question) => Computed<Reference | Reference[] | null>,
): Ref {
  return readField(t, atField(t, options), { kind: "references", columns: ["id"], compute });
}

function atField(t: Fields, options: FieldOptions): FieldOptions {
  return { ...options, args: { ...options.args, at: atArgument(t) } };
}

/** The `at` argument, where an answer depends on it. */
export function atArgument(t: { arg: Fields["arg"] }): ArgumentMap[string] {
  return t.arg({
    type: "ViewpointInput" as never,
    required: false,
    description: "From which viewpoint; the present day and all sources when absent.",
  }) as never;
}

/** The argument of a plain list that is cut to so many; `readFirst` reads it. */
export function firstArgument(t: { arg: Fields["arg"] }, absent: number): ArgumentMap {
  return { first: t.arg.int({ defaultValue: absent, description: "At most so many, 1 to 100." }) as never };
}

/** Defines an object type whose objects are rows of a table. */
export function storedObject(
  name: string,
  table: TableKey,
  options: {
    readonly description: string;
    readonly isFact?: boolean;
    readonly interfaces?: readonly TypeRef[];
    readonly fields: (t: Fields) => Record<string, Ref>;
  },
): TypeRef {
  registerStoredType({ name, table, isFact: options.isFact ?? false });
  const ref = builder.objectRef<RowObject>(name);
  builder.objectType(ref, {
    description: options.description,
    interfaces: (options.interfaces ?? []) as never,
    fields: options.fields as never,
  });
  return ref;
}

/** Defines an object type an analysis makes. */
export function computedObject(
  name: string,
  description: string,
  fields: (t: Fields) => Record<string, Ref>,
): TypeRef {
  const ref = builder.objectRef<RowObject>(name);
  builder.objectType(ref, { description, fields: fields as never });
  return ref;
}

export type { ArgumentMap, InputType, OutputType, Ref };
