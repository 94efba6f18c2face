import { beforeEach, describe, expect, it } from "vitest";
import { loadSeeds } from "../../src/data/load-seeds.ts";
import { renameNode } from "../../src/domain/edit-record.ts";
import { nounNamed, nouns } from "../../src/domain/noun-list.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "../domain/empty-database.ts";
import { useSeedDatabase } from "./seed-database.ts";
import { edited, seedsOf, smallSeeds, without } from "./seed-files.ts";

const { load, somebody, edit, remove, stored, everything } = useSeedDatabase();

const renamed = (from: string, to: string) => edited(smallSeeds, "integrations/walker.yml", from, to);

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
