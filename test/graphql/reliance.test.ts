import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

const page = "criu-wiki-integration-2016-08-30";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const source = (slug: string, kind: string) => ({
    slug,
    kind,
    title: slug,
    url: `https://example.org/${slug}`,
    publishedOn: "2017-01-01",
  });
  await writeAll(server.database.write, {
    source: [
      source("commit-a", "COMMIT"),
      source("mail-a", "MAIL"),
      source("mail-b", "MAIL"),
      source("notes-a", "RELEASE_NOTE"),
    ],
    release: [
      { slug: "criu-0.9", product: "criu", version: "0.9", releasedOn: "2012-01-01", source: "notes-a" },
    ],
    feature: [{ slug: "lid", name: "--lid", kind: "CLI_OPTION" }],
    "feature-release": [{ feature: "lid", release: "criu-0.9", change: "ADDED", sources: ["notes-a"] }],
    blocker: [
      { slug: "slurm-open", integration: "slurm", title: "Open", kind: "DEFECT", sources: ["mail-a"] },
    ],
    remedy: [
      { blocker: "slurm-open", key: "lid", needs: [{ feature: "lid" }], sources: ["mail-a", "mail-b"] },
    ],
    adoption: [
      { integration: "systemd", feature: "restore-sibling", from: "2017-01-01", sources: ["commit-a"] },
      { integration: "shell", feature: "restore-sibling", from: "2017-01-01", sources: ["mail-a", "mail-b"] },
      { integration: "slurm", feature: "lid", from: "2017-01-01", sources: ["commit-a"] },
    ],
  });
});
afterAll(() => server.close());

const document = `query ($slug: String!, $at: ViewpointInput) { integration(slug: $slug) {
  readiness(at: $at) { verdict reliesOn { complete sourceCount sources(first: 100) { slug } } } } }`;
const ask = async (slug: string, at: object) => {
  const { readiness } = (await server.ask(document, { slug, at })).integration;
  const { complete, sourceCount, sources } = readiness.reliesOn;
  expect([complete, sourceCount]).toEqual([true, sources.length]);
  return [readiness.verdict, ...sources.map((source: { slug: string }) => source.slug)];
};

describe("readiness.reliesOn", () => {
  it("names the page that alone says that something is in the way", async () => {
    expect(await ask("systemd", { asOf: "2016-12-31" })).toEqual(["BLOCKED", page]);
  });

  it("names whoever alone says what lifted it, the release too", async () => {
    // Of restore-sibling two releases are known, each from another source; of lid one is.
    expect(await ask("systemd", { asOf: "2017-12-31" })).toEqual(["CLEAR", "commit-a", page]);
    expect(await ask("slurm", { asOf: "2017-12-31" })).toEqual(["READY", "commit-a", page, "notes-a"]);
  });

  it("names nobody for what two say, but each where only one of them counts", async () => {
    const at = { asOf: "2017-12-31" };
    expect(await ask("shell", at)).toEqual(["CLEAR", page]);
    expect(await ask("shell", { ...at, sources: [page, "mail-b"] })).toEqual(["CLEAR", page, "mail-b"]);
  });

  it("names nobody where nothing is known", async () => {
    expect(await ask("systemd", { asOf: "2010-01-01" })).toEqual([null]);
  });

  it("is the same for many at once", async () => {
    const at = { asOf: "2017-12-31" };
    const { integrations } = await server.ask(
      `query ($at: ViewpointInput) { integrations(at: $at, first: 100) { nodes { slug
        readiness(at: $at) { reliesOn { complete sources(first: 100) { slug } } } } } }`,
      { at },
    );
    for (const { slug, readiness } of integrations.nodes) {
      const [, ...alone] = await ask(slug, at);
      expect(readiness.reliesOn.sources.map((source: { slug: string }) => source.slug)).toEqual(alone);
      expect(readiness.reliesOn.complete).toBe(true);
    }
  });
});
