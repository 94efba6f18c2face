import { sql } from "drizzle-orm";
import { works } from "../../schema/tables/work.ts";
import type { Db } from "../db/open.ts";
import { ConflictError, type Problem, ValidationError } from "./error.ts";
import { insertReturning } from "./rows.ts";

/** Work that a remedy names, and where it names it. */
export interface NamedWork {
  readonly blockerId: number;
  readonly slug: string;
  readonly description: string;
  readonly remedyId: number;
  readonly path: readonly PropertyKey[];
}

const nameOf = ({ blockerId, slug }: { blockerId: number; slug: string }) => `${blockerId}/${slug}`;

/**
 * Makes the works that remedies name, or describes them anew. Remedies that name one work describe it alike.
 *
 * @returns the ids, by `<blocker's id>/<slug>`.
 * @throws ValidationError where two remedies describe one work differently.
 */
export async function writeWorks(db: Db, named: readonly NamedWork[]): Promise<Map<string, number>> {
  if (named.length === 0) return new Map();
  const wanted = new Map<string, NamedWork>();
  const problems: Problem[] = [];
  const others = await describedByOthers(db, named);
  for (const work of named) {
    const described = wanted.get(nameOf(work))?.description ?? others.get(nameOf(work)) ?? work.description;
    if (described !== work.description) {
      const message = `another remedy describes the work ${work.slug} differently: ${JSON.stringify(described)}`;
      problems.push({ path: work.path, message });
    }
    wanted.set(nameOf(work), work);
  }
  if (problems.length > 0) throw new ValidationError(problems);
  const rows = [...wanted.values()].map(({ blockerId, slug, description }) => ({
    blocker_id: blockerId,
    slug,
    description,
  }));
  const written = await insertReturning<{ id: string; blockerId: string; slug: string }>(
    db,
    works,
    rows,
    sql`id, blocker_id as "blockerId", slug`,
    sql`on conflict (blocker_id, slug) do update set description = excluded.description`,
  );
  return new Map(
    written.map(({ id, blockerId, slug }) => [nameOf({ blockerId: Number(blockerId), slug }), Number(id)]),
  );
}

/** How remedies that are not being written describe the works of these blockers. */
async function describedByOthers(db: Db, named: readonly NamedWork[]): Promise<Map<string, string>> {
  const blockerIds = [...new Set(named.map(({ blockerId }) => blockerId))];
  const remedyIds = [...new Set(named.map(({ remedyId }) => remedyId))];
  const rows = await db.execute<{ blockerId: string; slug: string; description: string }>(
    sql`select blocker_id as "blockerId", slug, description from works
      where blocker_id = any(${sql.param(blockerIds)}::bigint[]) and exists (
        select from needs where needs.work_id = works.id and needs.remedy_id <> all(${sql.param(remedyIds)}::bigint[]))`,
    "objects",
  );
  return new Map(
    rows.map((row) => [nameOf({ blockerId: Number(row.blockerId), slug: row.slug }), row.description]),
  );
}

/**
 * Removes works of these blockers that no remedy names any more.
 *
 * @throws ConflictError where a report still speaks of one.
 */
export async function sweepWorks(db: Db, blockerIds: readonly number[]): Promise<void> {
  if (blockerIds.length === 0) return;
  const unnamed = sql`works.blocker_id = any(${sql.param(blockerIds)}::bigint[])
    and not exists (select from needs where needs.work_id = works.id)`;
  const [spokenOf] = await db.execute<{ slug: string; report: string }>(
    sql`select works.slug, facts.slug as report from works
      join blocker_reports on blocker_reports.work_id = works.id join facts on facts.id = blocker_reports.id
      where ${unnamed} limit 1`,
    "objects",
  );
  if (spokenOf) {
    throw new ConflictError(
      `no remedy would name the work ${spokenOf.slug} any more, but the report ${spokenOf.report} speaks of it`,
      { noun: "blocker-report", slug: spokenOf.report },
    );
  }
  await db.execute(sql`delete from works where ${unnamed}`);
}
