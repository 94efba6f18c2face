import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSeeds } from "../../src/data/read-seeds.ts";
import { openTestDatabase } from "../postgres.ts";
import { pageOf2016Folder } from "../prepare-template.ts";
import { runInProcess } from "./in-process.ts";

// What the importer makes of revisions beside the one the graph has.
const page = join(pageOf2016Folder, "integration.txt");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "criugraph-wiki-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const importing = ({ url }: { url: string }, ...args: string[]) =>
  runInProcess(["import", "wiki", ...args], { DATABASE_URL: url });
const rowsOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));

describe("a later revision", () => {
  const later = (...changes: (readonly [string, string])[]) =>
    changes.reduce(
      (text, [from, to]) => text.replace(from, to),
      readFileSync(page, "utf8").replace("14:12, 30 August 2016", "9:05, 1 November 2016"),
    );
  const plans = ["Ruslan Kuprieiev plans to patch", "Ruslan Kuprieiev wrote a patch for"] as const;
  const twice = [
    "• Jerome did this some time ago",
    "• Jerome did this some time ago. Jerome made it.",
  ] as const;
  const factsOf = `select facts.slug, facts.note, array_agg(sources.slug order by sources.slug) as sources
    from facts join contributions using (id) join citations on fact_id = facts.id join sources on sources.id = source_id
    group by 1, 2 order by 1`;

  it("is cited for what it says again, and loses nothing of what was known", async () => {
    const database = await openTestDatabase();
    try {
      const text = fileOf("later.txt", later(plans, twice));
      const { stdout } = await importing(database, text, "--write");
      expect(rowsOf(stdout).filter(([, what]) => what === "contribution")).toEqual([
        ["~", "contribution", "open-mpi", "adrian-reber AUTHORED DONE, said again", "31"],
        ["+", "contribution", "wayland-weston", "ruslan-kuprieiev AUTHORED DONE", "47"],
        ["~", "contribution", "systemd", "adrian-reber PROPOSED DONE, said again", "51"],
        ["~", "contribution", "screen-tmux", "jerome AUTHORED DONE, said again", "72"],
      ]);
      const both = ["criu-wiki-integration-2016-08-30", "criu-wiki-integration-2016-11-01"];
      expect((await database.readPool.query(factsOf)).rows).toEqual([
        { slug: "adrian-reber/open-mpi/authored/undated", note: expect.any(String), sources: both },
        { slug: "adrian-reber/systemd/proposed/undated", note: expect.any(String), sources: both },
        { slug: "jerome/screen-tmux/authored/undated", note: "The page does not say when.", sources: both },
        {
          slug: "ruslan-kuprieiev/wayland-weston/authored/undated",
          note: expect.any(String),
          sources: [both[0]],
        },
        {
          slug: "ruslan-kuprieiev/wayland-weston/authored/undated/2016-11-01",
          note: null,
          sources: [both[1]],
        },
      ]);
      for (const [file, day] of [
        [text, "2016-11-01"],
        [page, "2016-08-30"],
      ] as const) {
        expect((await importing(database, file, "--write")).stderr).toBe(
          `no change: the graph says all that the page of ${day} says\n`,
        );
      }
    } finally {
      await database.close();
    }
  });

  it("goes into the facts of seed files the same way, in the order of their days", async () => {
    const database = await openTestDatabase();
    try {
      const seeds = join(folder, "seeds");
      cpSync(pageOf2016Folder, seeds, { recursive: true, filter: (name) => !name.endsWith(".txt") });
      const earlier = later(plans).replace("1 November 2016", "1 July 2016");
      for (const text of [later(plans), earlier]) {
        expect((await importing(database, fileOf("page.txt", text), "--seeds", seeds)).stderr).toMatch(
          /^wrote /,
        );
      }
      const text = (name: string) => readFileSync(join(seeds, name), "utf8");
      expect(text("contributors/jerome.yml")).toContain(
        "    sources: [criu-wiki-integration-2016-08-30, criu-wiki-integration-2016-11-01, criu-wiki-integration-2016-07-01]\n",
      );
      expect(text("contributors/ruslan-kuprieiev.yml")).toMatch(/key: "?2016-11-01"?\n/);
      expect(text("integrations/docker.yml").match(/(?<=- date: ).*/g)).toEqual([
        "2016-07-01",
        "2016-08-30",
        "2016-11-01",
      ]);
      await readSeeds(seeds);
    } finally {
      await database.close();
    }
  });

  it("corrects what was written of its own day, in the graph and in seed files", async () => {
    const database = await openTestDatabase();
    try {
      const seeds = join(folder, "seeds");
      cpSync(pageOf2016Folder, seeds, { recursive: true, filter: (name) => !name.endsWith(".txt") });
      const text = fileOf("page.txt", readFileSync(page, "utf8").replace("in progress", "stalled"));
      for (const way of [["--seeds", seeds], ["--write"]]) {
        const { stdout } = await importing(database, text, ...way);
        expect(rowsOf(stdout).filter(([, what]) => what === "status")).toEqual([
          ["~", "status", "docker", "IN_PROGRESS → STALLED", "21"],
        ]);
      }
      expect((await importing(database, text)).stderr).toMatch(/^no change/);
      const docker = readFileSync(join(seeds, "integrations/docker.yml"), "utf8");
      expect(docker.match(/(?<=status: ).+/g)).toEqual(["STALLED"]);
      await readSeeds(seeds);
    } finally {
      await database.close();
    }
  });
});
