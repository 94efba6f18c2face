import { sql } from "drizzle-orm";
import type { ChangeSet } from "./change-set.ts";
import type { Noun } from "./noun.ts";

/**
 * Which of these records of a noun were written more than once: by the change set at work, or by it and the ones
 * named. One statement.
 */
export async function findRewritten(
  change: ChangeSet,
  noun: Noun,
  keys: readonly string[],
  others: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const sets = [change.id, ...others].filter((id) => id !== undefined);
  const rows = await change.db.execute<{ slug: string }>(
    sql`select slug from changes where change_set_id = any(${sql.param(sets)}::bigint[]) and noun = ${noun.name}
      and slug = any(${sql.param(keys)}::text[]) group by slug having count(*) > 1`,
    "objects",
  );
  return new Set(rows.map(({ slug }) => slug));
}
