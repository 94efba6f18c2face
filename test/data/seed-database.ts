import { sql } from "drizzle-orm";
import { afterEach, beforeEach } from "vitest";
import { type LoadOptions, loadSeeds } from "../../src/data/load-seeds.ts";
import { type ChangeSet, inChangeSet } from "../../src/domain/change-set.ts";
import { editRecord } from "../../src/domain/edit-record.ts";
import type { AnyRecord, NounName } from "../../src/domain/noun.ts";
import { nounNamed, nouns } from "../../src/domain/noun-list.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../domain/empty-database.ts";
import { type SeedFiles, seedsOf } from "./seed-files.ts";

/** Gives each test of a file an empty database, into which it loads seeds, and in which somebody else writes. */
export function useSeedDatabase() {
  let database: EmptyDatabase;
  beforeEach(async () => {
    database = await openEmptyDatabase();
  });
  afterEach(() => database.close());

  /** Somebody else writes through the API. */
  function somebody<Result>(write: (change: ChangeSet) => Promise<Result>) {
    return inChangeSet(database.write, { actor: "somebody" }, write);
  }

  return {
    /** The database of the test that runs. */
    db: () => database,
    somebody,
    load: async (files: SeedFiles, options: Partial<LoadOptions> = {}) =>
      loadSeeds(database.write, await seedsOf(files), { actor: "seeds", force: true, ...options }),
    edit: (noun: NounName, key: string, fields: AnyRecord) =>
      somebody((change) => editRecord(change, nounNamed(noun), key, (record) => ({ ...record, ...fields }))),
    remove: (noun: NounName, ...keys: string[]) =>
      somebody((change) => removeRecords(change, nounNamed(noun), keys)),
    stored: async (noun: NounName, key: string): Promise<AnyRecord | undefined> =>
      (await readRecords(database.read, nounNamed(noun), { keys: [key] }))[0],
    everything: () => Promise.all(nouns.map((noun) => readRecords(database.read, noun))),
    historyLength: async (): Promise<number> => {
      const count = sql`select count(*)::int from changes`;
      const [row] = await database.read.execute<{ count: number }>(count, "objects");
      return row?.count ?? 0;
    },
  };
}
