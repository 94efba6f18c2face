import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/open.ts";
import { adoption } from "../../src/domain/adoption.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { renameNode } from "../../src/domain/edit-record.ts";
import { ConflictError, NotFoundError } from "../../src/domain/error.ts";
import { integration } from "../../src/domain/integration.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { lookUp } from "../../src/domain/reference.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "./empty-database.ts";
import { writeExamples } from "./example-records.ts";

let database: Database;
beforeEach(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterEach(() => database.close());

function rename(from: string, to: string) {
  return inChangeSet(database.write, { actor: "test" }, (change) =>
    renameNode(change, integration, from, to),
  );
}

async function firstSlugOf(slug: string): Promise<string | undefined> {
  return (await lookUp(database.read, [{ target: "integration", slug }])).find("integration", slug)
    ?.firstSlug;
}

describe("renameNode", () => {
  it("keeps the first slug, and every slug it had leads to it", async () => {
    const { result } = await rename("walker", "hiker");
    expect(result.record).toMatchObject({ slug: "hiker", formerly: ["walker"] });
    await rename("walker", "climber");
    expect(await readRecords(database.read, integration, { keys: ["walker"] })).toMatchObject([
      { slug: "climber", formerly: ["walker", "hiker"] },
    ]);
    expect(await Promise.all(["walker", "hiker", "climber"].map(firstSlugOf))).toEqual(
      Array(3).fill("walker"),
    );
  });

  it("leaves the slugs of facts as they are, and those made later are of the first slug too", async () => {
    await rename("walker", "hiker");
    expect(await readRecords(database.read, adoption, { keys: ["walker/keep"] })).toHaveLength(1);
    const { result } = await inChangeSet(database.write, { actor: "test" }, (change) =>
      writeRecords(change, adoption, [{ integration: "hiker", feature: "poke", sources: ["mail-1"] }]),
    );
    expect(result[0]?.slug).toBe("walker/poke");
  });

  it("takes a slug back that the node had before", async () => {
    await rename("walker", "hiker");
    const { result } = await rename("hiker", "walker");
    expect(result.record).toMatchObject({ slug: "walker", formerly: ["walker", "hiker"] });
    expect(await Promise.all(["walker", "hiker"].map(firstSlugOf))).toEqual(["walker", "walker"]);
    const rows = await database.read.execute(
      sql`select slug from slugs where type = 'INTEGRATION' order by slug`,
      "objects",
    );
    expect(rows.map(({ slug }) => slug)).toEqual(["hiker", "jogger", "runner", "sprinter", "walker"]);
  });

  it("is one change, as the record before and after", async () => {
    const { revision } = await rename("walker", "hiker");
    const rows = await database.read.execute<{ slug: string }>(
      sql`select slug, before ->> 'slug' as before, after ->> 'slug' as after from changes
        join change_sets on change_sets.id = change_set_id where revision = ${revision}`,
      "objects",
    );
    expect(rows).toEqual([{ slug: "walker", before: "walker", after: "hiker" }]);
  });

  it("refuses a slug of another node, also one it had before, and a node that is not there", async () => {
    await expect(rename("walker", "runner")).rejects.toBeInstanceOf(ConflictError);
    await expect(rename("walker", "sprinter")).rejects.toBeInstanceOf(ConflictError);
    await expect(rename("walkers", "hiker")).rejects.toMatchObject({ missing: [{ suggestion: "walker" }] });
    await expect(rename("nobody", "hiker")).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe("the database", () => {
  it("refuses another first slug, and a slug that redirects to another node", async () => {
    const change = database.write.execute(
      sql`update integrations set first_slug = 'other' where slug = 'walker'`,
    );
    await expect(change).rejects.toMatchObject({ cause: { constraint: "first_slug_never_changes" } });
    const take = database.write.execute(sql`update integrations set slug = 'sprinter' where slug = 'walker'`);
    await expect(take).rejects.toMatchObject({ cause: { constraint: "slugs_pkey" } });
  });
});
