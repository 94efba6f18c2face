import { sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";

/** How far an import of one input has come. */
export interface ImportProgress {
  /** The records that are committed, counted in the order they are written in. */
  readonly through: number;
  /** The change sets that committed them. */
  readonly sets: readonly string[];
}

/** Why a change set was written, in words that {@link findProgress} reads. */
export function importReason({
  hash,
  through,
  total,
}: {
  hash: string;
  through: number;
  total: number;
}): string {
  return `import ${hash}, through record ${through} of ${total}`;
}

/** How far the input with this hash was imported. */
export async function findProgress(db: Db, hash: string): Promise<ImportProgress> {
  const rows = await db.execute<{ id: string; through: number }>(
    sql`select id, substring(reason from 'through record (\\d+)')::int as through from change_sets
      where starts_with(reason, ${`import ${hash}, through record `}) order by id`,
    "objects",
  );
  return { through: Math.max(0, ...rows.map(({ through }) => through)), sets: rows.map(({ id }) => id) };
}
