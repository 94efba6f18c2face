import { createHash } from "node:crypto";
import type { Db } from "../../db/open.ts";
import type { Author, ChangeSet } from "../../domain/change-set.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { findIds } from "../../domain/read-records.ts";
import { retryWrite } from "../../domain/retry-write.ts";
import { line, prose } from "../../domain/value.ts";
import { type WriteKey, writeOnce } from "../../domain/write-once.ts";
import type { Context } from "../context.ts";
import type { Reference, RowObject } from "../read/field-read.ts";
import { recordTypes } from "../read/record-types.ts";
import { lacksScopeNow } from "../viewer.ts";
import { describeError } from "./describe-error.ts";
import { refuseNewStepsBack } from "./new-step-back.ts";
import type { PayloadRow } from "./payload.ts";
import { Problems } from "./problems.ts";
import type { Input } from "./read-record.ts";
import { resultName } from "./result-kind.ts";
import { findSecrets } from "./secret-text.ts";
import type { Step, Subject, Verb } from "./verb.ts";

/** What every mutation's input may say beside what its verb takes. */
interface Terms {
  readonly reason?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

const termForms = { reason: prose, idempotencyKey: line(200) };

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
  const { viewer, graph, write: db, requestId } = context;
  const lacking = await lacksScopeNow(viewer, "write");
  if (lacking !== undefined) return { __typename: "NotAuthorizedError", message: lacking, scope: "write" };
  const { reason: givenReason, idempotencyKey: givenKey, ...own } = input;
  const terms = { reason: givenReason, idempotencyKey: givenKey };
  const actor = viewer.name ?? "nobody in particular";
  try {
    const { step, reason, idempotencyKey } = readStep(verb, own, terms);
    await beforeWrite();
    const author: Author = { actor, requestId, ...(reason != null && { reason }) };
    const key = idempotencyKey == null ? null : makeKey(actor, idempotencyKey, [verb.name, own, reason]);
    const write = async (change: ChangeSet) => {
      const subjects = await step(change);
      await refuseNewStepsBack(change);
      return subjects;
    };
    const { answer: subjects, ...written } = await graph.gate.through("write", () =>
      retryWrite(() => writeOnce(db, author, key, write)),
    );
    return {
      __typename: `${resultName(verb.result)}Payload`,
      subjects,
      changeIds: written.changeIds,
      graphRevision: written.revision,
      locate: () => locate(db, subjects),
    } satisfies PayloadRow;
  } catch (error) {
    const described = describeError(error);
    if (!described) throw error;
    return described;
  }
}

/** What is to be done, and on which terms. @throws ValidationError with all that is wrong with an input by itself */
function readStep(verb: Verb, own: Input, terms: Terms): Terms & { readonly step: Step } {
  const problems = new Problems();
  findSecrets({ ...own, ...terms }, problems);
  problems.refuseAny();
  const step = verb.read(own, problems);
  const parsed = Object.entries(termForms).map(([name, form]) => {
    const { data, error } = form.nullish().safeParse(terms[name as keyof Terms]);
    for (const { message } of error?.issues ?? []) problems.add([name], message);
    return [name, data];
  });
  problems.refuseAny();
  return { step, ...(Object.fromEntries(parsed) as Terms) };
}

function makeKey(caller: string, key: string, asked: unknown): WriteKey {
  return { caller, key, input: createHash("sha256").update(JSON.stringify(asked)).digest("base64url") };
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
