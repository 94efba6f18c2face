import { describe, expect, it } from "vitest";
import { readSeeds } from "../../src/data/read-seeds.ts";
import { hashSeeds } from "../../src/data/seed-folder.ts";
import { SeedError } from "../../src/data/seed-problem.ts";
import { ExpectedError } from "../../src/expected-error.ts";
import { edited, problemsOf, type SeedFiles, seedsOf, smallSeeds, without } from "./seed-files.ts";

const runner = "integrations/runner.yml";
const slugForm = "expected a slug: small letters and digits, joined by single dots or dashes";

describe("readSeeds", () => {
  it("flattens files into records as written", async () => {
    const { records, fileCount } = await seedsOf(smallSeeds);
    expect(fileCount).toBe(6);
    const counts: Record<string, number> = {};
    for (const { noun } of records) counts[noun] = (counts[noun] ?? 0) + 1;
    expect(counts).toEqual({
      contributor: 1,
      contribution: 1,
      feature: 1,
      "feature-release": 1,
      integration: 2,
      "status-report": 1,
      capability: 1,
      "capability-report": 1,
      blocker: 1,
      remedy: 1,
      adoption: 1,
      release: 1,
      source: 2,
    });
    expect(records.find(({ noun }) => noun === "capability-report")?.record).toEqual({
      integration: "runner",
      capability: "pause",
      date: "2020-01-01",
      state: "MISSING",
      sources: ["page-1"],
    });
  });

  it("takes every scalar as text: a version keeps its zero", async () => {
    const { records } = await seedsOf(smallSeeds);
    expect(records.find(({ noun }) => noun === "release")?.record).toMatchObject({
      slug: "criu-1.10",
      version: "1.10",
    });
  });

  it("throws what is wrong with all files at once, in their order", async () => {
    const broken = edited(
      edited(smallSeeds, runner, "STALLED", "STALED"),
      "features/hold.yml",
      "ADDED",
      "ADDET",
    );
    const error = await seedsOf(broken).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SeedError);
    expect((error as SeedError).message.split("\n")).toEqual([
      'seeds/features/hold.yml:6:5: releases[0].change: is "ADDET"; expected one of ADDED, REMOVED',
      `seeds/${runner}:6:5: status[0].status: is "STALED"; expected one of READY, IN_PROGRESS, STALLED, NOT_STARTED, REMOVED, DISCONTINUED`,
    ]);
  });

  it("says in one sentence that there is no folder", async () => {
    const failing = readSeeds("/no/such/seeds");
    await expect(failing).rejects.toBeInstanceOf(ExpectedError);
    await expect(failing).rejects.toThrow(
      "The seeds in /no/such/seeds cannot be read: there is no such folder.",
    );
  });
});

describe("a problem is told with its file, line and column:", () => {
  it.each<[what: string, files: SeedFiles, problems: string[]]>([
    [
      "broken YAML",
      edited(smallSeeds, runner, "name: Runner", "name: [Runner"),
      [
        `seeds/${runner}:3:1: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]`,
      ],
    ],
    [
      "a key twice",
      edited(smallSeeds, runner, "kind: TOOLING", "kind: TOOLING\nkind: SHELL"),
      [`seeds/${runner}:4:1: not YAML: Map keys must be unique`],
    ],
    [
      "an alias",
      edited(
        edited(smallSeeds, runner, "name: Runner", "name: &r Runner"),
        runner,
        "description: Write a daemon.",
        "description: *r",
      ),
      [`seeds/${runner}:25:26: *r: aliases are not followed; write the value out`],
    ],
    [
      "an unknown key",
      edited(smallSeeds, runner, "    title: It", "    titel: It cannot\n    title: It"),
      [
        `seeds/${runner}:17:5: blockers[0]: unknown key titel; expected slug, formerly, title, kind, capability, from, note, sources, remedies, reports`,
      ],
    ],
    [
      "a missing key",
      edited(smallSeeds, "contributors/ada.yml", "name: Ada\n", ""),
      ["seeds/contributors/ada.yml:1:1: name: is missing; expected text"],
    ],
    [
      "a value of the wrong sort",
      edited(smallSeeds, runner, "name: Runner", "name: [Runner]\naliases: run"),
      [
        `seeds/${runner}:2:1: name: is a list; expected text`,
        `seeds/${runner}:3:1: aliases: is "run"; expected a list`,
      ],
    ],
    [
      "an empty value",
      edited(smallSeeds, runner, "name: Runner", "name:"),
      [`seeds/${runner}:2:1: name: is empty; expected text`],
    ],
    [
      "an empty file",
      { ...smallSeeds, "features/none.yml": "" },
      ["seeds/features/none.yml:1:1: is missing; expected keys and values"],
    ],
    [
      "a day that is none",
      edited(smallSeeds, "releases/criu.yml", "2019-01-01", "2019-02-29"),
      [
        'seeds/releases/criu.yml:4:5: releases[0].releasedOn: is "2019-02-29"; expected a day of the calendar: YYYY-MM-DD',
      ],
    ],
    [
      "an end before the start",
      edited(
        smallSeeds,
        "integrations/walker.yml",
        "  - feature: hold",
        "  - feature: hold\n    from: 2020-02-02\n    to: 2020-01-01",
      ),
      ["seeds/integrations/walker.yml:7:5: adoptions[0].to: is before from; expected a later day"],
    ],
    [
      "a fact without a source",
      edited(smallSeeds, runner, "    status: STALLED\n    sources: [page-1]", "    status: STALLED"),
      [`seeds/${runner}:5:5: status[0].sources: no source cited; a fact needs at least one`],
    ],
    [
      "a fact with an empty list of sources",
      edited(
        smallSeeds,
        runner,
        "    status: STALLED\n    sources: [page-1]",
        "    status: STALLED\n    sources: []",
      ),
      [`seeds/${runner}:7:5: status[0].sources: no source cited; a fact needs at least one`],
    ],
    [
      "an unknown source",
      edited(
        smallSeeds,
        runner,
        "    status: STALLED\n    sources: [page-1]",
        "    status: STALLED\n    sources: [page-2, page1]",
      ),
      [`seeds/${runner}:7:23: status[0].sources[1]: no source "page1"; did you mean "page-1"?`],
    ],
    [
      "an unknown feature, in a need",
      edited(smallSeeds, runner, "feature: hold", "feature: holt"),
      [
        `seeds/${runner}:23:13: blockers[0].remedies[0].needs[0].feature: no feature "holt"; did you mean "hold"?`,
      ],
    ],
    [
      "an unknown capability",
      edited(smallSeeds, runner, "capability: pause", "capability: pauses"),
      [`seeds/${runner}:19:5: blockers[0].capability: no capability "runner/pauses"; did you mean "pause"?`],
    ],
    [
      "a slug of the wrong form",
      edited(smallSeeds, runner, "slug: runner-pause", "slug: Runner_Pause"),
      [`seeds/${runner}:16:5: blockers[0].slug: ${slugForm}`],
    ],
    [
      "one slug in two files",
      { ...smallSeeds, "integrations/other.yml": "slug: other\nname: O\nkind: SHELL\nformerly: [runner]\n" },
      [
        'seeds/integrations/runner.yml:1:1: slug: the integration "runner" is there twice; first in seeds/integrations/other.yml:1',
      ],
    ],
    [
      "one slug twice in a file",
      edited(smallSeeds, "sources/page.yml", "- slug: page-2", "- slug: page-1"),
      [
        'seeds/sources/page.yml:7:3: [1].slug: the source "page-1" is there twice; first in seeds/sources/page.yml:1',
      ],
    ],
    [
      "one fact twice",
      edited(
        smallSeeds,
        "integrations/walker.yml",
        "adoptions:\n",
        "adoptions:\n  - feature: hold\n    sources: [page-2]\n",
      ),
      [
        'seeds/integrations/walker.yml:7:5: adoptions[1]: the adoption "walker/hold" is there twice; first in seeds/integrations/walker.yml:5; tell them apart with key',
      ],
    ],
    [
      "one work described in two ways",
      edited(
        smallSeeds,
        runner,
        "    remedies:\n",
        "    remedies:\n      - key: other\n        needs: [{ work: daemon, description: Buy one. }]\n        sources: [page-1]\n",
      ),
      [
        `seeds/${runner}:28:13: blockers[0].remedies[1].needs[1].description: another remedy describes the work daemon differently: "Buy one."`,
      ],
    ],
    [
      "a file that is not named after its slug",
      {
        ...without(smallSeeds, "contributors/ada.yml"),
        "contributors/eve.yml": smallSeeds["contributors/ada.yml"],
      },
      ['seeds/contributors/eve.yml:1:1: slug: is "ada"; expected "eve", the name of the file'],
    ],
    [
      "a file in no place",
      { ...smallSeeds, "people/eve.yml": "slug: eve\n" },
      [
        "seeds/people/eve.yml:1:1: no place for a seed file; expected contributors/<name>.yml, features/<name>.yml, integrations/<name>.yml, releases/<name>.yml, sources/<name>.yml",
      ],
    ],
    [
      "eleven remedies",
      edited(
        smallSeeds,
        runner,
        "    remedies:\n",
        `    remedies:\n${Array.from({ length: 10 }, (_, index) => `      - { key: k${index}, needs: [{ feature: hold }], sources: [page-1] }\n`).join("")}`,
      ),
      [`seeds/${runner}:21:5: blockers[0].remedies: expected at most 10`],
    ],
    [
      "a need of nothing",
      edited(smallSeeds, runner, "          - feature: hold\n", "          - description: Anything.\n"),
      [
        `seeds/${runner}:23:13: blockers[0].remedies[0].needs[0].description: only work is described`,
        `seeds/${runner}:23:13: blockers[0].remedies[0].needs[0]: expected one of feature, blocker, integration or work`,
      ],
    ],
  ])("%s", async (_, files, problems) => {
    expect(await problemsOf(files)).toEqual(problems);
  });

  it("bytes that are no text", async () => {
    const files = { ...smallSeeds, "features/odd.yml": Uint8Array.of(0x6e, 0xff, 0xfe) };
    expect(await problemsOf(files)).toEqual(["seeds/features/odd.yml:1:1: is not text; expected UTF-8"]);
  });

  it("a broken file does not make what others refer to in it unknown", async () => {
    const files = edited(smallSeeds, "features/hold.yml", "kind: CLI_OPTION", "kind: OPTION");
    expect(await problemsOf(files)).toEqual([
      'seeds/features/hold.yml:3:1: kind: is "OPTION"; expected one of CLI_OPTION, RPC, IMAGE_FORMAT, PLUGIN, LIBRARY, KERNEL',
    ]);
  });
});

describe("the hash of seeds", () => {
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

  it("tells names, bytes and the border between files apart", () => {
    const hashes = [
      [file("a.yml", "x"), file("b.yml", "y")],
      [file("a.yml", "x"), file("c.yml", "y")],
      [file("a.yml", "x"), file("b.yml", "z")],
      [file("a.yml", "xb.yml"), file("", "y")],
      [file("a.yml", "x")],
    ].map(hashSeeds);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("is the same for the same files", async () => {
    expect((await seedsOf(smallSeeds)).hash).toBe((await seedsOf(smallSeeds)).hash);
  });
});
