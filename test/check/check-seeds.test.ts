import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkRules, checkSeeds } from "../../src/check/check-seeds.ts";
import { showProblem } from "../../src/data/seed-problem.ts";
import { packageRoot } from "../../src/package-root.ts";
import { edited, type SeedFiles, smallSeeds, withFolder } from "../data/seed-files.ts";

/** What `criugraph check` prints of these files. */
function check(files: SeedFiles): Promise<string[]> {
  return withFolder(files, async (folder) =>
    (await checkSeeds(folder)).problems.map((problem) => `${problem.rule}: ${showProblem(problem)}`),
  );
}

const runner = "integrations/runner.yml";
const walker = "integrations/walker.yml";
const hold = "features/hold.yml";
const ada = "contributors/ada.yml";
const page = "sources/page.yml";

/** In order by every rule: `smallSeeds`, and somebody cites the second page. */
const sound: SeedFiles = edited(
  smallSeeds,
  walker,
  "name: Walker\nkind: SHELL\n",
  "name: Walker\nkind: SHELL\nreviews:\n  - date: 2021-01-01\n    sources: [page-2]\n",
);

function added(files: SeedFiles, name: string, text: string): SeedFiles {
  return { ...files, [name]: `${files[name] ?? ""}${text}` };
}

it("finds nothing in sound files", async () => {
  expect(await check(sound)).toEqual([]);
});

it.each<[rule: string, what: string, files: SeedFiles, problem: string]>([
  [
    "malformed",
    "a kind that is none",
    edited(sound, hold, "kind: CLI_OPTION", "kind: OPTION"),
    `seeds/${hold}:3:1: kind: is "OPTION"; expected one of CLI_OPTION`,
  ],
  [
    "malformed-address",
    "an address of another kind",
    edited(sound, page, "url: https://example.org/page\n", "url: ftp://example.org/page\n"),
    `seeds/${page}:4:3: [0].url: `,
  ],
  [
    "malformed-address",
    "half a commit",
    edited(
      sound,
      page,
      "  url: https://example.org/page\n",
      "  repository: https://example.org/r\n  path: a.c\n  commit: abc\n",
    ),
    `seeds/${page}:6:3: [0].commit: expected a commit: 40 hexadecimal digits`,
  ],
  [
    "malformed-address",
    "a repository under a second name",
    edited(sound, runner, "kind: TOOLING\n", "kind: TOOLING\nrepository: https://example.org/r.git\n"),
    `seeds/${runner}:4:1: repository: is "https://example.org/r.git"; expected "https://example.org/r"`,
  ],
  [
    "uncited-fact",
    "a fact without sources",
    edited(sound, ada, "    state: PLANNED\n    sources: [page-1]\n", "    state: PLANNED\n"),
    `seeds/${ada}:4:5: contributions[0].sources: no source cited; a fact needs at least one`,
  ],
  [
    "unknown-slug",
    "a slug that leads nowhere",
    edited(sound, walker, "feature: hold", "feature: holt"),
    `seeds/${walker}:8:5: adoptions[0].feature: no feature "holt"; did you mean "hold"?`,
  ],
  [
    "named-twice",
    "one fact twice",
    added(sound, walker, "  - feature: hold\n    sources: [page-2]\n"),
    `seeds/${walker}:10:5: adoptions[1]: the adoption "walker/hold" is there twice`,
  ],
  [
    "impossible-date",
    "a report of what its source cannot know",
    edited(sound, runner, "date: 2020-01-01", "date: 2020-01-02"),
    `seeds/${runner}:5:5: status[0].date: is 2020-01-02, but the newest of its sources is of 2020-01-01`,
  ],
  [
    "impossible-date",
    "an adoption that its source cannot know",
    edited(sound, walker, "  - feature: hold\n", "  - feature: hold\n    from: 2020-02-01\n"),
    `seeds/${walker}:9:5: adoptions[0].from: is 2020-02-01, but`,
  ],
  [
    "impossible-date",
    "a report on a blocker that was not there",
    edited(
      sound,
      runner,
      "    remedies:\n",
      "    from: 2019-12-31\n    reports:\n      - date: 2019-12-30\n        state: RESOLVED\n        sources: [page-1]\n    remedies:\n",
    ),
    `seeds/${runner}:23:9: blockers[0].reports[0].date: is 2019-12-30, but the blocker arose only on 2019-12-31`,
  ],
  [
    "impossible-date",
    "a release of what was not written",
    added(
      sound,
      ada,
      "  - feature: hold\n    role: AUTHORED\n    state: DONE\n    from: 2019-01-02\n    sources: [page-1]\n",
    ),
    `seeds/${hold}:5:5: releases[0].release: has it since 2019-01-01, but it was written from 2019-01-02 on`,
  ],
  [
    "impossible-date",
    "a feature taken out of what never had it",
    edited(sound, hold, "change: ADDED", "change: REMOVED"),
    `seeds/${hold}:5:5: releases[0].release: took it out on 2019-01-01, but no earlier release has it`,
  ],
  [
    "impossible-date",
    "an end before the beginning, told by a release",
    edited(
      sound,
      walker,
      "  - feature: hold\n",
      "  - feature: hold\n    from: 2019-06-01\n    to: criu-1.10\n",
    ),
    `seeds/${walker}:10:5: adoptions[0].to: criu-1.10 came out on 2019-01-01, before 2019-06-01`,
  ],
  [
    "adopted-too-early",
    "an adoption of what did not exist",
    edited(sound, walker, "  - feature: hold\n", "  - feature: hold\n    from: 2018-12-31\n"),
    `seeds/${walker}:8:5: adoptions[0].feature: hold exists since 2019-01-01, but is used since 2018-12-31`,
  ],
  [
    "requirement-cycle",
    "features that require each other",
    {
      ...added(sound, hold, "requires:\n  - feature: still\n    sources: [page-1]\n"),
      "features/still.yml":
        "slug: still\nname: still\nkind: KERNEL\nrequires:\n  - feature: hold\n    sources: [page-1]\n",
    },
    `seeds/${hold}:9:5: requires[0]: hold requires still requires hold: a circle`,
  ],
  [
    "person-twice",
    "two files for one name",
    {
      ...sound,
      "contributors/eve.yml":
        "slug: eve\nname: Eve\naliases: [Adá]\ncontributions:\n  - feature: hold\n    role: REVIEWED\n    state: DONE\n    sources: [page-1]\n",
    },
    'seeds/contributors/eve.yml:3:11: aliases[0]: ada goes by "Adá" too (seeds/contributors/ada.yml)',
  ],
  [
    "orphan",
    "a source that nothing cites",
    smallSeeds,
    `seeds/${page}:7:3: [1].slug: no fact speaks of the source "page-2"`,
  ],
  [
    "orphan",
    "a feature that nothing speaks of",
    { ...sound, "features/still.yml": "slug: still\nname: still\nkind: KERNEL\n" },
    'seeds/features/still.yml:1:1: slug: no fact speaks of the feature "still"',
  ],
  [
    "step-back",
    "a step back without a note",
    edited(
      edited(sound, runner, "status: STALLED", "status: READY"),
      runner,
      "capabilities:\n",
      "  - date: 2021-01-01\n    status: STALLED\n    sources: [page-2]\ncapabilities:\n",
    ),
    `seeds/${runner}:9:5: status[1].status: steps back from READY, as of 2020-01-01, without a note that says why`,
  ],
])("%s: %s", async (rule, _what, files, problem) => {
  const problems = await check(files);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.slice(0, rule.length + 2 + problem.length)).toBe(`${rule}: ${problem}`);
});

it("takes a step back with a note, and a plan for a day to come", async () => {
  const back =
    "  - date: 2021-01-01\n    status: STALLED\n    note: It broke.\n    sources: [page-2]\ncapabilities:\n";
  const noted = edited(
    edited(sound, runner, "status: STALLED", "status: READY"),
    runner,
    "capabilities:\n",
    back,
  );
  const planned = edited(noted, ada, "    state: PLANNED\n", "    state: PLANNED\n    from: 2030-01-01\n");
  expect(await check(planned)).toEqual([]);
});

it("takes a day later than its source with a note that says how it is known", async () => {
  const released = "date: 2020-01-02\n    note: The release of that day has it.\n";
  expect(await check(edited(sound, runner, "date: 2020-01-01\n", released))).toEqual([]);
});

it("takes a source that nothing cites, but that leads to what else its author wrote", async () => {
  const written = "publishedOn: 2021-01-01\n  author: ada\n";
  expect(await check(edited(smallSeeds, page, "publishedOn: 2021-01-01\n", written))).toEqual([]);
});

it("holds files to the other rules where some are broken", async () => {
  const files = {
    ...sound,
    "features/odd.yml": "slug: [\n",
    "features/still.yml": "slug: still\nname: still\nkind: KERNEL\n",
  };
  const rules = (await check(files)).map((line) => line.split(":")[0]);
  expect(rules).toEqual(["malformed", "orphan"]);
});

it("has its rules in the guide", () => {
  const guide = readFileSync(join(packageRoot, "seeds", "README.md"), "utf8");
  const rows = [...guide.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, id, says]) => [id, says]);
  for (const rule of checkRules) expect(rows).toContainEqual(rule);
});
