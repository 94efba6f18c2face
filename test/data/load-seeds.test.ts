import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderLoadReport } from "../../src/data/load-report.ts";
import { type LoadOptions, loadSeeds } from "../../src/data/load-seeds.ts";
import { seedsAreLoaded } from "../../src/data/seed-history.ts";
import type { Database } from "../../src/db/open.ts";
import { type ChangeSet, inChangeSet } from "../../src/domain/change-set.ts";
import { editRecord, renameNode } from "../../src/domain/edit-record.ts";
import type { AnyRecord, NounName } from "../../src/domain/noun.ts";
import { nounNamed, nouns } from "../../src/domain/noun-list.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "../domain/empty-database.ts";
import { edited, type SeedFiles, seedsOf, smallSeeds, without } from "./seed-files.ts";

let database: Database;
beforeEach(async () => {
  database = await openEmptyDatabase();
});
afterEach(() => database.close());

async function load(files: SeedFiles, options: Partial<LoadOptions> = {}) {
  return loadSeeds(database.write, await seedsOf(files), { actor: "seeds", force: true, ...options });
}

/** Somebody else writes through the API. */
function somebody<Result>(write: (change: ChangeSet) => Promise<Result>) {
  return inChangeSet(database.write, { actor: "somebody" }, write);
}

function edit(noun: NounName, key: string, fields: AnyRecord) {
  return somebody((change) =>
    editRecord(change, nounNamed(noun), key, (record) => ({ ...record, ...fields })),
  );
}

function remove(noun: NounName, ...keys: string[]) {
  return somebody((change) => removeRecords(change, nounNamed(noun), keys));
}

async function stored(noun: NounName, key: string): Promise<AnyRecord | undefined> {
  return (await readRecords(database.read, nounNamed(noun), { keys: [key] }))[0];
}

async function everything() {
  return Promise.all(nouns.map((noun) => readRecords(database.read, noun)));
}

async function historyLength(): Promise<number> {
  const [row] = await database.read.execute<{ count: number }>(
    sql`select count(*)::int from changes`,
    "objects",
  );
  return row?.count ?? 0;
}

const renamed = (from: string, to: string) => edited(smallSeeds, "integrations/walker.yml", from, to);
const walkerNamed = (name: string) => renamed("name: Walker", `name: ${name}`);
const report = "runner/2020-01-01/page-1";
const withStatus = (status: string) =>
  edited(smallSeeds, "integrations/runner.yml", "status: STALLED", `status: ${status}`);

describe("loading seeds", () => {
  it("writes all that the files say, under one revision, and says what it did", async () => {
    const seeds = await seedsOf(smallSeeds);
    const loaded = await load(smallSeeds);
    expect(loaded).toMatchObject({ isUpToDate: false, revision: 1, conflicts: [] });
    expect(loaded.changes).toHaveLength(seeds.records.length);
    expect(loaded.counts).toMatchObject({
      integration: { created: 2, updated: 0, deleted: 0, unchanged: 0 },
      remedy: { created: 1 },
    });
    expect(await historyLength()).toBe(seeds.records.length);
    expect(renderLoadReport(loaded).slice(0, 2)).toEqual([
      "The seeds are loaded, as revision 1.",
      "contributor: 1 created",
    ]);
  });

  it("a second time changes nothing", async () => {
    await load(smallSeeds);
    const before = await everything();
    const again = await load(smallSeeds);
    expect(again).toMatchObject({
      revision: null,
      changes: [],
      conflicts: [],
      counts: { integration: { unchanged: 2 } },
    });
    expect(renderLoadReport(again)[0]).toBe("The seeds changed nothing.");
    expect(await everything()).toEqual(before);
  });

  it("looks at nothing where these very files were loaded last", async () => {
    const { hash } = await seedsOf(smallSeeds);
    expect(await seedsAreLoaded(database.read, hash)).toBe(false);
    await load(smallSeeds);
    expect(await seedsAreLoaded(database.read, hash)).toBe(true);
    const again = await load(smallSeeds, { force: false });
    expect(again.isUpToDate).toBe(true);
    expect(renderLoadReport(again)).toEqual(["The seeds are loaded already."]);
    await load(walkerNamed("W"));
    expect(await seedsAreLoaded(database.read, hash)).toBe(false);
  });

  it("leaves nothing where the last record is refused", async () => {
    const empty = await everything();
    await somebody((change) =>
      writeRecords(change, nounNamed("contributor"), [{ slug: "cy", name: "Cy" }]).then(() =>
        writeRecords(change, nounNamed("source"), [
          { slug: "s", kind: "MAIL", title: "S", url: "https://example.org", publishedOn: "2020-01-01" },
        ]),
      ),
    );
    // Somebody else has the version under another slug: only the database can tell.
    await somebody((change) =>
      writeRecords(change, nounNamed("release"), [
        { slug: "other", product: "criu", version: "1.10", releasedOn: "2019-01-01", source: "s" },
      ]),
    );
    const before = await everything();
    expect(before).not.toEqual(empty);
    await expect(load(smallSeeds)).rejects.toThrow('"criu, 1.10" is taken in releases');
    expect(await everything()).toEqual(before);
    const { hash } = await seedsOf(smallSeeds);
    expect(await seedsAreLoaded(database.read, hash)).toBe(false);
  });

  it("twice at once writes once", async () => {
    const seeds = await seedsOf(smallSeeds);
    const reports = await Promise.all(
      [1, 2, 3].map(() => loadSeeds(database.write, seeds, { actor: "seeds" })),
    );
    expect(reports.map(({ isUpToDate }) => isUpToDate).sort()).toEqual([false, true, true]);
  });
});

describe("three ways:", () => {
  beforeEach(() => load(smallSeeds));

  it("only the files changed a record: they are followed", async () => {
    const loaded = await load(withStatus("READY"));
    expect(loaded.changes).toEqual([{ operation: "UPDATE", noun: "status-report", slug: report }]);
    expect(await stored("status-report", report)).toMatchObject({ status: "READY" });
  });

  it("only somebody else changed it: the database stays, and no conflict is listed", async () => {
    await edit("status-report", report, { status: "READY" });
    for (const files of [smallSeeds, walkerNamed("W")]) {
      expect((await load(files)).conflicts).toEqual([]);
      expect(await stored("status-report", report)).toMatchObject({ status: "READY" });
    }
  });

  it("both changed it alike: settled", async () => {
    await edit("status-report", report, { status: "READY" });
    expect(await load(withStatus("READY"))).toMatchObject({ revision: null, conflicts: [] });
    expect((await load(withStatus("IN_PROGRESS"))).changes).toHaveLength(1);
  });

  it("both changed it differently: left and listed, every time, with its place", async () => {
    await edit("status-report", report, { status: "READY" });
    for (const _ of [1, 2]) {
      const { conflicts, revision } = await load(withStatus("IN_PROGRESS"));
      expect(revision).toBeNull();
      expect(conflicts).toEqual([
        {
          noun: "status-report",
          slug: report,
          message: "the files and somebody else changed it, and differently",
          place: expect.objectContaining({ file: "seeds/integrations/runner.yml", line: 5, column: 5 }),
        },
      ]);
      expect(await stored("status-report", report)).toMatchObject({ status: "READY" });
    }
    expect(renderLoadReport(await load(withStatus("IN_PROGRESS"))).at(-1)).toBe(
      `seeds/integrations/runner.yml:5:5: status-report ${report}: the files and somebody else changed it, and differently`,
    );
  });

  it("ours takes the files", async () => {
    await edit("status-report", report, { status: "READY" });
    await load(withStatus("IN_PROGRESS"), { onConflict: "ours" });
    expect(await stored("status-report", report)).toMatchObject({ status: "IN_PROGRESS" });
    expect((await load(withStatus("IN_PROGRESS"))).conflicts).toEqual([]);
  });

  it("theirs keeps the database, and settles the matter", async () => {
    await edit("status-report", report, { status: "READY" });
    await load(withStatus("IN_PROGRESS"), { onConflict: "theirs" });
    expect(await stored("status-report", report)).toMatchObject({ status: "READY" });
    expect((await load(withStatus("IN_PROGRESS"))).conflicts).toEqual([]);
    expect(await stored("status-report", report)).toMatchObject({ status: "READY" });
  });

  it("somebody else deleted it: it stays away, until the files change it, which is a conflict", async () => {
    await remove("status-report", report);
    expect(await load(walkerNamed("W"))).toMatchObject({ conflicts: [] });
    expect(await stored("status-report", report)).toBeUndefined();
    expect((await load(withStatus("READY"))).conflicts).toMatchObject([
      { slug: report, message: "the files changed it, but somebody else deleted it" },
    ]);
    await load(withStatus("READY"), { onConflict: "ours" });
    expect(await stored("status-report", report)).toMatchObject({ status: "READY" });
  });

  it("the files have a record new that somebody else made: a conflict unless it is the same", async () => {
    const record = { slug: "poke", name: "poke", kind: "RPC" };
    await somebody((change) => writeRecords(change, nounNamed("feature"), [record]));
    const same = { ...smallSeeds, "features/poke.yml": "slug: poke\nname: poke\nkind: RPC\n" };
    expect(await load(same)).toMatchObject({ revision: null, conflicts: [] });
    await somebody((change) => writeRecords(change, nounNamed("feature"), [{ ...record, slug: "prod" }]));
    const other = { ...same, "features/prod.yml": "slug: prod\nname: Prod\nkind: RPC\n" };
    expect((await load(other)).conflicts).toMatchObject([
      { noun: "feature", slug: "prod", message: "the files have it new, but somebody else made another one" },
    ]);
  });
});

describe("what left the files", () => {
  beforeEach(() => load(smallSeeds));

  const walkerGone = without(smallSeeds, "integrations/walker.yml");

  it("is deleted, facts before what they are about", async () => {
    const loaded = await load(walkerGone);
    expect(loaded.changes).toEqual([
      { operation: "DELETE", noun: "adoption", slug: "walker/hold" },
      { operation: "DELETE", noun: "integration", slug: "walker" },
    ]);
    expect(await stored("integration", "walker")).toBeUndefined();
    expect(await load(walkerGone)).toMatchObject({ revision: null, conflicts: [] });
  });

  it("is forgotten where somebody else deleted it too", async () => {
    await remove("adoption", "walker/hold");
    await remove("integration", "walker");
    expect(await load(walkerGone)).toMatchObject({ revision: null, conflicts: [] });
  });

  it("stays where somebody else changed it, with what it refers to", async () => {
    await edit("adoption", "walker/hold", { note: "Since long ago." });
    const { conflicts, changes } = await load(walkerGone);
    expect(changes).toEqual([]);
    expect(conflicts).toEqual([
      {
        noun: "integration",
        slug: "walker",
        message: "it left the files, but others refer to it: adoption walker/hold",
      },
      {
        noun: "adoption",
        slug: "walker/hold",
        message: "it left the files, but somebody else changed it since",
      },
    ]);
    expect((await load(walkerGone)).conflicts).toEqual(conflicts);
    expect((await load(walkerGone, { onConflict: "ours" })).changes).toHaveLength(2);
  });

  it("stays while records of somebody else refer to it, who are named", async () => {
    await somebody((change) =>
      writeRecords(change, nounNamed("contribution"), [
        { contributor: "ada", integration: "walker", role: "MAINTAINS", state: "DONE", sources: ["page-2"] },
      ]),
    );
    const { conflicts, changes } = await load(walkerGone);
    expect(changes).toEqual([{ operation: "DELETE", noun: "adoption", slug: "walker/hold" }]);
    expect(conflicts).toMatchObject([
      {
        noun: "integration",
        slug: "walker",
        message: "it left the files, but others refer to it: contribution ada/walker/maintains/undated",
      },
    ]);
    await remove("contribution", "ada/walker/maintains/undated");
    expect((await load(walkerGone)).changes).toMatchObject([{ noun: "integration" }]);
  });

  it("stays with theirs, and is never listed again", async () => {
    await edit("adoption", "walker/hold", { note: "Since long ago." });
    await load(walkerGone, { onConflict: "theirs" });
    expect(await stored("adoption", "walker/hold")).toBeDefined();
    expect(await stored("integration", "walker")).toBeDefined();
    expect(await load(walkerGone)).toMatchObject({ revision: null, conflicts: [] });
  });
});

describe("a record that refers to what somebody else deleted", () => {
  const report2 = edited(
    smallSeeds,
    "integrations/walker.yml",
    "adoptions:",
    "status:\n  - date: 2021-01-01\n    status: READY\n    sources: [page-2]\nadoptions:",
  );

  beforeEach(async () => {
    await load(smallSeeds);
    await remove("adoption", "walker/hold");
    await remove("integration", "walker");
  });

  it("is a conflict", async () => {
    expect((await load(report2)).conflicts).toMatchObject([
      {
        noun: "status-report",
        slug: "walker/2021-01-01/page-2",
        message: "it refers to the integration walker, which somebody else deleted",
      },
    ]);
  });

  it("brings it back with ours", async () => {
    const { conflicts, changes } = await load(report2, { onConflict: "ours" });
    expect(conflicts).toEqual([]);
    expect(changes.map(({ noun, slug }) => `${noun} ${slug}`)).toEqual([
      "integration walker",
      "status-report walker/2021-01-01/page-2",
    ]);
  });
});

describe("a rename", () => {
  beforeEach(() => load(smallSeeds));

  const hiker = {
    ...without(smallSeeds, "integrations/walker.yml"),
    "integrations/hiker.yml": smallSeeds["integrations/walker.yml"].replace(
      "slug: walker",
      "slug: hiker\nformerly: [walker]",
    ),
  };

  it("in the files keeps the node, and its facts their slugs", async () => {
    const loaded = await load(hiker);
    expect(loaded.changes).toEqual([{ operation: "UPDATE", noun: "integration", slug: "walker" }]);
    expect(await stored("integration", "walker")).toMatchObject({ slug: "hiker", formerly: ["walker"] });
    expect(await stored("adoption", "walker/hold")).toBeDefined();
    expect(await load(hiker)).toMatchObject({ revision: null, conflicts: [] });
  });

  it("in the files gives an empty database what an old one comes to", async () => {
    await load(hiker);
    const old = await everything();
    const fresh = await openEmptyDatabase();
    await loadSeeds(fresh.write, await seedsOf(hiker), { actor: "seeds" });
    expect(await Promise.all(nouns.map((noun) => readRecords(fresh.read, noun)))).toEqual(old);
    await fresh.close();
  });

  it("by somebody else leaves the records of the files as they are", async () => {
    await somebody((change) => renameNode(change, nounNamed("integration"), "walker", "climber"));
    expect(await load(smallSeeds)).toMatchObject({ revision: null, conflicts: [] });
    const kind = renamed("- feature: hold", "- feature: hold\n    note: At last.");
    expect((await load(kind)).changes).toEqual([
      { operation: "UPDATE", noun: "adoption", slug: "walker/hold" },
    ]);
    expect(await stored("integration", "walker")).toMatchObject({ slug: "climber" });
  });

  it("by both is a conflict; ours renames again, and every slug leads there", async () => {
    await somebody((change) => renameNode(change, nounNamed("integration"), "walker", "climber"));
    expect((await load(hiker)).conflicts).toMatchObject([{ noun: "integration", slug: "walker" }]);
    await load(hiker, { onConflict: "ours" });
    expect(await stored("integration", "walker")).toMatchObject({
      slug: "hiker",
      formerly: ["walker", "climber"],
    });
    const renamedAgain = {
      ...hiker,
      "integrations/hiker.yml": hiker["integrations/hiker.yml"].replace("Walker", "Hiker"),
    };
    expect(await load(renamedAgain)).toMatchObject({ conflicts: [], changes: [{ operation: "UPDATE" }] });
  });

  it("to a slug of somebody else's is a conflict", async () => {
    await somebody((change) =>
      writeRecords(change, nounNamed("integration"), [{ slug: "hiker", name: "H", kind: "SHELL" }]),
    );
    expect((await load(hiker)).conflicts).toMatchObject([
      {
        noun: "integration",
        slug: "walker",
        message: 'its slug "hiker" leads to the integration "hiker" of somebody else',
      },
    ]);
  });

  it("followed by the files finds the node by the slug somebody else gave it", async () => {
    await somebody((change) => renameNode(change, nounNamed("integration"), "walker", "climber"));
    const climber = {
      ...without(smallSeeds, "integrations/walker.yml"),
      "integrations/climber.yml": smallSeeds["integrations/walker.yml"].replace(
        "slug: walker",
        "slug: climber",
      ),
    };
    const loaded = await load(climber);
    expect(loaded).toMatchObject({ revision: null, conflicts: [] });
    expect(await stored("adoption", "walker/hold")).toBeDefined();
  });
});
