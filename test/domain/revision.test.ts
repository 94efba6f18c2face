import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adoption } from "../../src/domain/adoption.ts";
import { type ChangeSet, inChangeSet } from "../../src/domain/change-set.ts";
import { contributor } from "../../src/domain/contributor.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { type EmptyDatabase, openEmptyDatabase } from "./empty-database.ts";
import { writeExamples } from "./example-records.ts";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

function change<Result>(write: (change: ChangeSet) => Promise<Result>) {
  return inChangeSet(database.write, { actor: "test" }, write);
}

function writePeople(change: ChangeSet, prefix: string, count = 1) {
  const people = Array.from({ length: count }, (_, index) => ({
    slug: `${prefix}-${index}`,
    name: "Somebody",
  }));
  return writeRecords(change, contributor, people);
}

/** One moment of the database: its revision, the numbers of its change sets, and the people written by them. */
async function readMoment() {
  const client = await database.readPool.connect();
  try {
    await client.query("begin isolation level repeatable read");
    const {
      rows: [moment],
    } = await client.query<{ revision: number; numbers: number[]; lost: number; early: number }>(`
      select (select revision::int from graph_revision) as revision,
        array(select revision::int from change_sets order by revision) as numbers,
        (select count(*)::int from changes where noun = 'contributor'
          and not exists (select from contributors where first_slug = changes.slug)) as lost,
        (select count(*)::int from contributors
          where not exists (select from changes where noun = 'contributor' and slug = first_slug)) as early`);
    await client.query("commit");
    return moment;
  } finally {
    client.release();
  }
}

describe("the revision of the graph", () => {
  it("contains every write numbered up to it, and none numbered above, at every moment", async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 25; round += 1) {
        await change((set) => writePeople(set, `writer-${writer}-${round}`, 1 + ((writer * round) % 40)));
      }
    });
    let isDone = false;
    const written = Promise.all(writers).finally(() => {
      isDone = true;
    });
    const moments = [];
    while (!isDone) moments.push(await readMoment());
    await written;
    moments.push(await readMoment());
    for (const moment of moments) {
      const numbers = Array.from({ length: moment?.revision ?? 0 }, (_, index) => index + 1);
      expect(moment).toEqual({ revision: numbers.length, numbers, lost: 0, early: 0 });
    }
    const seen = new Set(moments.map((moment) => moment?.revision));
    expect(seen.size).toBeGreaterThan(10);
  });

  it("counts commits, not beginnings", async () => {
    let goOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let begun = () => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const early = change(async (set) => {
      await writePeople(set, "early");
      begun();
      await waiting;
    });
    await isBegun;
    const late = await change((set) => writePeople(set, "late"));
    goOn();
    expect((await early).revision).toBe(Number(late.revision) + 1);
  });

  it("is not waited for while the facts of another set are checked", async () => {
    const cited = { integration: "walker", feature: "poke", sources: ["mail-1", "commit-1"] };
    await change((set) => writeRecords(set, adoption, [cited]));
    const client = new pg.Client(database.writePool.options);
    await client.connect();
    try {
      await client.query("begin; select from facts where slug = 'walker/poke' for update");
      // Whether the fact stays cited is looked at in the end, under the fact's lock.
      const checking = change(async (set) => {
        await writePeople(set, "checking");
        await set.db.execute(sql`delete from citations using facts, sources where facts.id = fact_id and sources.id = source_id
          and facts.slug = 'walker/poke' and sources.slug = 'mail-1'`);
      });
      await waitForLock();
      const { revision } = await change((set) => writePeople(set, "unhindered"));
      await client.query("rollback");
      expect((await checking).revision).toBe(Number(revision) + 1);
    } finally {
      await client.end();
    }
  });
});

/** Resolves when a session waits for a lock. */
async function waitForLock(): Promise<void> {
  for (;;) {
    const { rowCount } = await database.writePool.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rowCount) return;
  }
}

it("no change set is committed without a number", async () => {
  const insert = database.write.execute(sql`insert into change_sets (actor) values ('plain SQL')`);
  await expect(insert).rejects.toMatchObject({ cause: { constraint: "change_set_has_a_number" } });
});

it("whoever closes a change set does not choose its number", async () => {
  const before = await readMoment();
  const { rows } = await database.writePool
    .query(
      "begin; insert into change_sets (actor) values ('plain SQL'); update change_sets set revision = 1000 where revision is null returning revision::int; commit",
    )
    .then((results) => (results as unknown as pg.QueryResult[])[2] as pg.QueryResult);
  expect(rows).toEqual([{ revision: Number(before?.revision) + 1 }]);
  expect((await readMoment())?.revision).toBe(Number(before?.revision) + 1);
});
