import { sql } from "drizzle-orm";
import type { ChangeSet } from "./change-set.ts";
import { findDependents } from "./dependent.ts";
import { ConflictError } from "./error.ts";
import type { AnyRecord, Noun } from "./noun.ts";
import { lockRecords, readRecords } from "./read-records.ts";
import { keyOf } from "./record.ts";
import { lookUp } from "./reference.ts";
import { storageOf } from "./storage.ts";
import { refuseUnexpected, type WriteOptions } from "./write-guard.ts";

/**
 * Removes records by what they go by. Facts go with their citations, nodes with their slugs; nothing else
 * goes with them.
 *
 * @returns the records that were removed.
 * @throws NotFoundError for what is not there, ConflictError for what other records refer to.
 */
export async function removeRecords<R extends AnyRecord>(
  change: ChangeSet,
  noun: Noun<R>,
  keys: readonly string[],
  options: Pick<WriteOptions, "expectedVersion"> = {},
): Promise<R[]> {
  if (keys.length === 0) return [];
  const { db } = change;
  const anyNoun = noun as unknown as Noun;
  const locked = await lockRecords(db, anyNoun, keys, { isWhole: true });
  refuseUnexpected(anyNoun, keys, locked, { ...options, only: "update" });
  const before = await readRecords(db, noun, { keys });
  const ids = [...locked.values()].map(({ id }) => id);
  const dependents = await findDependents(db, anyNoun, ids);
  for (const [key, { id }] of locked) {
    const [first, ...others] = dependents.get(id) ?? [];
    if (!first) continue;
    const who = others.length > 0 ? ` and ${others.length} more refer to it` : " refers to it";
    throw new ConflictError(
      `the ${noun.name} "${key}" cannot go while the ${first.noun} "${first.slug}"${who}`,
      { noun: noun.name, slug: key },
    );
  }
  if (noun.name === "remedy") {
    const blockers = before.map((record) => ({
      target: "blocker" as const,
      slug: String(record.blocker),
    }));
    const references = await lookUp(db, blockers);
    change.sweepLater(blockers.map(({ slug }) => references.id("blocker", slug)));
  }
  const { table } = storageOf(anyNoun);
  // The row of a blocker goes with its fact.
  const from = noun.fact ? sql`facts` : table;
  await db.execute(sql`delete from ${from} where id = any(${sql.param(ids)}::bigint[])`);
  await change.record(
    before.map((record) => ({ noun: noun.name, slug: keyOf(anyNoun, record), before: record, after: null })),
  );
  return before;
}
