import type { AnyRecord, NounName, Target } from "../domain/noun.ts";
import { nouns } from "../domain/noun-list.ts";
import { ownedReferences, referencesOf } from "../domain/record.ts";
import type { References } from "../domain/reference.ts";
import { compareRecord, type OnConflict, type ThreeWays, type Verdict } from "./compare-record.ts";
import type { SeedRecord } from "./read-seeds.ts";

/** One record of the files or of the files last loaded, and what is to become of it. */
export interface PlannedRecord extends ThreeWays {
  readonly noun: NounName;
  readonly key: string;
  /** Where the files have it. */
  readonly seed: SeedRecord | undefined;
  verdict: Verdict;
  /** Why it is a conflict. */
  reason?: string;
}

/**
 * Decides for every record, without writing. Records come in the order of nouns, so that what one refers to is
 * decided before it.
 */
export function planSeeds(
  records: readonly Omit<PlannedRecord, "verdict">[],
  references: References,
  onConflict: OnConflict,
): PlannedRecord[] {
  const planned = nouns.flatMap((noun) =>
    records
      .filter((each) => each.noun === noun.name)
      .map((each): PlannedRecord => {
        const verdict = compareRecord(noun, each, onConflict);
        return { ...each, verdict, ...(verdict === "conflict" && { reason: conflictReason(each) }) };
      }),
  );
  if (onConflict === "ours") restoreReferred(planned, references);
  refuseDangling(planned, references, onConflict);
  return planned;
}

/** Leaves a record as the database has it: to be listed again next time, or with `theirs` settled. */
export function leaveRecord(planned: PlannedRecord, reason: string, onConflict: OnConflict): void {
  planned.verdict = onConflict === "theirs" ? "unchanged" : "conflict";
  planned.reason = reason;
}

function conflictReason({ base, file, stored }: ThreeWays): string {
  if (file === undefined) return "it left the files, but somebody else changed it since";
  if (stored === undefined) return "the files changed it, but somebody else deleted it";
  if (base === undefined) return "the files have it new, but somebody else made another one";
  return "the files and somebody else changed it, and differently";
}

/** The names of what would not be there after loading, and the record of the files that has it. */
function findAbsent(planned: readonly PlannedRecord[]): Map<string, PlannedRecord> {
  const absent = new Map<string, PlannedRecord>();
  const present = new Set<string>();
  for (const each of planned) {
    const { verdict, file, stored } = each;
    const after = verdict === "write" ? file : verdict === "remove" ? undefined : stored;
    for (const name of namesGiven(each, file)) absent.set(name, each);
    for (const name of namesGiven(each, after)) present.add(name);
  }
  for (const name of present) absent.delete(name);
  return absent;
}

/** What others may call a record by, or what it makes: a remedy makes the works it needs. */
function namesGiven({ noun, key }: PlannedRecord, record: AnyRecord | undefined): string[] {
  if (record === undefined) return [];
  if (noun !== "remedy") return [`${noun} ${key}`];
  const { blocker, needs } = record as { blocker: string; needs: { work?: string }[] };
  return needs.flatMap(({ work }) => (work ? [`work ${blocker}/${work}`] : []));
}

function namesReferred({ noun: name, file }: PlannedRecord, references: References): string[] {
  const noun = nouns.find((each) => each.name === name);
  if (!noun || file === undefined) return [];
  const all = [...referencesOf(noun, file), ...ownedReferences(noun, file, references)];
  return all.map(({ target, slug }) => `${target} ${references.find(target, slug)?.firstSlug ?? slug}`);
}

/** Ours brings back, with a record, what somebody else deleted and the record refers to. */
function restoreReferred(planned: readonly PlannedRecord[], references: References): void {
  const absent = findAbsent(planned);
  for (const each of planned.toReversed()) {
    if (each.verdict !== "write") continue;
    for (const name of namesReferred(each, references)) {
      const referred = absent.get(name);
      if (referred) referred.verdict = "write";
    }
  }
}

/** A record that refers to what somebody else deleted cannot be written. */
function refuseDangling(
  planned: readonly PlannedRecord[],
  references: References,
  onConflict: OnConflict,
): void {
  const absent = findAbsent(planned);
  for (const each of planned) {
    if (each.verdict !== "write") continue;
    const dangling = namesReferred(each, references).find((name) => absent.has(name));
    if (dangling === undefined) continue;
    leaveRecord(each, `it refers to the ${dangling}, which somebody else deleted`, onConflict);
    if (each.stored === undefined) for (const name of namesGiven(each, each.file)) absent.set(name, each);
  }
}

/** What the files' slugs lead to, past and present: in the database where it is there, else in the files. */
export function resolveNames(
  seeds: readonly { noun: NounName; record: AnyRecord; names: readonly string[] }[],
  stored: References,
): References {
  const references = stored.copy();
  for (const { noun, names } of seeds) {
    const target = noun as Target;
    const [present = "", ...former] = names;
    const first = [...former, present].map((name) => stored.find(target, name)).find(Boolean)?.firstSlug;
    const firstSlug = first ?? former[0] ?? present;
    for (const name of [...names, firstSlug]) references.add(target, name, { firstSlug });
  }
  return references;
}
