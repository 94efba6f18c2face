import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { NodeTraits } from "./noun.ts";
import { slug } from "./value.ts";

/** The slugs a node had before: the first one leads, ids and the slugs of facts are made of it. */
export const formerly = z
  .array(slug)
  .max(100)
  .optional()
  .meta({ description: "Slugs it had before a rename, the very first one first. They keep leading here." });

/** What every node carries. */
export const nodeShape = {
  slug: slug.meta({
    description: "What addresses and other files call it: small letters, digits, dots, dashes.",
  }),
  formerly,
};

interface NodeRecord {
  readonly slug: string;
  readonly formerly?: readonly string[] | undefined;
}

/** The first slug of a node, as its record tells. */
export function firstSlugIn(record: NodeRecord): string {
  return record.formerly?.[0] ?? record.slug;
}

/** Every slug that leads to the node of a record. */
export function namesIn(record: NodeRecord): string[] {
  return [...new Set([record.slug, ...(record.formerly ?? [])])];
}

/** The field `formerly` of a node whose first slug, present slug and other former slugs are these. */
export function canonicalFormerly(
  first: string,
  present: string,
  names: readonly string[],
): string[] | undefined {
  const others = new Set([first, ...names].filter((each) => each !== present));
  if (others.size === 0) return undefined;
  others.delete(first);
  return [first, ...[...others].sort()];
}

/** The same, read from the database. */
export function readFormerly({ type }: NodeTraits<never>, table: SQL): SQL {
  const column = sql.identifier(`${type.toLowerCase()}_id`);
  return sql`(select array_prepend(${table}.first_slug, array_remove(array_agg(slugs.slug order by slugs.slug), ${table}.first_slug))
    from slugs where slugs.${column} = ${table}.id and slugs.slug <> ${table}.slug having count(*) > 0)`;
}
