import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { runCriugraph, sentenceOf } from "./criugraph.ts";
import { runInProcess } from "./in-process.ts";

const page = "criu-wiki-integration-2016-08-30";
const fromPage = ["--as-of", "2016-08-30", "--source", page];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase("seeds");
});
afterAll(() => database.close());

function ask(...args: string[]) {
  return runInProcess(args, { DATABASE_URL: database.url });
}

it("are asked the same by a process of its own", async () => {
  const args = ["blocks", "restore-sibling", ...fromPage];
  expect(await runCriugraph(args, { env: { DATABASE_URL: database.url } })).toEqual(await ask(...args));
});

describe("criugraph blocks", () => {
  it("prints systemd and shell, with the reason and the source", async () => {
    const { code, stdout, stderr } = await ask("blocks", "restore-sibling");
    expect(code).toBe(0);
    const rows = stdout.trimEnd().split("\n");
    expect(rows).toContain(`systemd\t1\tNECESSARY\tNOT_ADOPTED by systemd\t${page}`);
    expect(rows).toContain(`shell\t1\tNECESSARY\tNOT_ADOPTED by shell\t${page}`);
    expect(stderr).toMatch(/^--restore-sibling is AVAILABLE since 1\.3\.1 \(2014-09-12\) and blocks /);
  });

  it("answers from a viewpoint", async () => {
    expect(await ask("blocks", "restore-sibling", ...fromPage)).toEqual({
      code: 0,
      stdout: `shell\t1\tNECESSARY\tNOT_ADOPTED by shell\t${page}\nsystemd\t1\tNECESSARY\tNOT_ADOPTED by systemd\t${page}\n`,
      stderr: `--restore-sibling is AVAILABLE since 1.3.1 (2014-09-12) and blocks 2 integrations as of 2016-08-30, by ${page} alone\n`,
    });
  });

  it("says what is to come, and prints nothing where nothing is blocked", async () => {
    expect(await ask("blocks", "restore-sibling", "--as-of", "2014-01-01")).toEqual({
      code: 0,
      stdout: "",
      stderr:
        "--restore-sibling is MISSING until 1.3.1 (2014-09-12) and blocks 0 integrations as of 2014-01-01, by all sources\n",
    });
  });

  it("takes a feature as one types it", async () => {
    const { code, stdout } = await ask("blocks", ...fromPage, "--", "--restore-sibling");
    expect([code, stdout.split("\n").length]).toEqual([0, 3]);
  });

  it("prints JSON", async () => {
    const { code, stdout } = await ask("blocks", "partial-checkpoint", "--json", ...fromPage);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      slug: "partial-checkpoint",
      availability: "MISSING",
      blockedIntegrations: {
        totalCount: 1,
        edges: [
          { depth: 1, necessity: "ALTERNATIVE", reason: "MISSING", node: { slug: "virtuozzo-openvz" } },
        ],
      },
    });
  });
});

describe("criugraph blocked-by", () => {
  it("prints the blockers with what lifts them, and the features behind them", async () => {
    expect(await ask("blocked-by", "systemd", ...fromPage)).toEqual({
      code: 0,
      stdout: [
        "systemd is blocked: systemd-adoption; 1 feature stands behind it (restore-sibling).",
        "",
        `systemd-adoption\tOPEN\tA process restored elsewhere does not become a child of systemd there\tadopting restore-sibling\t${page}`,
        "",
        "restore-sibling\t1\tNECESSARY\tNOT_ADOPTED by systemd",
        "",
      ].join("\n"),
      stderr: `as of 2016-08-30, by ${page} alone\n`,
    });
  });

  it("names every way to lift a blocker", async () => {
    const { stdout } = await ask("blocked-by", "virtuozzo-openvz", ...fromPage);
    const blocker = stdout.split("\n").find((line) => line.startsWith("vz-partial-checkpoint"));
    expect(blocker?.split("\t")[3]).toBe(
      "adopting partial-checkpoint or write a daemon that holds the state of a partly checkpointed container",
    );
  });

  it("prints JSON", async () => {
    const { stdout } = await ask("blocked-by", "shell", "--json", ...fromPage);
    expect(JSON.parse(stdout)).toMatchObject({
      slug: "shell",
      status: "NOT_STARTED",
      readiness: { verdict: "BLOCKED" },
      blockers: { totalCount: 1, nodes: [{ slug: "shell-adoption", state: "OPEN" }] },
      blockingFeatures: { edges: [{ reason: "NOT_ADOPTED", node: { slug: "restore-sibling" } }] },
    });
  });
});

describe("criugraph status", () => {
  it("prints the board of the page", async () => {
    const { code, stdout, stderr } = await ask("status", ...fromPage);
    expect(code).toBe(0);
    expect(stderr.split("\n")).toEqual([
      `12 integrations as of 2016-08-30, by ${page} alone`,
      expect.stringMatching(
        /^\d+ facts, \d+ % of them with a source of the last year; \d+ rest on what somebody says, without a commit or a release note$/,
      ),
      "of 12 integrations it is not known what stands in the way of 5",
      "",
    ]);
    expect(stdout.trimEnd().split("\n")).toEqual([
      "coreos-rocket\tNOT_STARTED\tUNEXPLAINED\tCoreOS Rocket (rkt)",
      "docker\tIN_PROGRESS\tUNEXPLAINED\tDocker (moby)",
      "file-utility\tREADY\tREADY\tfile(1)",
      "screen-tmux\tSTALLED\tUNEXPLAINED\tGNU screen / tmux",
      "lxc-lxd\tREADY\tREADY\tLXC / LXD",
      "open-mpi\tSTALLED\tUNEXPLAINED\tOpen MPI",
      "shell\tNOT_STARTED\tBLOCKED\tShell (bash or other)",
      "slurm\tREADY\tREADY\tSLURM workload manager",
      "subgraph-os\tNOT_STARTED\tUNEXPLAINED\tSubgraph OS",
      "systemd\tNOT_STARTED\tBLOCKED\tsystemd",
      "virtuozzo-openvz\tREADY\tREADY_WITH_GAPS\tVirtuozzo / OpenVZ",
      "wayland-weston\tSTALLED\tBLOCKED\tWayland / Weston",
    ]);
  });

  it("prints JSON", async () => {
    const { stdout } = await ask("status", "--json", ...fromPage);
    const { integrations, coverage } = JSON.parse(stdout) as {
      integrations: { slug: string }[];
      coverage: object;
    };
    expect(integrations).toHaveLength(12);
    expect(coverage).toMatchObject({ integrationCount: 12, unexplainedCount: 5, undatedCount: 0 });
    expect(integrations.find(({ slug }) => slug === "docker")).toMatchObject({ status: "IN_PROGRESS" });
  });
});

describe("a question about nothing", () => {
  it.each([
    [["blocks", "teleport"], 'There is no feature "teleport".'],
    [["blocks", "systemd"], 'There is no feature "systemd".'],
    [["blocked-by", "restore-sibling"], 'There is no integration "restore-sibling".'],
    [["blocked-by", "teleport", "--json"], 'There is no integration "teleport".'],
  ])("%j exits with 3", async (args, sentence) => {
    expect(sentenceOf(await ask(...args), 3)).toBe(sentence);
  });
});

describe("a wrong command line", () => {
  it.each([
    [["blocks"], "missing required argument 'feature'"],
    [["block", "restore-sibling"], "unknown command 'block'"],
    [["status", "--when", "2016-08-30"], "unknown option '--when'"],
    [["status", "--as-of", "2016-02-30"], "expected a day of the calendar, YYYY-MM-DD"],
    [["status", "--as-of", "yesterday"], "expected a day of the calendar, YYYY-MM-DD"],
    [["status", "--source", "nobody"], 'there is no source "nobody"'],
    [["seed", "--ours", "--theirs"], "option '--theirs' cannot be used with option '--ours'"],
    [["serve", "--port", "http"], '--port is "http"; expected a whole number from 0 to 65535'],
  ])("%j exits with 2", async (args, words) => {
    const { code, stdout, stderr } = await ask(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
  });

  it("prints the help on standard error where no command is named, and on standard output where it is asked for", async () => {
    const [none, asked] = await Promise.all([runCriugraph([]), runCriugraph(["--help"])]);
    expect([none.code, none.stdout, asked.code, asked.stderr]).toEqual([2, "", 0, ""]);
    expect(none.stderr).toBe(asked.stdout);
    expect(asked.stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 /);
  });

  it.each(["serve", "status", "blocks", "blocked-by", "seed", "check", "migrate", "health"])(
    "is helped by %s --help, with an example",
    async (command) => {
      const { code, stdout } = await runCriugraph([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}\\$ .*criugraph ${command}`));
    },
  );

  it("names a wrong setting by its variable", async () => {
    const env = { DATABASE_URL: database.url, READ_POOL_SIZE: "0" };
    expect(sentenceOf(await runCriugraph(["status"], { env }), 2)).toBe(
      'READ_POOL_SIZE is "0"; expected a whole number from 1 to 100',
    );
  });
});
