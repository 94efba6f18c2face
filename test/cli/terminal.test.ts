import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { hasTerminal, runOnTerminal } from "./on-terminal.ts";

const page = "criu-wiki-integration-2016-08-30";
const fromPage = ["--as-of", "2016-08-30", "--source", page];

describe.skipIf(!hasTerminal).concurrent("criugraph on a terminal", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await show(80, ["status"]);
  });
  afterAll(() => database.close());

  const show = (columns: number, args: string[], env: Record<string, string> = {}) =>
    runOnTerminal(columns, args, { DATABASE_URL: database.url, ...env });

  it("aligns the columns under a heading, and colours them", async () => {
    const shown = await show(120, ["status", ...fromPage]);
    expect(shown).toContain("\u001b[1mINTEGRATION\u001b[22m");
    expect(shown).toContain("\u001b[32mREADY\u001b[39m");
    expect(shown).toContain("\u001b[31mBLOCKED\u001b[39m");
    expect(stripVTControlCharacters(shown).split("\n").slice(1, 4)).toEqual([
      "INTEGRATION       STATUS       VERDICT          NAME",
      "coreos-rocket     NOT_STARTED  UNEXPLAINED      CoreOS Rocket (rkt)",
      "docker            IN_PROGRESS  UNEXPLAINED      Docker (moby)",
    ]);
  });

  it("has no colours with NO_COLOR", async () => {
    const shown = await show(120, ["status", ...fromPage], { NO_COLOR: "1" });
    expect(stripVTControlCharacters(shown)).toBe(shown);
    expect(shown).toContain("INTEGRATION       STATUS       VERDICT          NAME\n");
  });

  it("breaks long cells where it is narrow, and cuts nothing off", async () => {
    const lines = stripVTControlCharacters(
      await show(100, ["blocked-by", "virtuozzo-openvz", ...fromPage]),
    ).split("\n");
    expect(Math.max(...lines.slice(3).map((line) => line.length))).toBeLessThanOrEqual(100);
    const words = lines.join(" ").split(/\s+/);
    for (const word of ["half", "checkpointed", "daemon", "container", page]) expect(words).toContain(word);
  });

  it("shows how far an import and an export have come, and takes that line away", async () => {
    const graph = join(mkdtempSync(join(tmpdir(), "criugraph-terminal-")), "graph.ndjson");
    const exported = await show(100, ["export"]);
    const cleared = "\r\u001b[K";
    expect(exported).toContain(`${cleared}exported 1 of about `);
    writeFileSync(graph, '{"contributor":{"slug":"ada","name":"Ada"}}\n');
    const imported = await show(100, ["import", "ndjson", graph]);
    rmSync(dirname(graph), { recursive: true });
    const [, read, ...then] = imported.split(cleared);
    expect(read).toBe("read 1 document");
    expect(then.at(-1)).toMatch(/^Imported 1 record in 1 document, as revision \d+\.\n/);
  });

  it("has the same answer as a pipe", async () => {
    const shown = stripVTControlCharacters(await show(120, ["blocks", "restore-sibling", ...fromPage]));
    expect(shown.split("\n")).toEqual([
      `--restore-sibling is AVAILABLE since 1.3.1 (2014-09-12) and blocks 2 integrations as of 2016-08-30, by ${page} alone`,
      "INTEGRATION  DEPTH  NECESSITY  REASON                  SAYS",
      `shell        1      NECESSARY  NOT_ADOPTED by shell    ${page}`,
      `systemd      1      NECESSARY  NOT_ADOPTED by systemd  ${page}`,
      "",
    ]);
  });
});
