import type { Reference } from "./field-read.ts";
import type { RunStatement } from "./statement.ts";

/** The types of nodes that have names, by the name the database has for each. */
export const namedTypes = {
  INTEGRATION: "Integration",
  FEATURE: "Feature",
  CONTRIBUTOR: "Contributor",
  BLOCKER: "Blocker",
  RELEASE: "Release",
  SOURCE: "Source",
} as const;
export type NamedType = (typeof namedTypes)[keyof typeof namedTypes];

/** A node by its type and slug: the present or a former one, or the first, of which ids are made. */
export interface NodeName {
  readonly type: NamedType;
  readonly slug: string;
  readonly isFirst: boolean;
}

/** Finds nodes by name in one statement, whatever their number; null where there is none. */
export async function findNodes(
  run: RunStatement,
  names: readonly NodeName[],
): Promise<(Reference | null)[]> {
  const values = [
    names.map(({ type }) => type.toUpperCase()),
    names.map(({ slug }) => slug),
    names.map(({ isFirst }) => isFirst),
  ];
  const { rows } = await run({ name: "find_nodes", text, values });
  return names.map(({ type }, index) => {
    const id = rows[index]?.[0];
    return id == null ? null : { type, id: Number(id) };
  });
}

const byFirstSlug = Object.keys(namedTypes).map(
  (kind) =>
    `select id from ${kind.toLowerCase()}s where asked.is_first and asked.type = '${kind}' and first_slug = asked.slug`,
);
const text = `select found.id
  from unnest($1::node_type[], $2::text[], $3::boolean[]) with ordinality as asked(type, slug, is_first, position)
  left join lateral (
    select node_id from slugs where not asked.is_first and type = asked.type and slug = asked.slug
    union all ${byFirstSlug.join(" union all ")}
  ) as found(id) on true order by asked.position`;
