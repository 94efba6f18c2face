import type { ChangeSet } from "./change-set.ts";
import { NotFoundError } from "./error.ts";
import { firstSlugIn, namesIn } from "./node.ts";
import type { AnyRecord, Noun, Target } from "./noun.ts";
import { lockRecords, readRecords } from "./read-records.ts";
import { lookUp } from "./reference.ts";
import { findLikeliest } from "./suggestion.ts";
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
  if (!record) throw new NotFoundError([{ noun: noun.name, slug: key, path: [] }]);
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
  const target = noun.name as Target;
  const found = (await lookUp(change.db, [{ target, slug: from }])).find(target, from);
  if (!found) {
    const suggestion = await findLikeliest(change.db, target, from);
    throw new NotFoundError([{ noun: noun.name, slug: from, path: [], ...(suggestion && { suggestion }) }]);
  }
  const rename = (record: R) => {
    const node = record as unknown as { slug: string; formerly?: string[] };
    return { ...record, slug: to, formerly: [firstSlugIn(node), ...namesIn(node)].filter(isFirst) };
  };
  return editRecord(change, noun, found.firstSlug, rename, options);
}

function isFirst(each: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(each) === index;
}
