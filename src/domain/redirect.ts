import { sql } from "drizzle-orm";
import { redirects } from "../../schema/tables/redirect.ts";
import type { Db } from "../db/open.ts";
import { namesIn } from "./node.ts";
import type { AnyRecord, NodeTraits } from "./noun.ts";
import { insertReturning } from "./rows.ts";

/** A node's record, and what it goes by. */
interface NamedNode {
  readonly key: string;
  readonly record: AnyRecord;
}

/**
 * Has the former slugs of nodes lead to them. A slug in use cannot redirect: a renamed node first has to
 * "make way" for its new slug where that is one it had before.
 */
export async function writeRedirects(
  db: Db,
  type: NodeTraits<never>["type"],
  nodes: readonly NamedNode[],
  ids: ReadonlyMap<string, number>,
  step?: "make way",
): Promise<void> {
  const column = `${type.toLowerCase()}_id`;
  if (step) {
    const taken = nodes.filter(({ record }) => record.formerly).map(({ record }) => record.slug);
    if (taken.length === 0) return;
    await db.execute(
      sql`delete from redirects where type = ${type} and slug = any(${sql.param(taken)}::text[])
        and ${sql.identifier(column)} = any(${sql.param([...ids.values()])}::bigint[])`,
    );
    return;
  }
  const rows = nodes.flatMap(({ key, record }) =>
    namesIn(record as never)
      .filter((slug) => slug !== record.slug)
      .map((slug) => ({ type, slug, [column]: ids.get(key) })),
  );
  await insertReturning(db, redirects, rows, sql`1`, sql`on conflict (type, slug) do nothing`);
}
