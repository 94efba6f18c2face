import { isDeepStrictEqual } from "node:util";
import type { ChangeSet } from "./change-set.ts";
import { insertRecords, updateRecords, type WritableRecord } from "./insert-records.ts";
import { keepSlugs } from "./keep-slugs.ts";
import { refuseTooMany } from "./limit.ts";
import { namesIn } from "./node.ts";
import type { AnyRecord, Noun, Target } from "./noun.ts";
import { parseRecords } from "./parse-records.ts";
import { lockRecords, readRecords } from "./read-records.ts";
import { canonicalRecord, keyOf, ownedReferences, referencesOf } from "./record.ts";
import { lookUp, type Reference, type References, refuseMissing } from "./reference.ts";
import { refuseTwins, refuseUnexpected, type WriteOptions } from "./write-guard.ts";

/** What became of one record. */
export interface Written<R extends AnyRecord = AnyRecord> {
  /** What it goes by: a node's first slug, a fact's slug. */
  readonly slug: string;
  readonly operation: "CREATE" | "UPDATE" | "NONE";
  readonly record: R;
}

/**
 * Creates or updates the records of one noun, told apart by slug: a fixed number of statements for any number of
 * records. A record that is there already in the same form is left alone. References may be slugs of the
 * present or the past.
 *
 * @returns what became of each, in their order.
 * @throws ValidationError, NotFoundError, ConflictError; paths begin with the index of the record.
 */
export async function writeRecords<R extends AnyRecord>(
  change: ChangeSet,
  noun: Noun<R>,
  records: readonly unknown[],
  options: WriteOptions = {},
): Promise<Written<R>[]> {
  return writeParsedRecords(change, noun, parseRecords(noun, records), options);
}

/** The same for records that were parsed already. */
export async function writeParsedRecords<R extends AnyRecord>(
  change: ChangeSet,
  noun: Noun<R>,
  parsed: readonly R[],
  options: WriteOptions = {},
): Promise<Written<R>[]> {
  if (parsed.length === 0) return [];
  const { db } = change;
  const anyNoun = noun as unknown as Noun;
  const references = await resolveAll(change, anyNoun, parsed);
  const canonical = parsed.map((record) => canonicalRecord(anyNoun, record, references));
  const keys = canonical.map((record) => keyOf(anyNoun, record));
  refuseTwins(anyNoun, keys);

  const locked = await lockRecords(db, anyNoun, keys);
  const there = await readRecords(db, anyNoun, { keys: [...locked.keys()] });
  const stored = new Map(there.map((record) => [keyOf(anyNoun, record), record]));
  refuseUnexpected(anyNoun, keys, locked, options);
  const writable = keys.map((key, index): WritableRecord => {
    const before = stored.get(key) ?? null;
    const given = canonical[index] ?? {};
    const record = noun.node ? keepSlugs(anyNoun, given, parsed[index], before, references) : given;
    return { index, key, record, before, id: locked.get(key)?.id, operation: compare(before, record) };
  });
  await writeRows(change, anyNoun, writable, references, options);
  return writable.map(({ key, operation, record }) => ({ slug: key, operation, record: record as R }));
}

function compare(before: AnyRecord | null, after: AnyRecord): Written["operation"] {
  if (before === null) return "CREATE";
  return isDeepStrictEqual(before, after) ? "NONE" : "UPDATE";
}

async function writeRows(
  change: ChangeSet,
  noun: Noun,
  records: readonly WritableRecord[],
  references: References,
  { only }: WriteOptions,
): Promise<void> {
  const created = records.filter(({ operation }) => operation === "CREATE");
  const updated = records.filter(({ operation }) => operation === "UPDATE");
  const written = [...created, ...updated];
  if (written.length === 0) return;
  const inserted = await insertRecords(change, noun, created, references, {
    goesOn: only === "create",
  });
  await updateRecords(change, noun, updated, references);
  const rows = written.map(({ index, key, id, record }) => ({
    index,
    id: id ?? inserted.get(key) ?? 0,
    record,
  }));
  await noun.parts?.write(change, rows, references);
  await refuseTooMany(change.db, noun, created, references);
  await change.record(
    written.map(({ key, before, record }) => ({ noun: noun.name, slug: key, before, after: record })),
  );
}

async function resolveAll({ db }: ChangeSet, noun: Noun, records: readonly AnyRecord[]): Promise<References> {
  const withIndex = (references: Reference[], index: number) =>
    references.map((each) => ({ ...each, path: [index, ...each.path] }));
  const plain = records.flatMap((record, index) => withIndex(referencesOf(noun, record), index));
  const selves = noun.node
    ? records.flatMap((record) =>
        namesIn(record as never).map((slug) => ({ target: noun.name as Target, slug })),
      )
    : [];
  const references = await lookUp(db, [...plain, ...selves]);
  await refuseMissing(db, plain, references);
  const owned = records.flatMap((record, index) =>
    withIndex(ownedReferences(noun, record, references), index),
  );
  await lookUp(db, owned, references);
  await refuseMissing(db, owned, references);
  return references;
}
