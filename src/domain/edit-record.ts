import type { ChangeSet } from "./change-set.ts";
import { NotFoundError } from "./error.ts";
import { firstSlugIn, namesIn } from "./node.ts";
import type { AnyRecord, Noun, Target } from "./noun.ts";
import { findIds, lockRecords, readRecords } from "./read-records.ts";
import { lookUp } from "./reference.ts";
import { findLikeliestRecord } from "./suggestion.ts";
import type { WriteOptions } from "./write-guard.ts";
import { type Written, writeRecords } from "./write-records.ts";

/**
 * Changes one record to what `edit` makes of it; it stays locked in between, so that two writers of one record
 * come one after the other.
 *
 * @throws NotFoundError where no record goes by `key`, and what {@link writeRecords} throws.
 */
export async function editRecord<R extends AnyRecord>(
  change: ChangeSet,
  noun: Noun<R>,
  key: string,
  edit: (record: R) => AnyRecord,
  options: WriteOptions = {},
): Promise<Written<R>> {
  await lockRecords(change.db, noun as unknown as Noun, [key]);
  const [record] = await readRecords(change.db, noun, { keys: [key] });
  if (!record) throw await notFound(change, noun as unknown as Noun, key);
  const [written] = await writeRecords(change, noun, [edit(record)], options);
  if (!written) throw new Error(`nothing became of ${noun.name} ${key}`);
  return written;
}

/**
 * Gives a node another slug; `from`, any slug it has or had, and all others keep leading to it.
 *
 * @throws NotFoundError where `from` leads nowhere, ConflictError where `to` leads to another node.
 */
export async function renameNode<R extends AnyRecord>(
  change: ChangeSet,
  noun: Noun<R>,
  from: string,
  to: string,
  options: WriteOptions = {},
): Promise<Written<R>> {
  const found = await findKey(change, noun as unknown as Noun, from);
  const rename = (record: R) => {
    const node = record as unknown as { slug: string; formerly?: string[] };
    return { ...record, slug: to, formerly: [firstSlugIn(node), ...namesIn(node)].filter(isFirst) };
  };
  await lockRecords(change.db, noun as unknown as Noun, [found], { isWhole: true });
  return editRecord(change, noun, found, rename, options);
}

/**
 * What a record goes by: that itself, or any slug that leads to a node.
 *
 * @throws NotFoundError where there is none, with what was likely meant.
 */
export async function findKey(change: ChangeSet, noun: Noun, named: string): Promise<string> {
  if (noun.node) {
    const target = noun.name as Target;
    const found = (await lookUp(change.db, [{ target, slug: named }])).find(target, named);
    if (found) return found.firstSlug;
  } else if ((await findIds(change.db, noun, [named])).has(named)) {
    return named;
  }
  throw await notFound(change, noun, named);
}

/** That no record goes by a slug, with what was likely meant. */
export async function notFound({ db }: ChangeSet, noun: Noun, slug: string): Promise<NotFoundError> {
  const suggestion = await findLikeliestRecord(db, noun, slug);
  return new NotFoundError([{ noun: noun.name, slug, path: [], ...(suggestion && { suggestion }) }]);
}

function isFirst(each: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(each) === index;
}
