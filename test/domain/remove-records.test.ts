import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { NotFoundError } from "../../src/domain/error.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nounNamed, nouns } from "../../src/domain/noun-list.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { keyOf } from "../../src/domain/record.ts";
import { remedy } from "../../src/domain/remedy.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "./empty-database.ts";
import { exampleRecords, writeExamples } from "./example-records.ts";

let database: Database;
beforeEach(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterEach(() => database.close());

function remove(noun: NounName, ...keys: string[]) {
  return inChangeSet(database.write, { actor: "test" }, (change) =>
    removeRecords(change, nounNamed(noun), keys),
  );
}

describe("removeRecords", () => {
  it("removes everything in the reverse order of nouns, and leaves no row behind", async () => {
    await inChangeSet(database.write, { actor: "test" }, async (change) => {
      for (const noun of nouns.toReversed()) {
        const keys = exampleRecords[noun.name].map((record) => keyOf(noun, record));
        await removeRecords(change, noun, keys);
      }
    });
    const tables = [
      "facts",
      "citations",
      "needs",
      "works",
      "slugs",
      "search_documents",
      "capabilities",
      "sources",
    ];
    for (const table of tables) {
      const rows = await database.read.execute(sql`select 1 from ${sql.identifier(table)}`, "objects");
      expect([table, rows]).toEqual([table, []]);
    }
  });

  it.each<[NounName, string, string]>([
    ["contributor", "bob", 'the contribution "bob/keep/proposed/undated" and 1 more refer to it'],
    ["source", "mail-1", 'the adoption "jogger/keep" and'],
    ["integration", "walker", 'the adoption "walker/keep" and'],
    ["release", "runner-1.0", 'the adoption "jogger/keep" and 1 more'],
    ["feature", "poke", 'the feature-release "poke/runner-1.0" and 1 more'],
    ["capability", "walker/pause", 'the remedy "jogger-pause/daemon" refers to it'],
    ["blocker", "walker-legs", 'the contribution "bob/walker-legs/reviewed/undated" and 1 more'],
    [
      "remedy",
      "jogger-pause/daemon",
      'the blocker-report "jogger-pause/daemon/2020-06-01/mail-1" refers to it',
    ],
  ])("refuses to remove a %s that others refer to", async (noun, key, reason) => {
    await expect(remove(noun, key)).rejects.toThrow(`the ${noun} "${key}" cannot go while ${reason}`);
    expect(await readRecords(database.read, nounNamed(noun), { keys: [key] })).toHaveLength(1);
  });

  it("names what is not there", async () => {
    await expect(remove("feature", "none")).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe("the works of a blocker", () => {
  const works = () =>
    database.read.execute<{ slug: string; description: string }>(
      sql`select slug, description from works order by slug`,
      "objects",
    );
  const needs = (work: string, description: string) => ({
    blocker: "walker-legs",
    needs: [{ work, description }],
    sources: ["mail-1"],
  });
  const write = (...records: Record<string, unknown>[]) =>
    inChangeSet(database.write, { actor: "test" }, (change) => writeRecords(change, remedy, records));

  it("come and go with the remedies that name them", async () => {
    await write(needs("legs", "Grow legs."));
    expect(await works()).toEqual([
      { slug: "daemon", description: "Write a daemon." },
      { slug: "legs", description: "Grow legs." },
    ]);
    await write({ slug: "walker-legs/legs", ...needs("feet", "Grow feet.") });
    expect((await works()).map(({ slug }) => slug)).toEqual(["daemon", "feet"]);
    await remove("remedy", "walker-legs/legs");
    expect((await works()).map(({ slug }) => slug)).toEqual(["daemon"]);
  });

  it("are described alike by all remedies that name one", async () => {
    await write(needs("legs", "Grow legs."));
    const second = { ...needs("legs", "Buy legs."), key: "second" };
    await expect(write(second)).rejects.toMatchObject({
      problems: [{ path: [0, "needs", 0, "description"] }],
    });
    await write(second, needs("legs", "Buy legs."));
    expect(await works()).toContainEqual({ slug: "legs", description: "Buy legs." });
  });

  it("stay while a report speaks of them", async () => {
    const [daemon] = exampleRecords.remedy;
    await expect(write({ ...daemon, needs: [{ feature: "hold" }] })).rejects.toThrow(
      "no remedy would name the work daemon any more, but the report jogger-pause/daemon/2020-06-01/mail-1 speaks of it",
    );
  });
});
