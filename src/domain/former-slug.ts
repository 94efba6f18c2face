import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { namesIn } from "./node.ts";
import type { AnyRecord, NodeTraits } from "./noun.ts";

/** A node's record, and what it goes by. */
interface NamedNode {
  readonly key: string;
  readonly record: AnyRecord;
}

/**
 * Has the former slugs of nodes lead to them that the database does not know: it enters the slugs it saw itself.
 *
 * @param ids the nodes' ids, by what they go by.
 */
export async function keepFormerSlugs(
  db: Db,
  type: NodeTraits<never>["type"],
  nodes: readonly NamedNode[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const former = nodes.flatMap(({ key, record }) =>
    namesIn(record as never)
      .filter((slug) => slug !== record.slug && slug !== key)
      .map((slug) => ({ slug, id: ids.get(key) })),
  );
  if (former.length === 0) return;
  const slugs = sql.param(former.map(({ slug }) => slug));
  const nodeIds = sql.param(former.map(({ id }) => id));
  // In the order in which the database enters them too, so that no two writers wait for each other.
  await db.execute(
    sql`insert into slugs (type, slug, node_id)
      select ${type}::node_type, given.slug, given.id from unnest(${slugs}::text[], ${nodeIds}::bigint[]) as given (slug, id)
      where not exists (
        select from slugs where slugs.type = ${type}::node_type and slugs.slug = given.slug and slugs.node_id = given.id)
      order by given.slug collate "C"`,
  );
}
