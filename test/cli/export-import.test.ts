import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeCrowd } from "../crowd.ts";
import { makeScratchDatabase, type Scratch } from "../db/scratch-database.ts";
import { writeExamples } from "../domain/example-records.ts";
import { openTestDatabase, runOn, type TestDatabase } from "../postgres.ts";
import { program, runProgram } from "./criugraph.ts";
import { runner, source, walker, writeLines } from "./graph-documents.ts";
import { runInProcess } from "./in-process.ts";

/** What the page said, renamed nodes, ends by release, undated and often cited facts, works, capabilities. */
let full: TestDatabase;
let folder: string;
const databases: Scratch[] = [];
beforeAll(async () => {
  full = await openTestDatabase();
  await writeExamples(full.write);
  await writeCrowd(full.write, "crowd", 5);
});
afterAll(() => full.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "criugraph-io-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

async function makeEmpty(): Promise<Scratch> {
  const database = await makeScratchDatabase();
  databases.push(database);
  return database;
}

function run(database: { url: string }, ...args: string[]) {
  return runInProcess(args, { DATABASE_URL: database.url });
}

async function exportOf(database: { url: string }, format: string): Promise<string> {
  const { code, stdout, stderr } = await run(database, "export", "--format", format);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

/** What the history has: who, why, and how many changes of which sort. */
function historyOf({ url }: { url: string }) {
  return runOn(
    url,
    `select actor, revision::int, count(changes.id)::int as changes
    from change_sets left join changes on changes.change_set_id = change_sets.id
    group by change_sets.id order by change_sets.id`,
  );
}

describe.each(["ndjson", "yaml"])("criugraph export --format %s and import", (format) => {
  it("carry the seeds into an empty database, and its export is the same byte for byte", async () => {
    const [seeds, other] = [await openTestDatabase("seeds"), await makeEmpty()];
    const before = await exportOf(seeds, format);
    const path = join(folder, `graph.${format}`);
    writeFileSync(path, before);
    const imported = await run(other, "import", format, path);
    expect([imported.code, imported.stderr]).toEqual([0, ""]);
    expect(await exportOf(other, format)).toBe(before);
    expect((await run(seeds, "import", format, path)).stdout).toMatch(/^Nothing changed: /);
    await seeds.close();
  });

  it("carry the whole graph into an empty database, and its export is the same byte for byte", async () => {
    const other = await makeEmpty();
    const before = await exportOf(full, format);
    const path = join(folder, `graph.${format}`);
    writeFileSync(path, before);
    const imported = await run(other, "import", format, path);
    expect([imported.code, imported.stderr]).toEqual([0, ""]);
    expect(imported.stdout).toMatch(/^Imported [\d,]+ records in [\d,]+ documents, as revision 1\.\n/);
    expect(imported.stdout).toMatch(/^integration: 19 created$/m);
    expect(await exportOf(other, format)).toBe(before);

    const [{ facts, records }] = (await other.run(`select (select count(*)::int from facts) as facts,
      ((select count(*) from facts) + (select count(*) from contributors) + (select count(*) from sources)
        + (select count(*) from integrations) + (select count(*) from releases) + (select count(*) from features)
        + (select count(*) from capabilities))::int as records`)) as [{ facts: number; records: number }];
    expect(facts).toBeGreaterThan(150);
    expect(await historyOf(other)).toEqual([{ actor: "criugraph import", revision: 1, changes: records }]);
  });

  it("find nothing to do the second time", async () => {
    const path = join(folder, `graph.${format}`);
    writeFileSync(path, await exportOf(full, format));
    const before = await historyOf(full);
    const { code, stdout } = await run(full, "import", format, path);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Nothing changed: /)]);
    expect(stdout).not.toMatch(/created|updated/);
    expect(await historyOf(full)).toEqual(before);
  });

  it("go together through a pipe", async () => {
    const other = await makeEmpty();
    const command = `"$0" "$1" export --format ${format} | DATABASE_URL=$2 "$0" "$1" import ${format} - --json`;
    const args = ["-e", "-o", "pipefail", "-c", command, process.execPath, program, other.url];
    const { code, stdout } = await runProgram("bash", args, { env: { DATABASE_URL: full.url } });
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ resumedAfter: 0, batches: [{ through: report.records, revision: 1 }] });
    expect(await exportOf(other, format)).toBe(await exportOf(full, format));
  });
});

describe("criugraph export", () => {
  it("has a document for each thing, of the shape of a seed file", async () => {
    const lines = (await exportOf(full, "ndjson")).trimEnd().split("\n");
    const documents = lines.map((line) => JSON.parse(line));
    expect(new Set(documents.flatMap(Object.keys))).toEqual(
      new Set(["contributor", "feature", "integration", "releases", "sources"]),
    );
    const [shell] = documents.flatMap(({ integration }) =>
      integration?.slug === "shell" ? [integration] : [],
    );
    expect(shell).toMatchObject({
      name: "Shell (bash or other)",
      status: [{ date: "2016-08-30", status: "NOT_STARTED", sources: ["criu-wiki-integration-2016-08-30"] }],
      blockers: [{ slug: "shell-adoption", remedies: [{ needs: [{ feature: "restore-sibling" }] }] }],
    });
  });

  it("says so where there is nothing", async () => {
    const { code, stdout, stderr } = await run(await makeEmpty(), "export");
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toBe("The graph is empty. criugraph seed loads the facts that come with it.\n");
  });

  it("is in order for a reader that has seen enough", async () => {
    const args = [
      "-o",
      "pipefail",
      "-c",
      '"$0" "$1" export --format yaml | head -n 1',
      process.execPath,
      program,
    ];
    const ended = await runProgram("bash", args, { env: { DATABASE_URL: full.url } });
    expect(ended).toEqual({ code: 0, stdout: "---\n", stderr: "" });
  });
});

describe("criugraph import", () => {
  it("creates and updates, and leaves what the documents do not speak of", async () => {
    const database = await makeEmpty();
    await run(database, "import", "ndjson", writeLines(folder, "first.ndjson", [runner, walker, source]));
    const renamed = {
      integration: { ...walker.integration, slug: "strider", formerly: ["walker"], name: "Strider" },
    };
    const { stdout } = await run(
      database,
      "import",
      "ndjson",
      writeLines(folder, "second.ndjson", [renamed]),
    );
    expect(stdout).toBe("Imported 1 record in 1 document, as revision 2.\nintegration: 1 updated\n");
    const documents = (await exportOf(database, "ndjson"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(documents).toEqual([runner, renamed, source]);
  });

  it("keeps every change with who, when, before, after", async () => {
    const database = await makeEmpty();
    await run(database, "import", "ndjson", writeLines(folder, "first.ndjson", [walker]));
    const named = { integration: { ...walker.integration, name: "Walker 2" } };
    await run(database, "import", "ndjson", writeLines(folder, "second.ndjson", [named]));
    expect(
      await database.run("select noun, slug, operation, before, after from changes order by id"),
    ).toEqual([
      { noun: "integration", slug: "walker", operation: "CREATE", before: null, after: walker.integration },
      {
        noun: "integration",
        slug: "walker",
        operation: "UPDATE",
        before: walker.integration,
        after: named.integration,
      },
    ]);
  });

  it("commits every n entities with --batch, and goes on with --resume after it was killed", async () => {
    const [database, path] = [await makeEmpty(), join(folder, "graph.ndjson")];
    const graph = await exportOf(full, "ndjson");
    writeFileSync(path, graph);
    await run(database, "migrate");
    // Somebody holds a table of facts, so that the import cannot come to its end before it is killed.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("begin; lock table adoptions in share mode");
    const child = spawn(process.execPath, [program, "import", "ndjson", path, "--batch", "20"], {
      env: { DATABASE_URL: database.url },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === 3) break;
    }
    child.kill("SIGKILL");
    await once(child, "exit");
    // Its sessions end when the server notices; nothing of theirs is committed after that.
    await holder.query(`select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    await holder.end();
    const total = Number(/of ([\d,]+) records/.exec(lines[0] ?? "")?.[1]?.replace(",", ""));
    expect(lines.slice(0, 3)).toEqual(
      [1, 2, 3].map((n) => `${n * 20} of ${total} records are in: revision ${n}`),
    );

    const [{ revision: killedAt }] = (await database.run("select revision::int from graph_revision")) as [
      { revision: number },
    ];
    const resumed = await run(database, "import", "ndjson", path, "--batch", "20", "--resume", "--json");
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ records: total, resumedAfter: killedAt * 20 });
    expect(resumed.stderr.split("\n")[0]).toBe(
      `${(killedAt + 1) * 20} of ${total} records are in: revision ${killedAt + 1}`,
    );
    const history = await historyOf(database);
    expect(history.length).toBe(Math.ceil(total / 20));
    expect(history.map(({ changes }) => changes)).toEqual([
      ...Array.from({ length: history.length - 1 }, () => 20),
      total - (history.length - 1) * 20,
    ]);
    expect(await exportOf(database, "ndjson")).toBe(graph);

    const again = await run(database, "import", "ndjson", path, "--batch", "20", "--resume");
    expect([again.code, again.stdout.split("\n")[0]]).toEqual([
      0,
      expect.stringMatching(/^Nothing changed: .* imported before\.$/),
    ]);
  });

  it("takes a file it does not know from the beginning with --resume", async () => {
    const database = await makeEmpty();
    const path = writeLines(folder, "graph.ndjson", [runner, walker, source]);
    const { code, stdout } = await run(database, "import", "ndjson", path, "--batch", "2", "--resume");
    expect([code, stdout.split("\n").slice(0, 3)]).toEqual([
      0,
      [
        "2 of 5 records are in: revision 1",
        "4 of 5 records are in: revision 2",
        "5 of 5 records are in: revision 3",
      ],
    ]);
  });
});
