import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { runCriugraph, sentenceOf } from "./criugraph.ts";
import { runInProcess } from "./in-process.ts";

const page = "criu-wiki-integration-2016-08-30";
const fromPage = ["--as-of", "2016-08-30", "--source", page];
const ofPage = `as of 2016-08-30, by ${page} alone`;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase("seeds");
  const circle = { kind: "KERNEL", name: "circle" };
  const sources = ["circular"];
  await writeAll(database.write, {
    contributor: [{ slug: "docker", name: "Somebody who calls himself docker" }],
    source: [
      {
        slug: "circular",
        kind: "MAIL",
        title: "A circular",
        url: "https://example.org/circular",
        publishedOn: "2031-01-01",
      },
    ],
    feature: [
      { slug: "chicken", ...circle },
      { slug: "egg", ...circle },
    ],
    requirement: [
      { feature: "chicken", requires: "egg", sources },
      { feature: "egg", requires: "chicken", sources },
    ],
  });
});
afterAll(() => database.close());

function ask(...args: string[]) {
  return runInProcess(args, { DATABASE_URL: database.url });
}

it("asks the same as a process of its own", async () => {
  const args = ["plan", "shell", ...fromPage];
  expect(await runCriugraph(args, { env: { DATABASE_URL: database.url } })).toEqual(await ask(...args));
});

describe("criugraph matrix", () => {
  it("prints a line for each pair", async () => {
    expect(await ask("matrix", ...fromPage)).toEqual({
      code: 0,
      stdout: [
        "restore-sibling\tshell\t1\tNECESSARY\tNOT_ADOPTED",
        "restore-sibling\tsystemd\t1\tNECESSARY\tNOT_ADOPTED",
        "partial-checkpoint\tvirtuozzo-openvz\t1\tALTERNATIVE\tMISSING",
        "",
      ].join("\n"),
      stderr: `2 features by 3 integrations ${ofPage}\n`,
    });
  });

  it("says that there is more, and prints JSON", async () => {
    const { stderr, stdout } = await ask("matrix", "--first", "1", ...fromPage);
    expect(stderr).toMatch(/\nand more, which block less\n$/);
    expect(stdout).toBe("restore-sibling\tshell\t1\tNECESSARY\tNOT_ADOPTED\n");
    const json = JSON.parse((await ask("matrix", "--json", ...fromPage)).stdout);
    expect(json).toMatchObject({ truncated: false, cells: [{ depth: 1 }, { depth: 1 }, { depth: 1 }] });
  });
});

describe("criugraph what-if", () => {
  it("prints whom it would unblock", async () => {
    expect(await ask("what-if", "--adopt", "restore-sibling", ...fromPage)).toEqual({
      code: 0,
      stdout: "shell\tunblocked\t\nsystemd\tunblocked\t\n",
      stderr: `2 unblocked, 0 touched and still blocked, ${ofPage}\n`,
    });
  });

  it("takes pairs, several of each, and what is supposed not to be", async () => {
    const { stdout } = await ask(
      "what-if",
      "--adopt=restore-sibling:shell",
      "--resolve=vz-partial-checkpoint:state-daemon",
      "--withdraw-ship=restore-sibling",
      "--json",
      ...fromPage,
    );
    expect(JSON.parse(stdout)).toEqual({
      unblocked: { totalCount: 1, nodes: [{ slug: "virtuozzo-openvz" }] },
      stillBlocked: {
        totalCount: 2,
        nodes: [
          { integration: { slug: "shell" }, remaining: [{ slug: "shell-adoption" }] },
          { integration: { slug: "systemd" }, remaining: [{ slug: "systemd-adoption" }] },
        ],
      },
    });
  });

  it("says what is wrong with what is supposed", async () => {
    expect(sentenceOf(await ask("what-if"), 2)).toMatch(/^Nothing is supposed; expected --ship/);
    expect(sentenceOf(await ask("what-if", "--adopt", "a:b:c"), 2)).toBe(
      '"a:b:c" is neither <feature> nor <feature>:<integration>.',
    );
    expect(sentenceOf(await ask("what-if", "--ship", "teleport"), 2)).toMatch(/teleport/);
  });
});

describe("criugraph plan", () => {
  it("prints the steps in order, and whom each unblocks", async () => {
    expect(await ask("plan", "systemd", "shell", ...fromPage)).toEqual({
      code: 0,
      stdout: [
        "1\tADOPT shell restore-sibling\tshell adopts restore-sibling.\tshell",
        "2\tADOPT systemd restore-sibling\tsystemd adopts restore-sibling.\tsystemd",
        "",
      ].join("\n"),
      stderr: `2 steps, and it takes no fewer, ${ofPage}\n`,
    });
  });

  it("says what is in the way, or that nothing is", async () => {
    const docker = await ask("plan", "docker", ...fromPage);
    expect([docker.code, docker.stdout, docker.stderr]).toEqual([
      0,
      "docker\tIntegration\n",
      `There is no plan, ${ofPage}\n`,
    ]);
    const slurm = await ask("plan", "slurm", ...fromPage);
    expect([slurm.stdout, slurm.stderr]).toEqual(["", `Nothing is in the way, ${ofPage}\n`]);
  });

  it("says what is wrong with the command", async () => {
    expect(sentenceOf(await ask("plan", "teleport"), 2)).toMatch(/there is no integration "teleport"/);
    expect((await ask("plan", "shell", "--time-limit", "0")).stderr).toMatch(/whole number from 1 to 5000/);
    expect(JSON.parse((await ask("plan", "shell", "--json", ...fromPage)).stdout)).toMatchObject({ cost: 1 });
  });
});

describe("criugraph path", () => {
  it("prints the edges, each in its own direction, with who says so", async () => {
    expect(await ask("path", "adrian-reber", "--", "--restore-sibling")).toMatchObject({ code: 0 });
    expect(await ask("path", "adrian-reber", "feature:restore-sibling", ...fromPage)).toEqual({
      code: 0,
      stdout: [
        `adrian-reber\tCONTRIBUTED_TO\tsystemd\t${page}`,
        `systemd\tBLOCKED_BY\tsystemd-adoption\t${page}`,
        `systemd-adoption\tNEEDS\trestore-sibling\t${page}`,
        "",
      ].join("\n"),
      stderr: `adrian-reber – systemd – systemd-adoption – restore-sibling: 3 edges ${ofPage}\n`,
    });
  });

  it("exits with 3 where nothing goes by a slug, or no way leads there", async () => {
    expect(sentenceOf(await ask("path", "teleport", "systemd"), 3)).toBe('Nothing goes by "teleport".');
    expect(sentenceOf(await ask("path", "jerome", "systemd", ...fromPage), 3)).toBe(
      `No way of at most 6 edges leads from jerome to systemd ${ofPage}.`,
    );
    expect(await ask("path", "jerome", "systemd", "--json", ...fromPage)).toMatchObject({
      code: 0,
      stdout: "null\n",
    });
  });

  it("says what a slug could mean, and which kinds there are", async () => {
    expect(sentenceOf(await ask("path", "docker", "shell"), 2)).toBe(
      '"docker" is several things; say integration:docker or contributor:docker.',
    );
    expect(sentenceOf(await ask("path", "person:jerome", "shell"), 2)).toBe(
      'There is no kind of node "person"; expected integration, feature, contributor, blocker, release, source.',
    );
  });
});

describe("criugraph cycles and findings", () => {
  it("print nothing where there is nothing", async () => {
    expect(await ask("cycles", ...fromPage)).toEqual({ code: 0, stdout: "", stderr: `0 cycles ${ofPage}\n` });
    expect(await ask("findings", ...fromPage)).toEqual({
      code: 0,
      stdout: "",
      stderr: `0 findings ${ofPage}\n`,
    });
  });

  it("print a circle, and what breaks it", async () => {
    const { stdout, stderr } = await ask("cycles", "--as-of", "2031-01-01");
    expect(stdout).toBe("chicken, egg\tchicken REQUIRES egg\tyes\n");
    expect(stderr).toBe("1 cycle as of 2031-01-01, by all sources\n");
    const json = JSON.parse((await ask("cycles", "--as-of", "2031-01-01", "--json")).stdout);
    expect(json).toMatchObject([{ minimal: true, members: { totalCount: 2 } }]);
  });

  it("print the conflict about SLURM, narrowed by rule and severity", async () => {
    const day = ["--as-of", "2016-10-04"];
    const { stdout, stderr } = await ask(
      "findings",
      "--rule",
      "STATUS_CONFLICT",
      "--severity=WARNING",
      ...day,
    );
    expect(stdout).toMatch(
      /^WARNING\tSTATUS_CONFLICT\tOn 2016-10-04 \S+ called slurm READY, while by slurm-/,
    );
    expect(stderr).toBe("1 finding as of 2016-10-04, by all sources\n");
    const none = await ask("findings", "--rule=STATUS_CONFLICT", "--severity=ERROR", "--json", ...day);
    expect(JSON.parse(none.stdout)).toEqual([]);
    expect((await ask("findings", "--rule", "GOSSIP")).stderr).toMatch(/Allowed choices are STATUS_CONFLICT/);
  });
});
