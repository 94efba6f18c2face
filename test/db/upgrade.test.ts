import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrateDatabase } from "../../src/db/migrate.ts";
import { packageRoot } from "../../src/package-root.ts";
import { makeScratchDatabase, type Scratch } from "./scratch-database.ts";

const migrations = join(packageRoot, "schema", "migrations");
const newestOfRedirects = "20261124020519_guards";

let database: Scratch;
let folder: string;
beforeEach(async () => {
  database = await makeScratchDatabase();
  folder = mkdtempSync(join(tmpdir(), "criugraph-migrations-"));
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Makes the database one of a criugraph whose newest migration is this one, with what the SQL writes. */
async function makeOld(newest: string, written: string): Promise<void> {
  for (const name of readdirSync(migrations)) {
    if (name <= newest) cpSync(join(migrations, name), join(folder, name), { recursive: true });
  }
  await migrateDatabase({ connectionString: database.url }, { folder });
  await database.run(written);
}

const upgrade = () => migrateDatabase({ connectionString: database.url });

/** One node of each type, all renamed but the source, and a fact. */
const renamedNodes = `
  insert into contributors (slug, first_slug, name) values ('ada', 'countess', 'Ada');
  insert into sources (slug, first_slug, kind, title, url, published_on)
    values ('mail', 'mail', 'MAIL', 'A mail', 'https://example.org', '2020-01-01');
  insert into integrations (slug, first_slug, name, kind) values ('runner', 'jogger', 'Runner', 'TOOLING'), ('walker', 'walker', 'Walker', 'SHELL');
  insert into releases (slug, first_slug, product, version, released_on, source_id)
    select 'criu-1.0', 'criu-one', 'criu', '1.0', '2020-01-01', id from sources;
  insert into features (slug, first_slug, name, kind) values ('hold', 'keep', '--hold', 'CLI_OPTION');
  insert into facts (kind, slug) values ('BLOCKER', 'pause');
  insert into blockers (id, slug, first_slug, title, kind, integration_id)
    select f.id, 'break', 'pause', 'It cannot pause', 'DEFECT', i.id from facts f, integrations i where i.slug = 'runner';
  insert into citations (fact_id, source_id) select f.id, s.id from facts f, sources s;
  insert into redirects (type, slug, contributor_id) select 'CONTRIBUTOR', 'countess', id from contributors;
  insert into redirects (type, slug, integration_id)
    select 'INTEGRATION', former, id from integrations, unnest(array['jogger', 'sprinter']) as former where slug = 'runner';
  insert into redirects (type, slug, release_id) select 'RELEASE', 'criu-one', id from releases;
  insert into redirects (type, slug, feature_id) select 'FEATURE', 'keep', id from features;
  insert into redirects (type, slug, blocker_id) select 'BLOCKER', 'pause', id from blockers;`;

describe("a database of the version that kept redirects", () => {
  const leadingTo = `
    select s.type, s.slug, coalesce(c.slug, o.slug, i.slug, r.slug, f.slug, b.slug) as present from slugs s
      left join contributors c on c.id = s.contributor_id left join sources o on o.id = s.source_id
      left join integrations i on i.id = s.integration_id left join releases r on r.id = s.release_id
      left join features f on f.id = s.feature_id left join blockers b on b.id = s.blocker_id
    order by s.type::text, s.slug`;

  it("keeps every slug, of the present and the past", async () => {
    await makeOld(newestOfRedirects, renamedNodes);
    await upgrade();
    expect((await database.run(leadingTo)).map(Object.values)).toEqual([
      ["BLOCKER", "break", "break"],
      ["BLOCKER", "pause", "break"],
      ["CONTRIBUTOR", "ada", "ada"],
      ["CONTRIBUTOR", "countess", "ada"],
      ["FEATURE", "hold", "hold"],
      ["FEATURE", "keep", "hold"],
      ["INTEGRATION", "jogger", "runner"],
      ["INTEGRATION", "runner", "runner"],
      ["INTEGRATION", "sprinter", "runner"],
      ["INTEGRATION", "walker", "walker"],
      ["RELEASE", "criu-1.0", "criu-1.0"],
      ["RELEASE", "criu-one", "criu-1.0"],
      ["SOURCE", "mail", "mail"],
    ]);
  });

  it("has a slug that was in use and redirected at once lead to the node that used it", async () => {
    // As two sessions at REPEATABLE READ could leave it.
    const race = `set session_replication_role = replica;
      insert into redirects (type, slug, integration_id) select 'INTEGRATION', 'walker', id from integrations where slug = 'runner'`;
    await makeOld(newestOfRedirects, renamedNodes + race);
    await upgrade();
    const rows = await database.run<{ present: string }>(
      `select * from (${leadingTo}) l where slug = 'walker'`,
    );
    expect(rows).toMatchObject([{ present: "walker" }]);
  });

  it("stays as it was where a first slug was taken by another node, and says which", async () => {
    const race = `set session_replication_role = replica; update integrations set slug = 'jogger' where slug = 'walker'`;
    await makeOld(newestOfRedirects, renamedNodes + race);
    await expect(upgrade()).rejects.toThrow(
      /could not be migrated, and stays as it was: one slug is the first of one node and in use by another; rename the other one: Key \(type, slug\)=\(INTEGRATION, jogger\)/,
    );
    expect(await database.run("select from redirects")).toHaveLength(6);
  });
});
