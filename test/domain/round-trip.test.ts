import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { keyOf } from "../../src/domain/record.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "./empty-database.ts";
import { exampleRecords, writeExamples } from "./example-records.ts";

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

const byKey = (noun: (typeof nouns)[number]) =>
  exampleRecords[noun.name].toSorted((a, b) => (keyOf(noun, a) < keyOf(noun, b) ? -1 : 1));

describe.each(nouns.map((noun) => [noun.name, noun] as const))("a %s", (_, noun) => {
  it("comes back from the database as it was written, in the order of keys", async () => {
    const read = await readRecords(database.read, noun);
    expect(read).toStrictEqual(byKey(noun));
    expect(read.map((record) => JSON.stringify(record))).toEqual(
      (await readRecords(database.write, noun)).map((record) => JSON.stringify(record)),
    );
  });

  it("is found by what it goes by, and read in pages", async () => {
    const records = byKey(noun);
    for (const record of records) {
      expect(await readRecords(database.read, noun, { keys: [keyOf(noun, record)] })).toStrictEqual([record]);
    }
    const [first, second] = records;
    if (!first) return;
    const next = await readRecords(database.read, noun, { after: keyOf(noun, first), limit: 1 });
    expect(next).toStrictEqual(second ? [second] : []);
    expect(await readRecords(database.read, noun, { keys: [] })).toEqual([]);
  });

  it("is left alone when it is written again", async () => {
    const { result, revision } = await inChangeSet(database.write, { actor: "again" }, (change) =>
      writeRecords(change, noun, exampleRecords[noun.name]),
    );
    expect(result.map(({ operation }) => operation)).toEqual(exampleRecords[noun.name].map(() => "NONE"));
    expect(revision).toBeNull();
  });

  it("has the record in the history of its creation", async () => {
    const rows = await database.read.execute<{ slug: string; after: unknown }>(
      sql`select slug, after from changes where noun = ${noun.name} order by slug`,
      "objects",
    );
    const expected = byKey(noun).map((record) => ({ slug: keyOf(noun, record), after: record }));
    expect(rows).toEqual(expected);
  });
});

it("gives facts the slugs they have by what they say", async () => {
  const made = await openEmptyDatabase();
  try {
    await inChangeSet(made.write, { actor: "test" }, async (change) => {
      for (const noun of nouns) {
        const records = exampleRecords[noun.name].map(({ slug, ...rest }) =>
          noun.fact && !noun.node ? rest : { slug, ...rest },
        );
        await writeRecords(change, noun, records);
      }
    });
    for (const noun of nouns) expect(await readRecords(made.read, noun)).toStrictEqual(byKey(noun));
  } finally {
    await made.close();
  }
});
