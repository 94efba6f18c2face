import type { Db } from "../db/open.ts";
import type { ChangeSet } from "../domain/change-set.ts";
import { findDependents } from "../domain/dependent.ts";
import type { Noun } from "../domain/noun.ts";
import { nouns } from "../domain/noun-list.ts";
import { lockRecords } from "../domain/read-records.ts";
import { removeRecords } from "../domain/remove-records.ts";
import { writeRecords } from "../domain/write-records.ts";
import type { OnConflict } from "./compare-record.ts";
import type { LoadedChange } from "./load-report.ts";
import { placeProblems } from "./place-problems.ts";
import { leaveRecord, type PlannedRecord } from "./seed-plan.ts";

/**
 * Writes what is to be written, then removes what is to be removed; what others refer to is left instead.
 *
 * @returns what was done, in that order.
 * @throws SeedError for what the files say and the database refuses.
 */
export async function applySeedPlan(
  change: ChangeSet,
  planned: readonly PlannedRecord[],
  onConflict: OnConflict,
): Promise<LoadedChange[]> {
  const written = await writePlanned(change, planned);
  return [...written, ...(await removePlanned(change, planned, onConflict))];
}

async function writePlanned(change: ChangeSet, planned: readonly PlannedRecord[]): Promise<LoadedChange[]> {
  const changes: LoadedChange[] = [];
  for (const noun of nouns) {
    const ofNoun = planned.filter((each) => each.noun === noun.name && each.verdict === "write");
    const written = await placeProblems(
      (index, path, message) => ofNoun[index]?.seed?.problemAt(path, message),
      () =>
        writeRecords(
          change,
          noun,
          ofNoun.map(({ file }) => file),
        ),
    );
    changes.push(
      ...written.flatMap(({ operation, slug }): LoadedChange[] =>
        operation === "NONE" ? [] : [{ operation, noun: noun.name, slug }],
      ),
    );
  }
  return changes;
}

async function removePlanned(
  change: ChangeSet,
  planned: readonly PlannedRecord[],
  onConflict: OnConflict,
): Promise<LoadedChange[]> {
  const changes: LoadedChange[] = [];
  for (const noun of nouns.toReversed()) {
    const ofNoun = planned.filter((each) => each.noun === noun.name && each.verdict === "remove");
    const kept = await keepReferred(change.db, noun, ofNoun, onConflict);
    const keys = ofNoun.filter((each) => !kept.has(each)).map(({ key }) => key);
    await removeRecords(change, noun, keys);
    changes.push(...keys.map((slug) => ({ operation: "DELETE" as const, noun: noun.name, slug })));
  }
  return changes;
}

/** What others still refer to stays, as a conflict that names them. */
async function keepReferred(
  db: Db,
  noun: Noun,
  leaving: readonly PlannedRecord[],
  onConflict: OnConflict,
): Promise<Set<PlannedRecord>> {
  const locked = await lockRecords(
    db,
    noun,
    leaving.map(({ key }) => key),
  );
  const dependents = await findDependents(
    db,
    noun,
    [...locked.values()].map(({ id }) => id),
  );
  const kept = leaving.filter((each) => {
    const found = dependents.get(locked.get(each.key)?.id ?? 0) ?? [];
    if (found.length === 0) return false;
    const named = found.slice(0, 5).map(({ noun: name, slug }) => `${name} ${slug}`);
    const more = found.length > 5 ? " …" : "";
    leaveRecord(each, `it left the files, but others refer to it: ${named.join(", ")}${more}`, onConflict);
    return true;
  });
  return new Set(kept);
}
