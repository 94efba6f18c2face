import { afterAll, beforeAll, expect, it } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { lockRecords } from "../../src/domain/read-records.ts";
import { keyOf } from "../../src/domain/record.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { type EmptyDatabase, openEmptyDatabase } from "./empty-database.ts";
import { exampleRecords, writeExamples } from "./example-records.ts";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

/** A change that every noun takes: of the note of a fact, of the first text of a node. */
const changed = {
  contributor: { name: "Changed" },
  source: { title: "Changed" },
  integration: { name: "Changed" },
  release: { releasedOn: "2021-12-24" },
  feature: { name: "Changed" },
  capability: { name: "Changed" },
} as const;

it.each(nouns.map((noun) => [noun.name, noun] as const))(
  "a %s changes, and its version counts it",
  async (name, noun) => {
    const [record] = exampleRecords[name];
    const key = keyOf(noun, record ?? {});
    const after = {
      ...record,
      ...(name in changed ? changed[name as keyof typeof changed] : { note: "Changed." }),
    };
    const versionOf = () =>
      database.write.transaction(async (db) => (await lockRecords(db, noun, [key])).get(key)?.version);
    const before = await versionOf();
    const { result } = await inChangeSet(database.write, { actor: "test" }, (change) =>
      writeRecords(change, noun, [after]),
    );
    expect(result).toMatchObject([{ slug: key, operation: "UPDATE", record: after }]);
    expect(await versionOf()).toBe((before ?? 0) + 1);
  },
);
