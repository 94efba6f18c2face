import SchemaBuilder from "@pothos/core";
import type { Context } from "./context.ts";
import type { RowObject } from "./read/field-read.ts";

interface Types {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}

export type BuilderTypes = PothosSchemaTypes.ExtendDefaultTypes<Types>;

/** The one definition of the schema; each noun adds its types in `types/`. */
export const builder = new SchemaBuilder<Types>({ defaultFieldNullability: false });

/** Adds fields to an object type whose objects the read path loads. */
export type Fields = PothosSchemaTypes.ObjectFieldBuilder<BuilderTypes, RowObject>;
/** Adds fields to Query. */
export type QueryFields = PothosSchemaTypes.QueryFieldBuilder<BuilderTypes, object>;
