import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { pageOf2016Folder } from "../prepare-template.ts";
import { runInProcess } from "./in-process.ts";

// The forms the page comes in: as browsers copy it, as markup, with lists and tables.
const page = readFileSync(join(pageOf2016Folder, "integration.txt"), "utf8");

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "criugraph-wiki-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

interface Shown {
  readonly code: number | null;
  readonly stderr: string;
  readonly rows: string[][];
  of(what: string): string[][];
}

async function show(text: string, ...args: string[]): Promise<Shown> {
  const file = join(folder, "page");
  writeFileSync(file, text);
  const { code, stdout, stderr } = await runInProcess(["import", "wiki", file, ...args], {
    DATABASE_URL: database.url,
  });
  const rows = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
  const of = (what: string) =>
    rows.filter((row) => row[1] === what).map(([sign, , ...rest]) => [sign ?? "", ...rest]);
  return { code, stderr, rows, of };
}

const noChange = "no change: the graph says all that the page of 2016-08-30 says\n";
const onItsDay = ["--date", "2016-08-30", "--author", "Xemul"];
const isHeading = /^(.+)(?=\n\nStatus:)/gm;

describe("the page as browsers copy it", () => {
  it.each<[string, string]>([
    ["with links to edit it", page.replace(isHeading, "$1[edit]")],
    ["with the links of a telephone", page.replace(isHeading, "$1Edit")],
    ["with the lines and the mark of Windows", `\uFEFF${page.replaceAll("\n", "\r\n")}`],
    ["without blank lines", page.replace(/\n+/g, "\n")],
    [
      "with groups and what stands around it",
      `${page.replace("Docker\n\n", "Containers[edit]\n\nDocker\n\n")}\n\nRetrieved from "https://criu.org/index.php?title=Integration"\nContent is available under a licence.\n`,
    ],
    [
      "below whose text its day stands",
      `${page.replace(/^Revision.*$/m, "")}\n\nThis page was last edited on 30 August 2016, at 14:12.\n`,
    ],
  ])("%s says the same", async (_form, text) => {
    const { code, stderr, rows } = await show(text);
    expect([code, stderr]).toEqual([0, noChange]);
    expect(rows.filter(([sign]) => "+~?".includes(sign ?? ""))).toEqual([]);
  });

  it("keeps a name that ends in Edit where no other heading does", async () => {
    const { of } = await show(`${page}\n\nTextEdit\n\nStatus: ready\n`);
    expect(of("integration")).toEqual([
      ["+", "textedit", "TextEdit, kind TOOLING as the page says none", "80"],
    ]);
  });
});

describe("the page as markup", () => {
  it("is read through templates, lists, entities, references, and what is hidden", async () => {
    const { code, of } = await show(
      `__TOC__
<!-- not yet:
=== Fish ===
Status: ready
-->
== Container platforms ==
=== [[Docker]] ===
'''Status:''' {{in progress}}
* Preparations done by [[User:Saied|Ada Lovelace]]<ref>On a
list</ref>
* {{See also|Docker C/R|LXC/LXD}}

=== The&nbsp;file utility ===
; Status: <span style="color: green">ready</span>

=== [https://www.open-mpi.org OpenMPI] ===
* Status - '''Stalled'''
* Needs [[LXC/LXD#Setup|containers]], see [[Category:Overview]]

=== AT&amp;T Shell ===
Status: not&nbsp;started; it waits for <code>--restore-sibling</code>

== See also ==
* [[Podman]]
`,
      ...onItsDay,
    );
    expect(code).toBe(0);
    expect(of("integration")).toEqual([
      ["+", "at-t-shell", "AT&T Shell, kind TOOLING as the page says none", "20"],
    ]);
    expect(of("status")).toEqual([["+", "at-t-shell", "NOT_STARTED", "21"]]);
    expect(of("contribution")).toEqual([["+", "docker", "ada-lovelace AUTHORED DONE", "9"]]);
    expect(of("link")).toEqual([
      ["·", "docker", "Docker C/R, no integration known", "11"],
      ["·", "docker", "LXC/LXD, the integration lxc-lxd", "11"],
      ["·", "open-mpi", "LXC/LXD, the integration lxc-lxd", "18"],
    ]);
    expect(of("mention")).toEqual([
      ["·", "at-t-shell", "--restore-sibling, the feature restore-sibling", "21"],
    ]);
    // A section without a status is no integration.
    expect(of("not understood").map(([, , text, line]) => [text, line])).toEqual([
      ["Container platforms", "6"],
      ["See also", "23"],
      ["* Podman", "24"],
    ]);
  });

  it("is read from tables with a column of statuses; others are not understood", async () => {
    const { of } = await show(
      `{| class="wikitable sortable"
|+ Software
! Status !! Software !! Notes
|- style="color: red"
| stalled || [[Docker]] || Jerome did this
|-
| style="width: 3em" | ready
| LXC/LXD
| over
two lines
|-
! scope="row" | frozen
| Shell || 
|}
{|
! Year !! Place
|-
| 2016 || Berlin
|}
`,
      ...onItsDay,
    );
    expect(of("status")).toEqual([["~", "docker", "IN_PROGRESS → STALLED", "5"]]);
    expect(of("contribution")).toEqual([["+", "docker", "jerome AUTHORED DONE", "5"]]);
    expect(of("integration")).toEqual([]);
    const lines = of("not understood").map(([, , text, line]) => [text, line]);
    expect(lines).toContainEqual(["over two lines", "9"]);
    expect(lines).toContainEqual(["frozen", "12"]);
    expect(lines).toContainEqual(["| 2016 || Berlin", "18"]);
  });
});

describe("what is not certain", () => {
  it("is listed: a second entry, a status nobody knows, a name without letters", async () => {
    const { code, of } = await show(
      `${page}\n\nLXD and LXC\n\nStatus: soon\n\nDocker\n\nStatus: ready\nMore of it.\n\n???\n\nStatus: ready\n`,
    );
    expect(code).toBe(0);
    expect([of("status"), of("integration")]).toEqual([[], []]);
    expect(of("not understood").map(([, , text, line]) => [text, line])).toEqual(
      expect.arrayContaining([
        ["LXD and LXC", "80"],
        ["Status: soon", "82"],
        ["Docker", "84"],
        ["Status: ready", "86"],
        ["More of it.", "87"],
        ["???", "89"],
      ]),
    );
  });

  it("makes no person of words that begin a sentence", async () => {
    const sentences = [
      "It worked once.",
      "Support added in 2.0.",
      "This made it possible.",
      "Patches created by nobody.",
      "Docker added the support.",
      "Ада сделала это.",
    ];
    const { of } = await show(`${page}\n${sentences.join(" ")}\n`);
    expect([of("contributor"), of("contribution")]).toEqual([[], []]);
  });

  it("is asked: somebody whose slug another one has", async () => {
    const text = `${page}\n• Adrian.Reber maintains it\n`;
    const asked = await show(text);
    expect(asked.code).toBe(4);
    expect(asked.of("contributor")).toEqual([["?", "Adrian.Reber", "is this Adrian Reber?", "79"]]);
    const aliases = join(folder, "people.yml");
    writeFileSync(aliases, "Adrian.Reber: Adrian.Reber\n");
    expect((await show(text, "--aliases", aliases)).of("contributor")).toEqual([
      ["+", "adrian-reber-2", "Adrian.Reber", "79"],
    ]);
  });

  it.each<[string, string[], string]>([
    ["a day", ["--date", "2016-08-31"], "page:4: says 2016-08-30, but --date says 2016-08-31."],
    ["an author", ["--author", "Avagin"], "page:4: says Xemul, but --author says Avagin."],
  ])("is refused: %s that the page says otherwise", async (_what, args, message) => {
    expect(await show(page, ...args)).toMatchObject({ code: 2, stderr: `${message}\n`, rows: [] });
  });

  it.each<[string, string, string]>([
    [
      "a line",
      `${page}\n${"x".repeat(20_001)}\n`,
      "page:79: is longer than 20000 characters; expected one page of the wiki.",
    ],
    [
      "a list",
      `${page}\n${Array.from({ length: 1000 }, (_, index) => `\nTool ${index}\n\nStatus: ready\n`).join("")}`,
      "page:4032: is entry 1001; expected one page of the wiki, with at most 1000.",
    ],
  ])("is refused: %s that no page has", async (_what, text, message) => {
    expect(await show(text)).toMatchObject({ code: 1, stderr: `${message}\n`, rows: [] });
  });
});
