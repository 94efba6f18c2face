import { builder } from "./builder.ts";
import type { TypeRef } from "./fields.ts";
import type { Arguments, Scope } from "./read/field-read.ts";

/** An input with `eq` and `in` over an enum or scalar. */
function choiceFilter(name: string, type: TypeRef, what: string): TypeRef {
  return builder.inputType(name, {
    description: `Narrows a list by ${what}. Conditions given together must all hold; none given: no narrowing.`,
    fields: (t) => ({
      eq: t.field({ type, description: "Exactly this one." }),
      in: t.field({
        type: [type] as never,
        description: "Any of these, at most 100; an empty list matches nothing.",
      }),
    }),
  });
}

const filtersOfEnums = new Map<string, TypeRef>();

/** The filter over an enum, made once. */
export function enumFilter(name: string, type: TypeRef, what: string): TypeRef {
  let filter = filtersOfEnums.get(name);
  if (!filter) {
    filter = choiceFilter(`${name}Filter`, type, what);
    filtersOfEnums.set(name, filter);
  }
  return filter;
}

/** Narrows a list by slugs. */
export const SlugFilter = choiceFilter("SlugFilter", "String", "slug");

/** Narrows a list by a yes or no. */
export const BooleanFilter: TypeRef = builder.inputType("BooleanFilter", {
  description: "Narrows a list by a yes or no; absent: no narrowing.",
  fields: (t) => ({ eq: t.boolean({ description: "Exactly this." }) }),
});

/** Narrows a list by words in a text. */
export const TextFilter: TypeRef = builder.inputType("TextFilter", {
  description: "Narrows a list by a text, without regard to case and accents.",
  fields: (t) => ({
    eq: t.string({ description: "The whole text." }),
    contains: t.string({ description: "A part of the text." }),
  }),
});

type Choice = { eq?: string | null; in?: readonly string[] | null } | null | undefined;

/** SQL of an `eq`/`in` filter on a column of this PostgreSQL type. */
export function choiceCondition(
  { draft }: Scope,
  sql: string,
  type: string,
  filter: Choice,
): string | undefined {
  const conditions: string[] = [];
  if (filter?.eq != null) conditions.push(`${sql} = ${draft.statement.parameter(filter.eq, type)}`);
  if (filter?.in != null)
    conditions.push(`${sql} = any(${draft.statement.parameter([...filter.in], `${type}[]`)})`);
  return conditions.length ? conditions.join(" and ") : undefined;
}

/** SQL of a text filter. */
export function textCondition(
  { draft }: Scope,
  sql: string,
  filter: Arguments | null | undefined,
): string | undefined {
  const conditions: string[] = [];
  const text = (value: string) => `search_text(${draft.statement.parameter(value, "text")})`;
  if (filter?.eq != null) conditions.push(`search_text(${sql}) = ${text(filter.eq)}`);
  if (filter?.contains != null) conditions.push(`strpos(search_text(${sql}), ${text(filter.contains)}) > 0`);
  return conditions.length ? conditions.join(" and ") : undefined;
}

/** Whether a computed value meets an `eq`/`in` filter. */
export function meetsChoice(
  value: unknown,
  filter: { eq?: unknown; in?: readonly unknown[] | null } | null | undefined,
): boolean {
  if (filter?.eq != null && value !== filter.eq) return false;
  return filter?.in == null || filter.in.includes(value);
}
