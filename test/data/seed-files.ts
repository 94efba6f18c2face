import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readSeeds, type Seeds } from "../../src/data/read-seeds.ts";
import { SeedError, showProblem } from "../../src/data/seed-problem.ts";

/** Seed files by their names below the folder. */
export type SeedFiles = Readonly<Record<string, string | Uint8Array>>;

/** Runner lacks the option that walker uses; Ada promised it. */
export const smallSeeds = {
  "sources/page.yml": `
- slug: page-1
  kind: WIKI_REVISION
  title: A page
  url: https://example.org/page
  publishedOn: 2020-01-01
  author: ada
- slug: page-2
  kind: WIKI_REVISION
  title: The page, later
  url: https://example.org/page?later
  publishedOn: 2021-01-01
`,
  "contributors/ada.yml": `
slug: ada
name: Ada
contributions:
  - integration: runner
    role: AUTHORED
    state: PLANNED
    sources: [page-1]
`,
  "features/hold.yml": `
slug: hold
name: --hold
kind: CLI_OPTION
releases:
  - release: criu-1.10
    change: ADDED
    sources: [page-1]
`,
  "releases/criu.yml": `
product: criu
releases:
  - version: 1.10
    releasedOn: 2019-01-01
    source: page-1
`,
  "integrations/runner.yml": `
slug: runner
name: Runner
kind: TOOLING
status:
  - date: 2020-01-01
    status: STALLED
    sources: [page-1]
capabilities:
  - slug: pause
    name: Pause
    reports:
      - date: 2020-01-01
        state: MISSING
        sources: [page-1]
blockers:
  - slug: runner-pause
    title: It cannot pause
    kind: MISSING_FEATURE
    capability: pause
    sources: [page-1]
    remedies:
      - needs:
          - feature: hold
          - work: daemon
            description: Write a daemon.
        sources: [page-1]
`,
  "integrations/walker.yml": `
slug: walker
name: Walker
kind: SHELL
adoptions:
  - feature: hold
    sources: [page-1]
`,
} satisfies SeedFiles;

/** Makes a folder `seeds` with these files, for as long as `use` needs it. */
export function withFolder<Result>(
  files: SeedFiles,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = mkdtempSync(join(tmpdir(), "criugraph-seeds-"));
  const folder = join(parent, "seeds");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof text === "string" ? text.replace(/^\n/, "") : text);
  }
  return use(folder).finally(() => rmSync(parent, { recursive: true }));
}

/** Reads seeds from a folder with these files. */
export function seedsOf(files: SeedFiles): Promise<Seeds> {
  return withFolder(files, readSeeds);
}

/** What keeps these files from being loaded, as `criugraph seed` prints it. */
export function problemsOf(files: SeedFiles): Promise<string[]> {
  return withFolder(files, async (folder) => {
    try {
      await readSeeds(folder);
      return [];
    } catch (error) {
      if (error instanceof SeedError) return error.problems.map(showProblem);
      throw error;
    }
  });
}

/** The files with one of them changed: `from` must be in it. */
export function edited(files: SeedFiles, name: string, from: string, to: string): SeedFiles {
  const text = files[name];
  if (typeof text !== "string" || !text.includes(from))
    throw new Error(`${name} does not hold ${JSON.stringify(from)}`);
  return { ...files, [name]: text.replace(from, to) };
}

/** The files without one of them. */
export function without(files: SeedFiles, name: string): SeedFiles {
  return Object.fromEntries(Object.entries(files).filter(([each]) => each !== name));
}
