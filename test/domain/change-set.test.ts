import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { facts } from "../../schema/tables/fact.ts";
import { statusReports } from "../../schema/tables/status-report.ts";
import type { Database } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { contributor } from "../../src/domain/contributor.ts";
import { editRecord } from "../../src/domain/edit-record.ts";
import { ValidationError } from "../../src/domain/error.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openEmptyDatabase } from "./empty-database.ts";
import { writeExamples } from "./example-records.ts";

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

async function readHistory() {
  const sets = await database.read.execute<{ revision: string; actor: string }>(
    sql`select revision::int, actor, reason, request_id as "requestId" from change_sets order by revision`,
    "objects",
  );
  const [counter] = await database.read.execute<{ revision: number }>(
    sql`select revision::int from graph_revision`,
    "objects",
  );
  return { sets, revision: counter?.revision ?? 0 };
}

let before: Awaited<ReturnType<typeof readHistory>>;
beforeEach(async () => {
  before = await readHistory();
});

describe("a change set", () => {
  it("takes the next revision, and says who, why and on whose request", async () => {
    const author = { actor: "ada", reason: "to see", requestId: "r-1" };
    const { revision } = await inChangeSet(database.write, author, (change) =>
      writeRecords(change, contributor, [{ slug: "cy", name: "Cy" }]),
    );
    const after = await readHistory();
    expect(revision).toBe(before.revision + 1);
    expect(after.revision).toBe(revision);
    expect(after.sets.at(-1)).toEqual({ ...author, revision });
  });

  it("holds creation, update and deletion of one record, each as it was", async () => {
    const { revision } = await inChangeSet(database.write, { actor: "ada" }, async (change) => {
      await writeRecords(change, contributor, [{ slug: "di", name: "Di" }]);
      await editRecord(change, contributor, "di", (record) => ({ ...record, name: "Diana" }));
      await removeRecords(change, contributor, ["di"]);
    });
    const rows = await database.read.execute(
      sql`select noun, slug, operation, before, after from changes join change_sets on change_sets.id = change_set_id
        where revision = ${revision} order by changes.id`,
      "objects",
    );
    const [first, last] = [
      { slug: "di", name: "Di" },
      { slug: "di", name: "Diana" },
    ];
    expect(rows).toEqual([
      { noun: "contributor", slug: "di", operation: "CREATE", before: null, after: first },
      { noun: "contributor", slug: "di", operation: "UPDATE", before: first, after: last },
      { noun: "contributor", slug: "di", operation: "DELETE", before: last, after: null },
    ]);
  });

  it("that changes nothing leaves no row and takes no number", async () => {
    const { result, revision } = await inChangeSet(database.write, { actor: "nobody" }, async () => "done");
    expect({ result, revision }).toEqual({ result: "done", revision: null });
    expect(await readHistory()).toEqual(before);
  });

  it("that fails leaves nothing, whatever it wrote before", async () => {
    const failing = inChangeSet(database.write, { actor: "ada" }, async (change) => {
      await writeRecords(change, contributor, [{ slug: "eve", name: "Eve" }]);
      await writeRecords(change, contributor, [{ slug: "Eve", name: "Eve" }]);
    });
    await expect(failing).rejects.toBeInstanceOf(ValidationError);
    expect(await readHistory()).toEqual(before);
    expect(await readRecords(database.read, contributor, { keys: ["eve"] })).toEqual([]);
  });

  it("is refused at its end when a fact in it has no citation", async () => {
    const failing = inChangeSet(database.write, { actor: "ada" }, async (change) => {
      await writeRecords(change, contributor, [{ slug: "eve", name: "Eve" }]);
      const [fact] = await change.db
        .insert(facts)
        .values({ kind: "STATUS_REPORT", slug: "walker/2022-02-02/none", date: "2022-02-02" })
        .returning({ id: facts.id });
      const [walker] = await change.db.query.integrations.findMany({ where: { slug: "walker" } });
      await change.db
        .insert(statusReports)
        .values({ id: fact?.id ?? 0, integrationId: walker?.id ?? 0, status: "READY" });
    });
    await expect(failing).rejects.toMatchObject({
      problems: [{ path: ["sources"], message: "no source cited; a fact needs at least one" }],
    });
    expect(await readHistory()).toEqual(before);
  });

  it("gets a number of its own among many at once, in the order of their commits", async () => {
    const slugs = Array.from({ length: 12 }, (_, index) => `at-once-${index}`);
    const numbers = await Promise.all(
      slugs.map((slug) =>
        inChangeSet(database.write, { actor: slug }, (change) =>
          writeRecords(change, contributor, [{ slug, name: slug }]),
        ),
      ),
    );
    const revisions = numbers.map(({ revision }) => Number(revision)).sort((a, b) => a - b);
    expect(revisions).toEqual(slugs.map((_, index) => before.revision + 1 + index));
    expect((await readHistory()).revision).toBe(revisions.at(-1));
  });

  it("waits for another writer of the same record, so that neither loses", async () => {
    await inChangeSet(database.write, { actor: "ada" }, (change) =>
      writeRecords(change, contributor, [{ slug: "counted", name: "0" }]),
    );
    await Promise.all(
      Array.from({ length: 16 }, () =>
        inChangeSet(database.write, { actor: "ada" }, (change) =>
          editRecord(change, contributor, "counted", ({ name, ...rest }) => ({
            ...rest,
            name: `${Number(name) + 1}`,
          })),
        ),
      ),
    );
    const [counted] = await readRecords(database.read, contributor, { keys: ["counted"] });
    expect(counted?.name).toBe("16");
  });

  it("has a history nobody edits", async () => {
    await expect(database.write.execute(sql`update changes set slug = 'x'`)).rejects.toMatchObject({
      cause: { constraint: "changes_are_append_only" },
    });
  });
});
