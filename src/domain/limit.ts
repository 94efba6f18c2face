import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { ValidationError } from "./error.ts";
import type { WritableRecord } from "./insert-records.ts";
import type { Noun } from "./noun.ts";
import type { References } from "./reference.ts";

/** @throws ValidationError where one subject now has more records of this noun than it may. */
export async function refuseTooMany(
  db: Db,
  noun: Noun,
  created: readonly WritableRecord[],
  references: References,
): Promise<void> {
  const { limit } = noun;
  if (!limit || created.length === 0) return;
  const { column, refersTo } = noun.fields[limit.per] ?? {};
  if (!column || !refersTo) throw new Error(`${noun.name}.${limit.per} refers to nothing`);
  const subjectOf = ({ record }: WritableRecord) => references.id(refersTo, String(record[limit.per]));
  const subjects = sql.param([...new Set(created.map(subjectOf))]);
  // Who adds to the same subject at the same time comes after us, and counts ours.
  await db.execute(
    sql`select from ${sql.identifier(`${refersTo}s`)} where id = any(${subjects}::bigint[]) order by id for no key update`,
  );
  const rows = await db.execute<{ id: string; count: number }>(
    sql`select ${column} as id, count(*)::int as count from ${noun.table}
      where ${column} = any(${subjects}::bigint[])
      group by 1 having count(*) > ${limit.most}`,
    "objects",
  );
  const counts = new Map(rows.map(({ id, count }) => [Number(id), count]));
  const problems = created.flatMap((each) => {
    const count = counts.get(subjectOf(each));
    if (count === undefined) return [];
    const subject = `${refersTo} "${String(each.record[limit.per])}"`;
    return [
      {
        path: [each.index],
        message: `the ${subject} would have ${count} of ${noun.name}; expected at most ${limit.most}`,
      },
    ];
  });
  if (problems.length > 0) throw new ValidationError(problems);
}
