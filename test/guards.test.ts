import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Runs SQL as one transaction and takes it back; what the end of a transaction would refuse is refused. */
async function attempt(sql: string): Promise<string> {
  const client = await database.writePool.connect();
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("set constraints all immediate");
    return "accepted";
  } catch (error) {
    const { constraint, code } = error as pg.DatabaseError;
    return constraint ?? code ?? "refused";
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const fact = (kind: string) => `(select min(id) from facts where kind = '${kind}')`;
const otherSource = "(select max(id) from sources)";
const lasting = (value: boolean, kind: string) =>
  `insert into facts (kind, slug, date, lasting) values ('${kind}', 'x', '2016-01-01', ${value})`;

describe("plain SQL cannot leave a graph that the model does not allow:", () => {
  it.each([
    ["a fact without a source", `delete from citations where fact_id = ${fact("ADOPTION")}`, "fact_is_cited"],
    [
      "a citation that moves to another fact",
      `update citations set fact_id = ${fact("REMEDY")} where fact_id = ${fact("ADOPTION")}`,
      "keys_never_change",
    ],
    [
      "a citation of another source",
      `update citations set source_id = ${otherSource} where fact_id = ${fact("BLOCKER")}`,
      "keys_never_change",
    ],
    ["a remedy without a need", `delete from needs where remedy_id = ${fact("REMEDY")}`, "remedy_has_a_need"],
    [
      "a need that moves to another remedy",
      `update needs set remedy_id = (select max(id) from remedies) where remedy_id = ${fact("REMEDY")}`,
      "keys_never_change",
    ],
    [
      "a remedy of another blocker",
      `update remedies set blocker_id = (select max(id) from blockers) where id = (select min(r.id) from remedies r where r.blocker_id <> (select max(id) from blockers))`,
      "keys_never_change",
    ],
    ["work of another blocker", "update works set blocker_id = blocker_id + 1", "keys_never_change"],
    ["an adoption that is another fact", "update adoptions set id = id + 100000", "keys_never_change"],
    ["a fact without its row", `delete from adoptions where id = ${fact("ADOPTION")}`, "fact_has_its_row"],
    ["no citations at all", "truncate citations", "tables_are_not_truncated"],
    ["no needs at all", "truncate needs", "tables_are_not_truncated"],
    ["no adoptions at all", "truncate adoptions", "tables_are_not_truncated"],
    [
      "a slug that leads to two nodes",
      "update features set slug = 'restore-sibling' where slug <> 'restore-sibling'",
      "slugs_pkey",
    ],
    [
      "a slug that moves to another node",
      "update slugs set node_id = (select max(id) from features) where type = 'FEATURE' and slug = 'restore-sibling'",
      "keys_never_change",
    ],
    [
      "a present slug that leads nowhere",
      "delete from slugs where slug = 'restore-sibling'",
      "features_slug_leads_here",
    ],
    [
      "a slug of a node that is not there",
      "insert into slugs (type, slug, node_id) values ('FEATURE', 'x', 0)",
      "slugs_feature_id_features_id_fkey",
    ],
    ["no slugs at all", "truncate slugs cascade", "tables_are_not_truncated"],
    ["an adoption that never ends", lasting(false, "ADOPTION"), "facts_lasting_by_kind"],
    [
      "an end before the start",
      `update facts set date = '2020-01-01', end_on = '2019-01-01' where id = ${fact("ADOPTION")}`,
      "facts_end_after_start",
    ],
    [
      "a release as an end before the start",
      `update facts set date = '2026-01-01', end_on = null, end_release_id = (select min(id) from releases) where id = ${fact("ADOPTION")}`,
      "facts_end_after_start",
    ],
    [
      "a day that never comes",
      `update facts set date = 'infinity' where id = ${fact("STATUS_REPORT")}`,
      "facts_days_of_the_calendar",
    ],
    [
      "a source of before our era",
      "update sources set published_on = '0044-03-15 BC'",
      "sources_published_on_a_day",
    ],
    [
      "more than 20 aliases",
      "update features set aliases = array_fill('x'::text, array[21])",
      "features_aliases",
    ],
    [
      "an alias that is not there",
      "update contributors set aliases = array[null]::text[]",
      "contributors_aliases",
    ],
    ["an eleventh need", "update needs set position = 10", "needs_at_most_ten"],
    [
      "a blocker that is another fact by its slug",
      "insert into facts (kind, slug) values ('BLOCKER', 'a'); insert into blockers (id, slug, first_slug, title, kind, integration_id) select max(f.id), 'b', 'b', 'B', 'DEFECT', min(i.id) from facts f, integrations i",
      "blocker_goes_by_its_first_slug",
    ],
    [
      "history that is added to later",
      "insert into changes (change_set_id, noun, slug, operation, after) select max(id), 'feature', 'x', 'CREATE', '{}' from change_sets",
      "changes_are_append_only",
    ],
    [
      "a change of no change set",
      "insert into changes (change_set_id, noun, slug, operation, after) values (0, 'feature', 'x', 'CREATE', '{}')",
      "changes_change_set_id_change_sets_id_fkey",
    ],
    [
      "a change of a set that is not told",
      "insert into changes (change_set_id, noun, slug, operation, after) values (null, 'feature', 'x', 'CREATE', '{}')",
      "23502",
    ],
    [
      "a change set without a number",
      "insert into change_sets (actor) values ('x')",
      "change_set_has_a_number",
    ],
    [
      "a change set of a number of its own",
      "insert into change_sets (actor, revision) values ('x', 1000)",
      "change_set_is_numbered",
    ],
    ["a number that is taken back", "update change_sets set revision = null", "changes_are_append_only"],
    ["history that is edited", "update changes set slug = 'x'", "changes_are_append_only"],
    ["a lower revision", "update graph_revision set revision = 0", "graph_revision_grows"],
    ["no revision", "delete from graph_revision", "graph_revision_grows"],
  ])("%s", async (_what, sql, constraint) => {
    expect(await attempt(sql)).toBe(constraint);
  });

  it("a former slug that leads nowhere, or to another node", async () => {
    const rename = (slug: string) =>
      `update features set slug = '${slug}' where first_slug = 'restore-sibling';`;
    const chain = rename("renamed") + rename("again");
    expect(await attempt(chain)).toBe("accepted");
    expect(await attempt(chain + rename("restore-sibling") + rename("renamed"))).toBe("accepted");
    const forget = (slug: string) => `delete from slugs where type = 'FEATURE' and slug = '${slug}'`;
    expect(await attempt(chain + forget("renamed"))).toBe("former_slug_redirects");
    expect(await attempt(chain + forget("restore-sibling"))).toBe("features_first_slug_leads_here");
    const take = "update features set slug = 'renamed' where first_slug = 'image-v1.1'";
    expect(await attempt(chain + take)).toBe("slugs_pkey");
  });
});

it("two sessions that each take one of a fact's two citations do not both succeed", async () => {
  const client = () => new pg.Client({ connectionString: database.url });
  const [first, second] = [client(), client()];
  await Promise.all([first.connect(), second.connect()]);
  try {
    const { rows } = await first.query(
      "select fact_id, array_agg(source_id) as sources from citations group by fact_id having count(*) = 2 limit 1",
    );
    const [{ fact_id: id, sources }] = rows;
    const take = "delete from citations where fact_id = $1 and source_id = $2";
    await first.query("begin");
    await second.query("begin");
    await first.query(take, [id, sources[0]]);
    await second.query(take, [id, sources[1]]);
    await first.query("commit");
    await expect(second.query("commit")).rejects.toMatchObject({ constraint: "fact_is_cited" });
    const left = await first.query("select count(*)::int as count from citations where fact_id = $1", [id]);
    expect(left.rows).toEqual([{ count: 1 }]);
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
});

it("a feature release keeps the day of its release, and a contribution lasts by its role", async () => {
  const { writePool } = database;
  await writePool.query("update facts set date = '2000-01-01' where kind = 'FEATURE_RELEASE'");
  await writePool.query("update facts set lasting = true where kind = 'CONTRIBUTION'");
  const wrong = await writePool.query(`
    select f.id from facts f join feature_releases t using (id) join releases r on r.id = t.release_id where f.date <> r.released_on
    union all select f.id from facts f join contributions c using (id) where f.lasting <> (c.role = 'MAINTAINS')`);
  expect(wrong.rows).toEqual([]);
});
