import type { Db } from "../src/db/open.ts";
import { inChangeSet } from "../src/domain/change-set.ts";
import { editRecord } from "../src/domain/edit-record.ts";
import { nouns } from "../src/domain/noun-list.ts";
import { readRecords } from "../src/domain/read-records.ts";
import { keyOf } from "../src/domain/record.ts";

/** Has one record of every noun changed so many times, each in a change set of its own. */
export async function writeEdits(db: Db, times: number): Promise<void> {
  const edited = await Promise.all(
    nouns.map(async (noun) => ({ noun, records: await readRecords(db, noun, { limit: 1 }) })),
  );
  for (let time = 1; time <= times; time++) {
    await inChangeSet(db, { actor: "editor", reason: `time ${time}` }, async (change) => {
      for (const { noun, records } of edited) {
        const [record] = records;
        if (!record) throw new Error(`there is no ${noun.name} to edit`);
        const [field] = ["title", "version", "name"].filter((name) => name in record);
        const word = `edited ${time}`;
        await editRecord(change, noun, keyOf(noun, record), (known) => ({
          ...known,
          ...(noun.fact || field === undefined ? { note: word } : { [field]: word }),
        }));
      }
    });
  }
}
