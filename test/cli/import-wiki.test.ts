import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSeeds } from "../../src/data/read-seeds.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../domain/empty-database.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { pageOf2016Folder } from "../prepare-template.ts";
import { runCriugraph, runProgram, sentenceOf } from "./criugraph.ts";
import { runInProcess } from "./in-process.ts";

// The page itself, as a browser shows it: what the importer is for.
const page = join(pageOf2016Folder, "integration.txt");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "criugraph-wiki-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const importing = ({ url }: { url: string }, ...args: string[]) =>
  runInProcess(["import", "wiki", ...args], { DATABASE_URL: url });
const rowsOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));

describe("the page of 2016, against an empty graph", () => {
  let empty: EmptyDatabase & { url: string };
  beforeAll(async () => {
    const database = await openEmptyDatabase();
    empty = {
      ...database,
      url: (database.writePool.options as { connectionString: string }).connectionString,
    };
  });
  afterAll(() => empty.close());

  it("shows its integrations, statuses, people, mentions, and asks who Adrian is; writes nothing", async () => {
    const { code, stdout, stderr } = await importing(empty, page);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /^It is not certain who "Adrian" is: say so in a file for --aliases\. Nothing was written\.$/m,
    );
    const rows = rowsOf(stdout);
    const of = (what: string) =>
      rows.filter((row) => row[1] === what).map(([sign, , name, says, line]) => [sign, name, says, line]);
    expect(of("status").map(([, slug, status]) => [slug, status])).toEqual([
      ["virtuozzo-openvz", "READY"],
      ["lxc-lxd", "READY"],
      ["docker", "IN_PROGRESS"],
      ["coreos-rocket", "NOT_STARTED"],
      ["open-mpi", "STALLED"],
      ["subgraph-os", "NOT_STARTED"],
      ["slurm", "READY"],
      ["wayland-weston", "STALLED"],
      ["systemd", "NOT_STARTED"],
      ["file-utility", "READY"],
      ["screen-tmux", "STALLED"],
      ["shell", "NOT_STARTED"],
    ]);
    expect(of("integration").map(([, slug]) => slug)).toEqual(of("status").map(([, slug]) => slug));
    expect(of("integration")).toContainEqual([
      "+",
      "open-mpi",
      "OpenMPI, Open MPI in the seed files, kind MPI",
      "27",
    ]);
    expect(of("contributor")).toEqual([
      ["+", "adrian-reber", "Adrian Reber", "31"],
      ["+", "ruslan-kuprieiev", "Ruslan Kuprieiev", "47"],
      ["+", "xemul", "Xemul", "4"],
      ["+", "jerome", "Jerome", "72"],
      ["?", "Adrian", "is this Adrian Reber?", "51"],
    ]);
    expect(of("mention")).toEqual([
      ["·", "systemd", "--restore-sibling, no feature known", "59"],
      ["·", "shell", "--restore-sibling, no feature known", "78"],
    ]);
    expect(of("not understood").map(([, , , line]) => line)).toContain("13");
    const counts =
      "select (select count(*) from integrations)::int as integrations, (select count(*) from change_sets)::int as sets";
    expect((await empty.readPool.query(counts)).rows).toEqual([{ integrations: 0, sets: 0 }]);
  });

  it("is written with --write once that is said, each fact cited to the revision, and then is no change", async () => {
    const aliases = fileOf("people.yml", "Adrian: Adrian Reber\n");
    const { code, stderr } = await importing(empty, page, "--aliases", aliases, "--write");
    expect([code, stderr]).toEqual([0, "written as revision 1\n"]);
    const facts = `select facts.kind, count(*)::int as count from facts join citations on fact_id = facts.id
      join sources on sources.id = source_id where sources.slug = 'criu-wiki-integration-2016-08-30' group by 1 order by 1`;
    expect((await empty.readPool.query(facts)).rows).toEqual([
      { kind: "STATUS_REPORT", count: 12 },
      { kind: "CONTRIBUTION", count: 4 },
    ]);
    const author = "select contributors.slug from sources join contributors on contributors.id = author_id";
    expect((await empty.readPool.query(author)).rows).toEqual([{ slug: "xemul" }]);
    const again = await importing(empty, page, "--aliases", aliases, "--write");
    expect([again.code, again.stderr]).toEqual([
      0,
      "no change: the graph says all that the page of 2016-08-30 says\n",
    ]);
  });

  it("calls integrations what the seed files call them, so that these find them when they are loaded", async () => {
    const { code } = await runInProcess(["seed", pageOf2016Folder], { DATABASE_URL: empty.url });
    expect(code).toBe(0);
    const { rows } = await empty.readPool.query("select count(*)::int as count from integrations");
    expect(rows).toEqual([{ count: 12 }]);
    const aliases = fileOf("people.yml", "Adrian: Adrian Reber\n");
    expect((await importing(empty, page, "--aliases", aliases)).stderr).toMatch(/^no change/);
    // The seed files know Xemul as somebody's other name: whose, is asked of the next revision.
    const next = readFileSync(page, "utf8").replace("30 August 2016", "31 August 2016");
    const { stdout } = await importing(empty, fileOf("next.txt", next), "--aliases", aliases);
    expect(rowsOf(stdout)).toContainEqual([
      "?",
      "contributor",
      "Xemul",
      "is this Pavel Emelyanov or Xemul?",
      "4",
    ]);
  });

  it("takes a name for a person of its own where it is told to, and refuses an answer that names nobody", async () => {
    const own = await importing(empty, page, "--aliases", fileOf("own.yml", "Adrian:\n"));
    expect(rowsOf(own.stdout)).toContainEqual(["+", "contributor", "adrian", "Adrian", "51"]);
    const nobody = await importing(empty, page, "--aliases", fileOf("nobody.yml", "Adrian: Nobody\n"));
    expect(sentenceOf(nobody, 2)).toBe('"Nobody", who is to be "Adrian", is nobody known.');
    expect(
      sentenceOf(await importing(empty, page, "--aliases", fileOf("list.yml", "- Adrian\n")), 2),
    ).toMatch(/list\.yml: expected a name and whose it is on each line/);
  });
});

describe("the page, against the graph", () => {
  let seeded: TestDatabase;
  beforeAll(async () => {
    seeded = await openTestDatabase("seeds");
  });
  afterAll(() => seeded.close());

  it("is no change where the seeds are loaded, in a pipe and as a process of its own too", async () => {
    const { code, stdout, stderr } = await importing(seeded, page);
    expect([code, stderr]).toEqual([0, "no change: the graph says all that the page of 2016-08-30 says\n"]);
    expect(rowsOf(stdout)).toContainEqual([
      "·",
      "mention",
      "shell",
      "--restore-sibling, the feature restore-sibling",
      "78",
    ]);
    expect(stdout).not.toMatch(/^[+~?]/m);
    const command = 'cat "$2" | "$0" "$1" import wiki - --json';
    const args = ["-c", command, process.execPath, join("dist", "src", "main.js"), page];
    const piped = await runProgram("bash", args, { env: { DATABASE_URL: seeded.url } });
    expect([piped.code, piped.stderr]).toEqual([0, stderr]);
    expect(JSON.parse(piped.stdout)).toMatchObject({ isChanged: false, questions: [], date: "2016-08-30" });
  });

  const wikitext = `{{Infobox}}
This page lists software. <!-- a comment -->

== Containers ==

=== [[Docker]] ===
'''Status:''' ready

=== Virtuozzo/OpenVZ ===
Status: [[frozen]]
* [https://criu.org Somebody] looked at it

== Shells ==
=== Fish ===
Status: in progress
* Ada Lovelace plans to use ''--restore-sibling'' and --teleport
`;

  it("is read as wikitext of another day: groups, links, new entries, unknown statuses", async () => {
    const args = [fileOf("page.wiki", wikitext), "--date", "2016-10-04", "--author", "Xemul"];
    const { code, stdout, stderr } = await importing(seeded, ...args);
    expect([code, stderr]).toEqual([0, "nothing was written; --write or --seeds does\n"]);
    expect(rowsOf(stdout)).toEqual([
      ["+", "contributor", "ada-lovelace", "Ada Lovelace", "16"],
      ["+", "integration", "fish", "Fish, kind TOOLING as the page says none", "14"],
      ["+", "status", "fish", "IN_PROGRESS", "15"],
      ["+", "contribution", "fish", "ada-lovelace AUTHORED PLANNED", "16"],
      ["·", "mention", "fish", "--restore-sibling, the feature restore-sibling", "16"],
      ["·", "mention", "fish", "--teleport, no feature known", "16"],
      ["!", "not understood", "", "Infobox", "1"],
      ["!", "not understood", "", "This page lists software.", "2"],
      ["!", "not understood", "", "Containers", "4"],
      ["!", "not understood", "", "Status: frozen", "10"],
      ["!", "not understood", "", "* Somebody looked at it", "11"],
      ["!", "not understood", "", "Shells", "13"],
    ]);
  });

  it("shows a status that the revision says otherwise than the graph has it", async () => {
    const changed = readFileSync(page, "utf8").replace("Status: in progress", "Status: ready");
    const { stdout } = await importing(seeded, fileOf("changed.txt", changed));
    expect(rowsOf(stdout).filter(([sign]) => sign === "~")).toEqual([
      ["~", "status", "docker", "IN_PROGRESS → READY", "21"],
    ]);
  });

  it("goes into seed files with --seeds, beside what they have", async () => {
    const seeds = join(folder, "seeds");
    cpSync(pageOf2016Folder, seeds, { recursive: true, filter: (name) => !name.endsWith(".txt") });
    const args = [
      fileOf("page.wiki", wikitext),
      "--date",
      "2016-11-04",
      "--author",
      "Xemul",
      "--seeds",
      seeds,
    ];
    const { code, stderr } = await importing(seeded, ...args);
    expect([code, stderr]).toEqual([0, `wrote 4 files below ${seeds}\n`]);
    const text = (name: string) => readFileSync(join(seeds, name), "utf8");
    const docker = readFileSync(join(pageOf2016Folder, "integrations/docker.yml"), "utf8");
    expect(text("integrations/docker.yml")).toBe(
      `${docker}  - date: 2016-11-04\n    status: READY\n    sources: [criu-wiki-integration-2016-11-04]\n`,
    );
    expect(text("integrations/fish.yml")).toBe(`# yaml-language-server: $schema=../schema/integration.json
slug: fish
name: Fish
kind: TOOLING
status:
  - date: 2016-11-04
    status: IN_PROGRESS
    sources: [criu-wiki-integration-2016-11-04]
`);
    const { records } = await readSeeds(seeds);
    expect(records.filter(({ record }) => /fish|ada-lovelace/.test(JSON.stringify(record)))).toHaveLength(4);
  });
});

describe("an input that is no page", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it.each<[string, string | Uint8Array, string]>([
    ["empty", " \n\n", "is empty; expected the wiki's page as text or as wikitext."],
    ["of bytes", Uint8Array.of(65, 10, 66, 10, 0, 1), ":3: is not text; expected UTF-8."],
    ["of broken letters", Uint8Array.of(65, 10, 0xff, 66), ":2: is not text; expected UTF-8."],
    ["too long", "x".repeat(5 * 2 ** 20 + 1), "is longer than 5 MiB; expected one page of the wiki."],
    ["HTML", "\n<!DOCTYPE html>\n", ":2: is HTML; expected the page as text or as wikitext."],
    [
      "without an entry",
      "Revision as of 1:00, 1 May 2016 by X\n\nHello.\n",
      ": no entry with a status was found",
    ],
  ])("%s is refused, and says where", async (_what, content, message) => {
    const ended = await importing(database, fileOf("page", content));
    expect(sentenceOf(ended)).toContain(message);
  });

  it("whose day is not told wants --date, and what is no file is named", async () => {
    const ended = await importing(database, fileOf("page", "Docker\n\nStatus: ready\n"));
    expect(sentenceOf(ended, 2)).toMatch(
      /^page: no line tells the day of the revision, .* say it with --date\.$/,
    );
    expect(
      sentenceOf(
        await runCriugraph(["import", "wiki", join(folder, "none")], { env: { DATABASE_URL: database.url } }),
      ),
    ).toMatch(/none cannot be read: there is no such file\.$/);
  });
});
