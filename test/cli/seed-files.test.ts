import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeScratchDatabase, type Scratch } from "../db/scratch-database.ts";
import { pageOf2016Folder } from "../prepare-template.ts";
import { runCriugraph, sentenceOf } from "./criugraph.ts";
import { runInProcess } from "./in-process.ts";

let database: Scratch;
beforeAll(async () => {
  database = await makeScratchDatabase();
});
afterAll(() => database.drop());

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "criugraph-seeds-")), "seeds");
  cpSync(pageOf2016Folder, folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

function run(...args: string[]) {
  return runInProcess(args, { DATABASE_URL: database.url });
}

async function revision(): Promise<unknown> {
  return (await database.run("select revision::int as revision from graph_revision"))[0]?.revision;
}

/** Changes the text of a seed file. */
function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not have ${from}`);
  writeFileSync(path, after);
}

describe("criugraph migrate", () => {
  it("names what it applies, and then has nothing to do", async () => {
    const first = await run("migrate");
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^(applied \d{14}_\w+\n)+$/);
    expect(await run("migrate")).toMatchObject({ code: 0, stdout: "nothing to apply\n" });
    expect(await run("migrate", "--json")).toMatchObject({ code: 0, stdout: '{"applied":[]}\n' });
    expect(await revision()).toBe(0);
  });
});

describe("criugraph seed", () => {
  it("loads the files of a folder, and the second time changes nothing", async () => {
    const first = await run("seed", folder);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^The seeds are loaded, as revision 1\.\n/);
    expect(first.stdout).toMatch(/^integration: 12 created$/m);
    expect(first.stdout).toMatch(/^\+ integration systemd$/m);
    const second = await run("seed", folder);
    expect([second.code, second.stderr]).toEqual([0, ""]);
    expect(second.stdout).toMatch(/^The seeds changed nothing\.\n/);
    expect(await revision()).toBe(1);
  });

  it("says what changed, also as JSON", async () => {
    edit("features/restore-sibling.yml", /description: .*/, "description: Changed.");
    const { code, stdout } = await run("seed", folder, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      revision: 2,
      changes: [{ operation: "UPDATE", noun: "feature", slug: "restore-sibling" }],
      conflicts: [],
    });
    const back = await run("seed", pageOf2016Folder);
    expect(back.stdout).toMatch(/^~ feature restore-sibling$/m);
  });

  it("lists as a conflict what somebody else changed too, and takes a side when told to", async () => {
    await database.run("update features set description = 'By hand.' where slug = 'restore-sibling'");
    edit("features/restore-sibling.yml", /description: .*/, "description: By file.");
    const left = await run("seed", folder);
    expect(left.code).toBe(0);
    expect(left.stdout).toMatch(/restore-sibling\.yml:\d+:\d+: feature restore-sibling: .*somebody else/);
    const description = "select description from features where slug = 'restore-sibling'";
    expect(await database.run(description)).toEqual([{ description: "By hand." }]);
    await run("seed", folder, "--ours");
    expect(await database.run(description)).toEqual([{ description: "By file." }]);
  });
});

describe("criugraph check", () => {
  it("needs no database, and counts what is in order", async () => {
    const { code, stdout } = await runCriugraph(["check"], {
      env: { DATABASE_URL: "postgres://127.0.0.1:1/none" },
    });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ files with \d+ records are in order\n$/)]);
    const json = await runCriugraph(["check", folder, "--json"]);
    const counts = { files: expect.any(Number), records: expect.any(Number) };
    expect(JSON.parse(json.stdout)).toEqual({ ...counts, problems: [] });
  });

  it("puts the rule first where one is broken, also as JSON", async () => {
    edit("integrations/shell.yml", "feature: restore-sibling", "feature: restore-siblings");
    const { code, stdout, stderr } = await runCriugraph(["check", folder, "--json"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^unknown-slug: seeds\/integrations\/shell\.yml:\d+:\d+: .*\n$/),
    ]);
    const place = { file: "seeds/integrations/shell.yml", line: expect.any(Number) };
    expect(JSON.parse(stdout).problems).toEqual([
      expect.objectContaining({ rule: "unknown-slug", ...place }),
    ]);
  });

  it("says that there is no such folder", async () => {
    const { code, stderr } = await runCriugraph(["check", join(folder, "none")]);
    expect([code, stderr]).toEqual([
      1,
      `The seeds in ${join(folder, "none")} cannot be read: there is no such folder.\n`,
    ]);
  });
});

describe("criugraph new", () => {
  const zellij = ["--name", "Zellij", "--kind", "TERMINAL_MULTIPLEXER"];

  it("makes a file that fits its schema and lacks but facts", async () => {
    const made = await run("new", "integration", "zellij", ...zellij, "--folder", folder);
    expect([made.code, made.stderr]).toEqual([0, ""]);
    expect(made.stdout).toMatch(/^made .*integrations\/zellij\.yml\n$/);
    await run("new", "feature", "dry-run", "--name=--dry-run", "--kind", "CLI_OPTION", "--folder", folder);
    await run("new", "contributor", "grace-hopper", "--name", "Grace Hopper", "--folder", folder);
    const { stderr } = await run("check", folder);
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^orphan: .* no fact speaks of the contributor "grace-hopper"$/),
      expect.stringMatching(/^orphan: .* no fact speaks of the feature "dry-run"$/),
      expect.stringMatching(/^orphan: .* no fact speaks of the integration "zellij"$/),
    ]);
  });

  it("touches nothing that is there, and knows other names", async () => {
    const path = join(folder, "integrations", "zellij.yml");
    writeFileSync(path, "slug: [\n");
    const taken = await run("new", "integration", "zellij", ...zellij, "--folder", folder);
    expect(sentenceOf(taken)).toBe(`${path} cannot be written: there is a file already.`);
    expect(readFileSync(path, "utf8")).toBe("slug: [\n");
    const adrian = await run("new", "contributor", "a-reber", "--name", "ADRIAN", "--folder", folder);
    expect(sentenceOf(adrian)).toMatch(/is there already: seeds\/contributors\/adrian-reber\.yml:2$/);
  });

  it("says what is wrong with the command", async () => {
    const slug = await run("new", "contributor", "Grace_Hopper", "--name", "Grace", "--folder", folder);
    expect(sentenceOf(slug, 2)).toMatch(/^slug: expected a slug: small letters and digits/);
    const kind = await run("new", "integration", "zellij", "--name", "Zellij", "--kind", "EDITOR");
    expect([kind.code, kind.stderr]).toEqual([
      2,
      expect.stringMatching(/Allowed choices are CONTAINER_ENGINE/),
    ]);
  });
});

describe("seed files that are wrong", () => {
  /** What `check` and `seed` say alike; the database stays as it is. */
  async function complaints(): Promise<string[]> {
    const before = await revision();
    const [checked, seeded] = await Promise.all([run("check", folder), run("seed", folder)]);
    expect([checked.code, checked.stdout, seeded.code, seeded.stdout]).toEqual([1, "", 1, ""]);
    expect(seeded.stderr).toBe(checked.stderr.replaceAll(/^[a-z-]+: /gm, ""));
    expect(await revision()).toBe(before);
    return seeded.stderr.trimEnd().split("\n");
  }

  it("broken YAML", async () => {
    writeFileSync(join(folder, "integrations", "docker.yml"), "slug: docker\naliases: [moby\n");
    expect(await complaints()).toEqual([
      expect.stringMatching(/^seeds\/integrations\/docker\.yml:\d+:\d+: not YAML: /),
    ]);
  });

  it("an unknown slug", async () => {
    edit("integrations/shell.yml", "feature: restore-sibling", "feature: restore-siblings");
    expect(await complaints()).toEqual([
      expect.stringMatching(/^seeds\/integrations\/shell\.yml:\d+:\d+: .*"restore-siblings"/),
    ]);
  });

  it("a fact without a source", async () => {
    edit("integrations/systemd.yml", /(status: NOT_STARTED)\n +sources: .*\n/, "$1\n");
    expect(await complaints()).toEqual([
      expect.stringMatching(
        /^seeds\/integrations\/systemd\.yml:\d+:\d+: status\[0\]\.sources: no source cited; a fact needs at least one$/,
      ),
    ]);
  });

  it("a slug given twice", async () => {
    appendFileSync(
      join(folder, "sources", "criu.yml"),
      "- slug: criu-wiki-integration-2016-08-30\n  kind: DOCUMENT\n  title: Again\n  url: https://example.org/again\n  publishedOn: 2016-08-30\n",
    );
    expect(await complaints()).toEqual([
      expect.stringMatching(/^seeds\/sources\/criu\.yml:\d+:\d+: .*"criu-wiki-integration-2016-08-30"/),
    ]);
  });

  it("several at once, a line for each", async () => {
    edit("integrations/docker.yml", "kind: CONTAINER_ENGINE", "kind: ENGINE");
    edit("integrations/systemd.yml", "date: 2016-08-30", "date: 2016-08-32");
    expect(await complaints()).toEqual([
      expect.stringMatching(/^seeds\/integrations\/docker\.yml:5:\d+: kind: is "ENGINE"; expected one of /),
      expect.stringMatching(/^seeds\/integrations\/systemd\.yml:\d+:\d+: status\[0\]\.date: /),
    ]);
  });
});
