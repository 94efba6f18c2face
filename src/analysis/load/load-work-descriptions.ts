import type { Pool } from "pg";

/** What a work is, in plain words. */
export interface WorkDescription {
  readonly blockerId: number;
  readonly slug: string;
  readonly description: string;
}

/** Reads in one statement what the works of some blockers are. */
export async function loadWorkDescriptions(
  pool: Pool,
  blockerIds: readonly number[],
): Promise<WorkDescription[]> {
  const { rows } = await pool.query<{ row: WorkDescription }>(
    `select to_json(w) as row from (
      select blocker_id as "blockerId", slug, description from works where blocker_id = any($1::bigint[])
    ) w`,
    [blockerIds],
  );
  return rows.map(({ row }) => row);
}
