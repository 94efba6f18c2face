import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { program, runProgram } from "./criugraph.ts";

/** Runs a command on a terminal so many columns wide, and prints all that appears on it. */
const onTerminal = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
while True:
    try:
        text = os.read(terminal, 65536)
    except OSError:
        break
    if not text:
        break
    os.write(1, text)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
const hasPython = spawnSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode"]).status === 0;

const page = "criu-wiki-integration-2016-08-30";
const fromPage = ["--as-of", "2016-08-30", "--source", page];

describe.skipIf(!hasPython).concurrent("criugraph on a terminal", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await show(80, ["status"]);
  });
  afterAll(() => database.close());

  async function show(columns: number, args: string[], env: Record<string, string> = {}): Promise<string> {
    const command = ["-c", onTerminal, String(columns), process.execPath, program, ...args];
    const { code, stdout, stderr } = await runProgram("python3", command, {
      env: { TERM: "xterm-256color", DATABASE_URL: database.url, ...env },
    });
    expect([code, stderr]).toEqual([0, ""]);
    return stdout.replaceAll("\r\n", "\n");
  }

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
