import type { ChangeSet } from "../../domain/change-set.ts";
import { findKey } from "../../domain/edit-record.ts";
import type { Path } from "../../domain/error.ts";
import type { AnyRecord, NounName } from "../../domain/noun.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { writeRecords } from "../../domain/write-records.ts";
import { located } from "./problems.ts";
import type { NewSource } from "./read-record.ts";
import type { Subject } from "./verb.ts";

/** Writes the sources that an input gives inline; they must be new. */
export async function writeNewSources(change: ChangeSet, newSources: readonly NewSource[]): Promise<void> {
  const records = newSources.map(({ record }) => record);
  await located(
    [],
    () => writeRecords(change, nounNamed("source"), records, { only: "create" }),
    ([index, ...inner]) => [...(newSources[index as number]?.path ?? []), ...inner],
  );
}

/** Writes a record that must be new. */
export async function createRecord(
  change: ChangeSet,
  noun: NounName,
  record: AnyRecord,
  path: Path,
): Promise<Subject> {
  const [written] = await located(path, () =>
    writeRecords(change, nounNamed(noun), [record], { only: "create" }),
  );
  if (!written) throw new Error(`nothing became of a ${noun}`);
  return { noun, key: written.slug };
}

/** What the record goes by that the field `field` of an input at `path` names. */
export function findSubject(
  change: ChangeSet,
  noun: NounName,
  named: string,
  path: Path,
  field = "id",
): Promise<string> {
  return located(
    [...path, field],
    () => findKey(change, nounNamed(noun), named),
    () => [],
  );
}
