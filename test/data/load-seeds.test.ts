import { beforeEach, describe, expect, it } from "vitest";
import { renderLoadReport } from "../../src/data/load-report.ts";
import { loadSeeds } from "../../src/data/load-seeds.ts";
import { seedsAreLoaded } from "../../src/data/seed-history.ts";
import { nounNamed } from "../../src/domain/noun-list.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { useSeedDatabase } from "./seed-database.ts";
import { edited, seedsOf, smallSeeds } from "./seed-files.ts";

const { db, load, somebody, edit, remove, stored, everything, historyLength } = useSeedDatabase();

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
    expect(await seedsAreLoaded(db().read, hash)).toBe(false);
    await load(smallSeeds);
    expect(await seedsAreLoaded(db().read, hash)).toBe(true);
    const again = await load(smallSeeds, { force: false });
    expect(again.isUpToDate).toBe(true);
    expect(renderLoadReport(again)).toEqual(["The seeds are loaded already."]);
    await load(walkerNamed("W"));
    expect(await seedsAreLoaded(db().read, hash)).toBe(false);
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
    expect(await seedsAreLoaded(db().read, hash)).toBe(false);
  });

  it("twice at once writes once", async () => {
    const seeds = await seedsOf(smallSeeds);
    const reports = await Promise.all([1, 2, 3].map(() => loadSeeds(db().write, seeds, { actor: "seeds" })));
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
