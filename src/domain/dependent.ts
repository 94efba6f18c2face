import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../db/open.ts";
import type { Noun, NounName, Target } from "./noun.ts";
import { nouns } from "./noun-list.ts";
import { storageOf } from "./storage.ts";

/** A record that refers to another one. */
export interface Dependent {
  readonly noun: NounName;
  readonly slug: string;
}

/** The needs of remedies that ask for such a thing, by the column that does. */
const neededBy: Readonly<Partial<Record<Target, string>>> = {
  feature: "feature_id",
  blocker: "blocker_id",
  integration: "integration_id",
  capability: "capability_id",
};

/**
 * The records that refer to those with these ids, as `<id>` to who; none of them could go before these do.
 * One statement.
 */
export async function findDependents(
  db: Db,
  noun: Noun,
  ids: readonly number[],
): Promise<Map<number, Dependent[]>> {
  const asked = sql`any(${sql.param(ids)}::bigint[])`;
  const target = noun.name as Target;
  const statements = [
    ...nouns.flatMap((other) =>
      Object.values(other.fields).flatMap(({ refersTo, column }) =>
        refersTo === target && column ? [referring(other, column, asked)] : [],
      ),
    ),
    ...(target === "source" ? [citing(asked)] : []),
    ...(target === "release" ? [endingWith(asked)] : []),
    ...(neededBy[target] ? [needing(neededBy[target], asked)] : []),
    ...(noun.name === "remedy" ? [speakingOfWork(asked)] : []),
  ];
  const dependents = new Map<number, Dependent[]>();
  if (statements.length === 0 || ids.length === 0) return dependents;
  const rows = await db.execute<{ id: string; noun: NounName; slug: string }>(
    sql`select distinct * from (${sql.join(statements, sql` union all `)}) as dependents order by noun, slug`,
    "objects",
  );
  for (const { id, noun: name, slug } of rows) {
    const found = dependents.get(Number(id)) ?? [];
    dependents.set(Number(id), [...found, { noun: name, slug }]);
  }
  return dependents;
}

function referring(noun: Noun, column: PgColumn, asked: SQL): SQL {
  const { from, key } = storageOf(noun);
  return sql`select ${column} as id, ${noun.name} as noun, ${key} as slug from ${from} where ${column} = ${asked}`;
}

const factNoun = sql`replace(lower(facts.kind::text), '_', '-')`;

function citing(asked: SQL): SQL {
  return sql`select citations.source_id, ${factNoun}, facts.slug
    from citations join facts on facts.id = citations.fact_id where citations.source_id = ${asked}`;
}

function endingWith(asked: SQL): SQL {
  return sql`select facts.end_release_id, ${factNoun}, facts.slug from facts where facts.end_release_id = ${asked}`;
}

function needing(column: string, asked: SQL): SQL {
  return sql`select needs.${sql.identifier(column)}, 'remedy', facts.slug
    from needs join facts on facts.id = needs.remedy_id where needs.${sql.identifier(column)} = ${asked}`;
}

/** Reports on work that no other remedy names. */
function speakingOfWork(asked: SQL): SQL {
  return sql`select needs.remedy_id as id, 'blocker-report' as noun, facts.slug as slug
    from needs join blocker_reports on blocker_reports.work_id = needs.work_id
      join facts on facts.id = blocker_reports.id
    where needs.remedy_id = ${asked} and not exists (
      select from needs as other where other.work_id = needs.work_id and not (other.remedy_id = ${asked}))`;
}
