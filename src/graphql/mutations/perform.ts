import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import type { Author } from "../../domain/change-set.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { findIds } from "../../domain/read-records.ts";
import { retryWrite } from "../../domain/retry-write.ts";
import { line, prose } from "../../domain/value.ts";
import { type WriteKey, writeOnce } from "../../domain/write-once.ts";
import type { Context } from "../context.ts";
import type { Reference, RowObject } from "../read/field-read.ts";
import { recordTypes } from "../read/record-types.ts";
import { lacksScope } from "../viewer.ts";
import { describeError } from "./describe-error.ts";
import type { PayloadRow } from "./payload.ts";
import { Problems } from "./problems.ts";
import type { Input } from "./read-record.ts";
import { resultName } from "./result-kind.ts";
import type { Step, Subject, Verb } from "./verb.ts";

/** What every mutation's input may say beside what its verb takes. */
interface Terms {
  readonly reason?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Does what an input asks for, as one write: reads it, writes it in one change set, again where other writers are in
 * the way, and tells what came of it, or why nothing was written.
 *
 * @param beforeWrite runs when the input is read and nothing is written yet; what it throws is thrown
 */
export async function perform(
  context: Context,
  verb: Verb,
  input: Input & Terms,
  beforeWrite: () => Promise<void>,
): Promise<RowObject> {
  const { viewer, write: db, requestId } = context;
  const lacking = lacksScope(viewer, "write");
  if (lacking !== undefined) return { __typename: "NotAuthorizedError", message: lacking, scope: "write" };
  const { reason, idempotencyKey, ...own } = input;
  const actor = viewer.name ?? "nobody in particular";
  try {
    const step = readStep(verb, own, { reason, idempotencyKey });
    await beforeWrite();
    const author: Author = { actor, requestId, ...(reason != null && { reason: reason.trim() }) };
    const key = idempotencyKey == null ? null : makeKey(actor, idempotencyKey, [verb.name, own, reason]);
    const { answer: subjects, changeSetId } = await retryWrite(() => writeOnce(db, author, key, step));
    return {
      __typename: `${resultName(verb.result)}Payload`,
      subjects,
      ...(await readOutcome(db, changeSetId)),
      locate: () => locate(db, subjects),
    } satisfies PayloadRow;
  } catch (error) {
    const described = describeError(error);
    if (!described) throw error;
    return described;
  }
}

/** @throws ValidationError with all that is wrong with an input by itself */
function readStep(verb: Verb, own: Input, { reason, idempotencyKey }: Terms): Step {
  const problems = new Problems();
  const step = verb.read(own, problems);
  const terms = [
    ["reason", prose, reason],
    ["idempotencyKey", line(200), idempotencyKey],
  ] as const;
  for (const [name, form, value] of terms) {
    const { error } = form.nullish().safeParse(value);
    for (const { message } of error?.issues ?? []) problems.add([name], message);
  }
  problems.refuseAny();
  return step;
}

function makeKey(caller: string, key: string, asked: unknown): WriteKey {
  return { caller, key, input: createHash("sha256").update(JSON.stringify(asked)).digest("base64url") };
}

/** The numbers of the changes of a set and its revision; without a set, the revision that there is. */
async function readOutcome(
  db: Db,
  changeSetId: string | null,
): Promise<Pick<PayloadRow, "changeIds" | "graphRevision">> {
  const [row] = await db.execute<{ revision: number; ids: number[] }>(
    changeSetId === null
      ? sql`select revision::int as revision, '[]'::json as ids from graph_revision`
      : sql`select revision::int as revision, (
            select json_agg(id order by id) from changes where change_set_id = change_sets.id) as ids
          from change_sets where id = ${changeSetId}::bigint`,
    "objects",
  );
  return { changeIds: row?.ids ?? [], graphRevision: row?.revision ?? 0 };
}

/** Where the records are now; null for what is gone. */
async function locate(db: Db, subjects: readonly Subject[]): Promise<(Reference | null)[]> {
  const nouns = new Set(subjects.map(({ noun }) => noun));
  const ids = new Map<string, number>();
  for (const noun of nouns) {
    const keys = subjects.flatMap((each) => (each.noun === noun ? [each.key] : []));
    for (const [key, id] of await findIds(db, nounNamed(noun), keys)) ids.set(`${noun} ${key}`, id);
  }
  return subjects.map(({ noun, key }) => {
    const id = ids.get(`${noun} ${key}`);
    return id === undefined ? null : { type: recordTypes[noun], id };
  });
}
