import type { Db } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { writeRecords } from "../../src/domain/write-records.ts";

/** Writes records of several nouns in one change set, in an order in which each finds what it refers to. */
export async function writeAll(db: Db, records: Partial<Record<NounName, readonly object[]>>): Promise<void> {
  await inChangeSet(db, { actor: "test" }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, records[noun.name] ?? []);
  });
}
