import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { renameNode } from "../../src/domain/edit-record.ts";
import { ConflictError } from "../../src/domain/error.ts";
import { feature } from "../../src/domain/feature.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "./empty-database.ts";

const writers = 16;
const each = <T>(make: (index: number) => T): T[] =>
  Array.from({ length: writers }, (_, index) => make(index));
const named = (slug: string) => ({ slug, name: slug, kind: "RPC" });

let database: Database;
beforeEach(async () => {
  database = await openEmptyDatabase();
  await write(...each((index) => named(`node-${index}`)));
});
afterEach(() => database.close());

function write(...records: Record<string, unknown>[]) {
  return inChangeSet(database.write, { actor: "test" }, (change) => writeRecords(change, feature, records));
}

function rename(from: string, to: string) {
  return inChangeSet(database.write, { actor: "test" }, (change) => renameNode(change, feature, from, to));
}

/** What became of writes at once: how many were made, and what the others failed with. */
async function settle(writes: readonly Promise<unknown>[]): Promise<{ made: number; failures: unknown[] }> {
  const settled = await Promise.allSettled(writes);
  const failures = settled.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  return { made: settled.length - failures.length, failures };
}

describe("renames at once", () => {
  it("of as many nodes all succeed", async () => {
    const { made, failures } = await settle(each((index) => rename(`node-${index}`, `renamed-${index}`)));
    expect({ made, failures }).toEqual({ made: writers, failures: [] });
    const keys = each((index) => `node-${index}`);
    const records = await readRecords(database.read, feature, { keys });
    expect(records).toHaveLength(writers);
    for (const { slug, formerly } of records)
      expect([slug]).toEqual(formerly?.map((first) => first.replace("node", "renamed")));
  });

  it("of one node come one after the other, and every slug leads to it", async () => {
    const { failures } = await settle(each((index) => rename("node-0", `renamed-${index}`)));
    expect(failures).toEqual([]);
    const [node] = await readRecords(database.read, feature, { keys: ["node-0"] });
    const others = each((index) => `renamed-${index}`).filter((slug) => slug !== node?.slug);
    expect(node?.formerly).toEqual(["node-0", ...others.sort()]);
    const history = await database.read.execute<{ before: string; after: string }>(
      sql`select before ->> 'slug' as before, after ->> 'slug' as after from changes
        where slug = 'node-0' and operation = 'UPDATE' order by id`,
      "objects",
    );
    expect(history.map(({ before }) => before)).toEqual([
      "node-0",
      ...history.slice(0, -1).map(({ after }) => after),
    ]);
    expect(history.at(-1)?.after).toBe(node?.slug);
  });

  it("to one slug succeed once", async () => {
    const { made, failures } = await settle(each((index) => rename(`node-${index}`, "wanted")));
    expect(made).toBe(1);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(ConflictError);
      expect(String(failure)).toMatch(/the slug "wanted" leads to another feature/);
    }
  });

  it("of nodes to each other's slugs all fail, whatever came before", async () => {
    await settle(each((index) => rename(`node-${index}`, `renamed-${index}`)));
    const next = (index: number) => (index + 1) % writers;
    const { failures } = await settle(
      each((index) => rename(`node-${index}`, index % 2 ? `renamed-${next(index)}` : `node-${next(index)}`)),
    );
    expect(failures).toHaveLength(writers);
    for (const failure of failures) expect(failure).toBeInstanceOf(ConflictError);
  });

  it("of many nodes each, in any order, do not wait for each other in a circle", async () => {
    const renaming = (writer: number) =>
      each((index) => ({
        ...named(`by-${writer}-${(index * 7) % writers}`),
        formerly: [`node-${(index * 7) % writers}`],
      }));
    const { failures } = await settle(
      each((writer) => write(...(writer % 2 ? renaming(writer) : renaming(writer).reverse()))),
    );
    expect(failures).toEqual([]);
  });
});

it("creating the same nodes at once, in any order, succeeds once", async () => {
  const created = each((index) => named(`created-${index}`));
  const { failures } = await settle(
    each((writer) => write(...created.slice(writer), ...created.slice(0, writer))),
  );
  for (const failure of failures) expect(failure).toBeInstanceOf(ConflictError);
  const history = await database.read.execute(
    sql`select from changes where slug like 'created-%'`,
    "objects",
  );
  expect(history).toHaveLength(writers);
});
