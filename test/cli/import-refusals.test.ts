import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeScratchDatabase, type Scratch } from "../db/scratch-database.ts";
import { runCriugraph, runProgram, sentenceOf } from "./criugraph.ts";
import { runner, source, walker, writeLines } from "./graph-documents.ts";
import { runInProcess } from "./in-process.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "criugraph-io-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run({ url }: Scratch, ...args: string[]) {
  return runInProcess(args, { DATABASE_URL: url });
}

describe("an import that cannot be", () => {
  let database: Scratch;
  beforeAll(async () => {
    database = await makeScratchDatabase();
    await run(database, "migrate");
  });
  afterAll(() => database.drop());

  /** The one sentence about a file of these lines; nothing of it is in the graph. */
  async function complaint(format: string, lines: readonly (string | object)[]): Promise<string> {
    const ended = await run(database, "import", format, writeLines(folder, `graph.${format}`, lines));
    expect(await database.run("select revision::int from graph_revision")).toEqual([{ revision: 0 }]);
    return sentenceOf(ended);
  }

  it("names the line of what is no JSON", async () => {
    expect(await complaint("ndjson", [source, '{"integration": {"slug": "a",}}'])).toMatch(
      /^graph\.ndjson:2:\d+: not JSON: /,
    );
    expect(await complaint("ndjson", [source, "", '{"integration": '])).toBe(
      "graph.ndjson:3:17: not JSON: Unexpected end of JSON input",
    );
  });

  it("names the line of what is no YAML", async () => {
    expect(await complaint("yaml", ["---", "sources: []", "---", "integration: {slug: a", ""])).toMatch(
      /^graph\.yaml:\d:\d+: not YAML: /,
    );
  });

  it("names the line, the column and the field of what is wrong in a document", async () => {
    const unfit = { integration: { ...walker.integration, kind: "WALKING" } };
    expect(await complaint("ndjson", [source, unfit])).toMatch(
      /^graph\.ndjson:2:49: kind: is "WALKING"; expected one of /,
    );
    expect(
      await complaint("yaml", ["---", "integration:", "  slug: a", "  name: A", "  kind: WALKING"]),
    ).toMatch(/^graph\.yaml:5:3: kind: is "WALKING"; expected one of /);
    expect(await complaint("ndjson", [{ integrations: [] }])).toBe(
      "graph.ndjson:1:1: expected one key, which says what the document is: contributor, feature, integration, releases, sources",
    );
  });

  it("lists what is wrong in all documents, in the order of lines", async () => {
    const bad = { contributor: { slug: "A", name: "" } };
    const { code, stderr } = await run(
      database,
      "import",
      "ndjson",
      writeLines(folder, "graph.ndjson", [bad, source, bad]),
    );
    expect(code).toBe(1);
    expect(
      stderr
        .trimEnd()
        .split("\n")
        .map((line) => line.split(": ").slice(0, 2).join(" ")),
    ).toEqual([
      "graph.ndjson:1:17 slug",
      "graph.ndjson:1:28 name",
      "graph.ndjson:3:17 slug",
      "graph.ndjson:3:28 name",
    ]);
  });

  it("names the line of a slug that leads nowhere", async () => {
    expect(await complaint("ndjson", [source, runner])).toBe(
      'graph.ndjson:2:1: dependencies[0].on: no integration "walker" in the database',
    );
    const person = ["contributor:", "  slug: a", "  name: A", "  contributions:"];
    const contribution = [
      "    - feature: none",
      "      role: AUTHORED",
      "      state: DONE",
      "      sources: [page]",
    ];
    const page = `sources: ${JSON.stringify(source.sources)}`;
    expect(await complaint("yaml", [page, "---", ...person, ...contribution])).toBe(
      'graph.yaml:7:1: contributions[0].feature: no feature "none" in the database',
    );
  });

  it("names the line of what is there twice, and differently", async () => {
    const other = { integration: { ...walker.integration, name: "Runner up" } };
    expect(await complaint("ndjson", [walker, other])).toBe(
      'graph.ndjson:2:1: the integration "walker" is there twice',
    );
    const many = Array.from({ length: 1_200 }, (_, n) => ({ contributor: { slug: `a-${n}`, name: "A" } }));
    expect(await complaint("ndjson", [...many, { contributor: { slug: "a-7", name: "B" } }])).toBe(
      'graph.ndjson:1201:1: the contributor "a-7" is there twice, and differently',
    );
  });

  it("names the line of a slug that leads to another one", async () => {
    const usurper = {
      integration: { slug: "strider", formerly: ["wanderer", "walker"], name: "Strider", kind: "SHELL" },
    };
    expect(await complaint("ndjson", [walker, usurper])).toMatch(/^graph\.ndjson:\d:1: .*walker/);
  });

  it("says what is no text, and where", async () => {
    const path = join(folder, "graph.ndjson");
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(`${JSON.stringify(source)}\n`), Buffer.from([0x80, 0xff, 0x0a])]),
    );
    expect(sentenceOf(await run(database, "import", "ndjson", path))).toBe(
      "graph.ndjson:2:1: is not text; expected UTF-8",
    );
    expect(sentenceOf(await run(database, "import", "yaml", process.execPath))).toMatch(
      /^node:1:1: is not text/,
    );
  });

  it("says that there is no such file, or that it is a folder", async () => {
    const none = join(folder, "none.ndjson");
    expect(sentenceOf(await run(database, "import", "ndjson", none))).toBe(
      `${none} cannot be read: there is no such file.`,
    );
    expect(sentenceOf(await run(database, "import", "yaml", folder))).toBe(
      `${folder} cannot be read: it is a folder.`,
    );
  });

  it("says what is wrong with the command", async () => {
    for (const args of [
      ["import", "xml", "x"],
      ["import", "ndjson"],
      ["import", "ndjson", "x", "--batch", "0"],
      ["export", "--format", "csv"],
    ]) {
      const { code, stdout, stderr } = await run(database, ...args);
      expect([args, code, stdout]).toEqual([args, 2, ""]);
      expect(stderr).toMatch(/^error: /);
    }
  });

  it("leaves no temporary files", async () => {
    const env = { DATABASE_URL: database.url, TMPDIR: folder };
    const path = writeLines(folder, "graph.ndjson", [source, runner]);
    expect((await runCriugraph(["import", "ndjson", path], { env })).code).toBe(1);
    expect(readFileSync(path, "utf8")).toContain("runner");
    expect((await runProgram("ls", [folder])).stdout).toBe("graph.ndjson\n");
  });
});
