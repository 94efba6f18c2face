import { inChangeSet } from "../../src/domain/change-set.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

/** A title and an address of a made-up source. */
export const address = (slug: string) => ({ title: slug, url: `https://example.org/${slug}` });

const both = ["mail-2010", "commit-2012"];
const kettle = { integration: "kettle" };
/** A mail of 2010 and a commit of 2012 speak of a kettle; a book of 2014 of its release. */
const records: Partial<Record<NounName, object[]>> = {
  source: [
    { slug: "mail-2010", kind: "MAIL", publishedOn: "2010-01-01", ...address("mail") },
    { slug: "commit-2012", kind: "COMMIT", publishedOn: "2012-01-01", ...address("commit") },
    {
      slug: "book-2014",
      formerly: ["draft-2014"],
      kind: "DOCUMENT",
      publishedOn: "2014-01-01",
      ...address("book"),
    },
  ],
  integration: [
    { slug: "kettle", name: "Kettle", kind: "TOOLING" },
    { slug: "stove", name: "Stove", kind: "TOOLING" },
  ],
  release: [
    {
      slug: "kettle-2",
      product: "kettle",
      version: "2",
      releasedOn: "2013-06-01",
      ...kettle,
      source: "book-2014",
    },
  ],
  feature: [
    { slug: "steam", name: "--steam", kind: "CLI_OPTION" },
    { slug: "boil", name: "--boil", kind: "CLI_OPTION" },
    { slug: "whistle", name: "--whistle", kind: "CLI_OPTION" },
  ],
  blocker: [{ slug: "kettle-cold", ...kettle, title: "It is cold", kind: "DEFECT", sources: both }],
  "status-report": [
    { ...kettle, status: "IN_PROGRESS", date: "2010-01-01", sources: ["mail-2010"] },
    { ...kettle, status: "READY", date: "2011-01-01", sources: ["commit-2012"] },
  ],
  "feature-release": [{ feature: "boil", release: "kettle-2", change: "ADDED", sources: ["book-2014"] }],
  requirement: [{ feature: "whistle", requires: "steam", from: "2010-05-05", sources: ["book-2014"] }],
  adoption: [
    { ...kettle, feature: "steam", sources: both },
    { ...kettle, feature: "boil", from: "2011-06-01", to: "2013-01-01", sources: both },
    { ...kettle, feature: "whistle", from: "2011-06-01", to: "kettle-2", sources: both },
  ],
  dependency: [
    {
      ...kettle,
      on: "stove",
      kind: "LINKS",
      from: "2010-01-01",
      to: "kettle-2",
      sources: ["mail-2010"],
    },
  ],
  remedy: [
    { blocker: "kettle-cold", needs: [{ feature: "boil" }], sources: ["mail-2010"] },
    { blocker: "kettle-cold", needs: [{ integration: "stove" }], sources: ["commit-2012"] },
  ],
  contribution: [
    {
      contributor: "jerome",
      ...kettle,
      role: "MAINTAINS",
      state: "DONE",
      from: "2010-01-01",
      to: "2011-01-01",
      sources: both,
    },
    {
      contributor: "jerome",
      ...kettle,
      role: "AUTHORED",
      state: "DONE",
      from: "2010-01-01",
      to: "2011-01-01",
      sources: both,
    },
    {
      contributor: "jerome",
      feature: "steam",
      role: "REVIEWED",
      state: "DONE",
      to: "kettle-2",
      sources: ["commit-2012"],
    },
  ],
};

/** A server on the template and the kettle. */
export async function openKettleServer(): Promise<TestServer> {
  const server = await openTestServer();
  await inChangeSet(server.database.write, { actor: "test" }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, records[noun.name] ?? []);
  });
  return server;
}

/** What the kettle answers to a selection that may name its viewpoint `$at`. */
export async function readKettle(server: TestServer, selection: string, at: object) {
  const document = `query ($at: ViewpointInput) { integration(slug: "kettle") { ${selection} } }`;
  return (await server.ask(document, { at })).integration;
}
