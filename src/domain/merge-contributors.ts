import { isDeepStrictEqual } from "node:util";
import type { ChangeSet } from "./change-set.ts";
import { addCitations } from "./cite.ts";
import { type ContributorRecord, contributor } from "./contributor.ts";
import { findDependents } from "./dependent.ts";
import { editRecord } from "./edit-record.ts";
import { ConflictError, ValidationError } from "./error.ts";
import { citationsOf, sourceOf } from "./fact.ts";
import { firstSlugIn, namesIn } from "./node.ts";
import type { AnyRecord, Noun, NounName } from "./noun.ts";
import { nounNamed } from "./noun-list.ts";
import { type Locked, lockRecords, readRecords } from "./read-records.ts";
import { lookUp } from "./reference.ts";
import { removeRecords } from "./remove-records.ts";
import { aliases } from "./value.ts";
import { refuseUnexpected, type WriteOptions } from "./write-guard.ts";
import { type Written, writeRecords } from "./write-records.ts";

const person = contributor as unknown as Noun;

/**
 * Makes two contributors that are one person one: what refers to `from` refers to `into`, which is also known by the
 * names of `from`, and every slug of `from` leads to it. Where both are said to have done the same, the sources of
 * both say so of `into`.
 *
 * @param from what goes by it is gone afterwards; both are first slugs
 * @throws ValidationError where both are one, ConflictError where one is gone by now, and what {@link writeRecords} throws
 */
export async function mergeContributors(
  change: ChangeSet,
  from: string,
  into: string,
  options: WriteOptions = {},
): Promise<Written> {
  if (from === into) {
    throw new ValidationError([{ path: ["into"], message: "is the same contributor; expected another one" }]);
  }
  const locked = await lockRecords(change.db, person, [from, into], { isWhole: true });
  const lost = [from, into].find((key) => !locked.has(key));
  if (lost !== undefined) {
    const message = `the contributor "${lost}" was merged into another one, or deleted, meanwhile`;
    throw new ConflictError(message, { noun: "contributor", slug: lost });
  }
  refuseUnexpected(person, [into], new Map([[into, locked.get(into) as Locked]]), options);
  const [gone, kept] = await readBoth(change, from, into);
  refuseTooManyNames(kept, gone);
  const ids = [from, into].map((key) => locked.get(key)?.id);
  const referring = await findDependents(change.db, person, ids as number[]);
  const [ofGone = [], ofInto = []] = ids.map((id) => referring.get(id as number));
  const names = new Set(ofGone.map(({ noun }) => noun));
  for (const name of names) {
    const slugsOf = (all: typeof ofGone) => all.flatMap(({ noun, slug }) => (noun === name ? [slug] : []));
    await moveReferences(change, name, slugsOf(ofGone), slugsOf(ofInto), from, into);
  }
  await removeRecords(change, contributor, [from]);
  return editRecord(change, contributor, into, (record) => withNamesOf(record, gone), options);
}

async function readBoth(
  { db }: ChangeSet,
  ...keys: readonly [from: string, into: string]
): Promise<[ContributorRecord, ContributorRecord]> {
  const records = await readRecords(db, contributor, { keys });
  return keys.map((key) => records.find((record) => firstSlugIn(record) === key)) as [
    ContributorRecord,
    ContributorRecord,
  ];
}

/** @throws ValidationError where the one that stays would be known by more names than it may */
function refuseTooManyNames(kept: ContributorRecord, gone: ContributorRecord): void {
  const { error } = aliases.safeParse(withNamesOf(kept, gone).aliases);
  if (!error) return;
  const count = (withNamesOf(kept, gone).aliases as readonly string[]).length;
  const message = `would be known by ${count} other names with those of "${gone.slug}"; expected at most 20: take some of its aliases first`;
  throw new ValidationError([{ path: ["into"], message }]);
}

/** Has records of a noun that refer to `from` refer to `into`; one that then says what another says joins that. */
async function moveReferences(
  change: ChangeSet,
  name: NounName,
  ofGone: readonly string[],
  ofInto: readonly string[],
  from: string,
  into: string,
): Promise<void> {
  const noun = nounNamed(name);
  const fields = Object.keys(noun.fields).filter((field) => noun.fields[field]?.refersTo === "contributor");
  const moved = (await readRecords(change.db, noun, { keys: ofGone })).map((record) => ({
    ...record,
    ...Object.fromEntries(fields.filter((field) => record[field] === from).map((field) => [field, into])),
  }));
  const there = noun.fact ? await readRecords(change.db, noun, { keys: ofInto }) : [];
  const twinOf = (record: AnyRecord) => there.find((each) => saysTheSame(each, record));
  const alone = moved.filter((record) => !twinOf(record));
  await writeRecords(change, noun, alone, { only: "update" });
  const cited = moved.flatMap((record) => citationsOf(record));
  const references = await lookUp(
    change.db,
    cited.map((each) => ({ target: "source" as const, slug: sourceOf(each) })),
  );
  for (const record of moved) {
    const twin = twinOf(record);
    if (!twin) continue;
    await removeRecords(change, noun, [String((record as AnyRecord).slug)]);
    const note = (record as AnyRecord).note;
    await editRecord(change, noun, String(twin.slug), (fact) => ({
      ...(note !== undefined && { note }),
      ...addCitations(fact, citationsOf(record), references),
    }));
  }
}

/** Whether two facts say the same, whoever says so. */
function saysTheSame(one: AnyRecord, other: AnyRecord): boolean {
  const said = ({ slug, sources, note, ...says }: AnyRecord) => says;
  return isDeepStrictEqual(said(one), said(other));
}

function withNamesOf(record: ContributorRecord, gone: ContributorRecord): AnyRecord {
  const aliases = [...(record.aliases ?? []), gone.name, ...(gone.aliases ?? [])];
  return {
    ...record,
    aliases: [...new Set(aliases)].filter((name) => name !== record.name),
    formerly: [...new Set([firstSlugIn(record), ...namesIn(record), ...namesIn(gone)])],
  };
}
