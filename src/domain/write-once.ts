import { sql } from "drizzle-orm";
import { idempotencyKeys } from "../../schema/tables/idempotency-key.ts";
import type { Db } from "../db/open.ts";
import { type Author, type ChangeSet, inChangeSet } from "./change-set.ts";
import { ConflictError } from "./error.ts";

/** The name a writer gives a write. */
export interface WriteKey {
  readonly caller: string;
  readonly key: string;
  /** The hash of what the writer asks for. */
  readonly input: string;
}

/** What came of a write. */
export interface Outcome<Answer> {
  readonly answer: Answer;
  /** The numbers of its changes, in order; none: nothing had to be changed. */
  readonly changeIds: readonly number[];
  /** The number of the write; where nothing had to be changed, that of the last one. */
  readonly revision: number;
}

/** What is kept with a key. */
interface Kept<Answer> {
  readonly answer: Answer;
  readonly changeSetId: string | null;
}

/** How long a write waits for another one that holds what it needs, before it gives up. */
const patience = "5s";
/** How long a key is known. */
const keptFor = sql`interval '1 day'`;
/** Most keys that one write sweeps away, beside its own. */
const sweptAtOnce = sql.raw("100");

/**
 * Writes as {@link inChangeSet} does, once for each key: whoever comes later with the same key, also while the first
 * one is still writing, gets what the first one got, and nothing is written. A write that fails leaves no key. All
 * that is told of a write is read before it is committed: what is committed is told.
 *
 * @param answerOf what JSON can hold
 * @throws ConflictError for a key that was used for something else, and what {@link inChangeSet} throws
 */
export async function writeOnce<Answer>(
  db: Db,
  author: Author,
  key: WriteKey | null,
  answerOf: (change: ChangeSet) => Promise<Answer>,
): Promise<Outcome<Answer>> {
  const { result, revision } = await inChangeSet(db, author, async (change) => {
    await change.db.execute(sql`select set_config('lock_timeout', ${patience}, true)`);
    const first = key && (await claim<Answer>(change.db, key));
    if (first) return { answer: first.answer, ...(await readWrite(change.db, first.changeSetId)) };
    const answer = await answerOf(change);
    const changeSetId = change.id ?? null;
    if (key) await keep(change.db, key, { answer, changeSetId });
    return { answer, ...(await readWrite(change.db, changeSetId)) };
  });
  return { ...result, revision: revision ?? result.revision };
}

/** The changes of a set and its revision; of one that is not closed yet, or without one, the revision that there is. */
async function readWrite(db: Db, changeSetId: string | null): Promise<Omit<Outcome<unknown>, "answer">> {
  const [row] = await db.execute<{ revision: number; changeIds: number[] }>(
    sql`select coalesce((select revision from change_sets where id = ${changeSetId}::bigint), revision)::int as revision,
        coalesce((select json_agg(id order by id) from changes where change_set_id = ${changeSetId}::bigint), '[]') as "changeIds"
      from graph_revision`,
    "objects",
  );
  return { changeIds: row?.changeIds ?? [], revision: row?.revision ?? 0 };
}

/** Takes the key, once whoever has it is done; where it is used already, returns what came of that. */
async function claim<Answer>(db: Db, { caller, key, input }: WriteKey): Promise<Kept<Answer> | null> {
  await sweep(db, caller, key);
  for (;;) {
    const taken = await db.execute(
      sql`insert into ${idempotencyKeys} (caller, key, input) values (${caller}, ${key}, ${input})
        on conflict do nothing returning 1`,
      "objects",
    );
    if (taken.length > 0) return null;
    const [used] = await db.execute<{ input: string; answer: Answer; changeSetId: string | null }>(
      sql`select input, answer, change_set_id as "changeSetId" from ${idempotencyKeys}
        where caller = ${caller} and key = ${key}`,
      "objects",
    );
    // Swept away between the two statements.
    if (!used) continue;
    if (used.input === input) return { answer: used.answer, changeSetId: used.changeSetId };
    throw new ConflictError(`the idempotency key ${JSON.stringify(key)} was used for another input`);
  }
}

async function keep(
  db: Db,
  { caller, key }: WriteKey,
  { answer, changeSetId }: Kept<unknown>,
): Promise<void> {
  await db.execute(
    sql`update ${idempotencyKeys} set answer = ${JSON.stringify(answer)}::jsonb, change_set_id = ${changeSetId}::bigint
      where caller = ${caller} and key = ${key}`,
  );
}

/** Forgets some keys that are too old, and this one if it is; those that others are just sweeping are left to them. */
async function sweep(db: Db, caller: string, key: string): Promise<void> {
  await db.execute(
    sql`delete from ${idempotencyKeys} where used_at < now() - ${keptFor} and (
      (caller = ${caller} and key = ${key}) or (caller, key) in (
        select caller, key from ${idempotencyKeys} where used_at < now() - ${keptFor}
          order by used_at limit ${sweptAtOnce} for update skip locked))`,
  );
}
