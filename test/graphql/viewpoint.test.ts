import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { source } from "../../src/domain/source.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// What holds depends on the day and on whose word counts. A mail of 2010 and a commit of 2012 speak of a kettle.

const address = (slug: string) => ({ title: slug, url: `https://example.org/${slug}` });
const both = ["mail-2010", "commit-2012"];
const kettle = { integration: "kettle" };
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
  ],
};

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await inChangeSet(server.database.write, { actor: "test" }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, records[noun.name] ?? []);
  });
});
afterAll(() => server.close());

async function readKettle(selection: string, asOf: string, sources?: string[] | null) {
  const document = `query ($at: ViewpointInput) { integration(slug: "kettle") { ${selection} } }`;
  return (await server.ask(document, { at: { asOf, sources } })).integration;
}

async function adopted(asOf: string, sources?: string[]): Promise<string[]> {
  const { adoptions } = await readKettle("adoptions(at: $at) { nodes { feature { slug } } }", asOf, sources);
  return adoptions.nodes.map((node: { feature: { slug: string } }) => node.feature.slug).sort();
}

describe("an undated fact", () => {
  it.each([
    ["2009-12-31", undefined, false],
    ["2010-01-01", undefined, true],
    ["2010-01-01", ["mail-2010"], true],
    ["2010-01-01", ["commit-2012"], false],
    ["2011-12-31", ["commit-2012"], false],
    ["2012-01-01", ["commit-2012"], true],
    ["2010-01-01", ["commit-2012", "mail-2010"], true],
    ["2020-01-01", ["book-2014"], false],
  ])("seen on %s by %j holds: %s", async (asOf, sources, holds) => {
    expect((await adopted(asOf, sources)).includes("steam")).toBe(holds);
  });
});

describe("a dated fact", () => {
  it.each([
    ["2011-05-31", undefined, []],
    ["2011-06-01", undefined, ["boil", "whistle"]],
    ["2011-06-01", ["commit-2012"], ["boil", "whistle"]],
    ["2012-12-31", ["mail-2010"], ["boil", "whistle"]],
    ["2013-01-01", undefined, ["whistle"]],
    ["2013-05-31", ["commit-2012"], ["whistle"]],
    ["2013-06-01", undefined, []],
    ["2012-01-01", ["book-2014"], []],
  ])("seen on %s by %j: %j", async (asOf, sources, expected) => {
    expect((await adopted(asOf, sources)).filter((slug) => slug !== "steam")).toEqual(expected);
  });

  it("that only looked after something ends; what was done stays done", async () => {
    const roles = async (asOf: string) =>
      (await readKettle("contributions(at: $at) { nodes { role to } }", asOf)).contributions.nodes;
    expect(await roles("2010-12-31")).toEqual([
      { role: "AUTHORED", to: "2011-01-01" },
      { role: "MAINTAINS", to: "2011-01-01" },
    ]);
    expect(await roles("2011-01-01")).toEqual([{ role: "AUTHORED", to: "2011-01-01" }]);
  });
});

describe("sources", () => {
  const selection = `status(at: $at) readiness(at: $at) { verdict }
    statusHistory(at: $at) { totalCount }
    blockers(at: $at) { nodes { slug state(at: $at) sources { slug } remedies(at: $at) { slug sources { slug } } } }
    blockingFeatures(at: $at) { nodes { slug } }`;
  const cold = (remedies: object[]) => [
    { slug: "kettle-cold", state: "OPEN", sources: both.map((slug) => ({ slug })), remedies },
  ];
  const boil = { slug: "kettle-cold/boil", sources: [{ slug: "mail-2010" }] };
  const stove = { slug: "kettle-cold/stove", sources: [{ slug: "commit-2012" }] };

  it("decide what status is reported, which remedies there are, and what blocks", async () => {
    expect(await readKettle(selection, "2012-06-01")).toEqual({
      status: "READY",
      readiness: { verdict: "READY_WITH_GAPS" },
      statusHistory: { totalCount: 2 },
      blockers: { nodes: cold([boil, stove]) },
      blockingFeatures: { nodes: [{ slug: "boil" }] },
    });
    expect(await readKettle(selection, "2012-06-01", ["mail-2010"])).toEqual({
      status: "IN_PROGRESS",
      readiness: { verdict: "BLOCKED" },
      statusHistory: { totalCount: 1 },
      blockers: { nodes: cold([boil]) },
      blockingFeatures: { nodes: [{ slug: "boil" }] },
    });
    expect(await readKettle(selection, "2012-06-01", ["commit-2012"])).toEqual({
      status: "READY",
      readiness: { verdict: "READY_WITH_GAPS" },
      statusHistory: { totalCount: 1 },
      blockers: { nodes: cold([stove]) },
      blockingFeatures: { nodes: [] },
    });
    expect(await readKettle(selection, "2012-06-01", ["book-2014"])).toEqual({
      status: null,
      readiness: { verdict: null },
      statusHistory: { totalCount: 0 },
      blockers: { nodes: [] },
      blockingFeatures: { nodes: [] },
    });
  });

  it("do not filter what CRIU's record says: releases, what they added, what requires what", async () => {
    const { boil, whistle, releases } = await server.ask(
      `query ($at: ViewpointInput) {
        boil: feature(slug: "boil") { availability(at: $at) since(at: $at) { slug } releases(at: $at) { nodes { change } } }
        whistle: feature(slug: "whistle") { requirements(at: $at) { nodes { requiredFeature { slug } } } }
        releases(at: $at, filter: { product: { eq: "kettle" } }) { nodes { slug } }
      }`,
      { at: { asOf: "2013-06-01", sources: ["mail-2010"] } },
    );
    expect(boil).toEqual({
      availability: "AVAILABLE",
      since: { slug: "kettle-2" },
      releases: { nodes: [{ change: "ADDED" }] },
    });
    expect(whistle).toEqual({ requirements: { nodes: [{ requiredFeature: { slug: "steam" } }] } });
    expect(releases).toEqual({ nodes: [{ slug: "kettle-2" }] });
  });

  it("count the sources of that record among those that facts in view cite", async () => {
    const { sources, source } = await server.ask(
      `query ($at: ViewpointInput) {
        sources(at: $at, filter: { slug: { in: ["mail-2010", "commit-2012", "book-2014"] } }) { nodes { slug } }
        source(slug: "book-2014") { citations(at: $at) { nodes { fact { __typename slug } } } }
      }`,
      { at: { asOf: "2013-06-01", sources: ["mail-2010"] } },
    );
    expect(sources.nodes).toEqual([{ slug: "mail-2010" }, { slug: "commit-2012" }, { slug: "book-2014" }]);
    expect(source.citations.nodes.map((node: { fact: object }) => node.fact)).toEqual([
      { __typename: "FeatureRelease", slug: "boil/kettle-2" },
      { __typename: "Requirement", slug: "whistle/steam" },
    ]);
  });

  it("may be named by a former slug, twice, and in any order", async () => {
    const one = await readKettle(selection, "2012-06-01", ["mail-2010", "commit-2012"]);
    expect(await readKettle(selection, "2012-06-01", ["commit-2012", "mail-2010", "commit-2012"])).toEqual(
      one,
    );
    const nothing = await readKettle(selection, "2012-06-01", ["draft-2014"]);
    expect(nothing).toEqual(await readKettle(selection, "2012-06-01", ["book-2014"]));
  });

  it.each([
    [[], "at.sources is empty, expected slugs of sources, or null for all"],
    [["no-such-source"], 'at.sources: there is no source "no-such-source"'],
    [["mail-2010", "systemd"], 'at.sources: there is no source "systemd"'],
    [["\0"], 'at.sources: there is no source "\\u0000"'],
    [["\ud800"], 'at.sources: there is no source "\\ud800"'],
  ])("that are %j are refused", async (sources, message) => {
    for (const field of [
      "status(at: $at)",
      "adoptions(at: $at) { totalCount }",
      "blockingFeatures(at: $at) { totalCount }",
    ]) {
      const document = `query ($at: ViewpointInput) { integration(slug: "kettle") { ${field} } }`;
      const { errors } = await server.send(document, { at: { sources } });
      expect(errors).toMatchObject([
        { message, path: ["integration"], extensions: { code: "BAD_USER_INPUT" } },
      ]);
    }
  });
});

describe("a list at the root", () => {
  const slugs = async (list: string, at: object) => {
    const document = `query ($at: ViewpointInput) { list: ${list}(at: $at, first: 100) { nodes { slug } } }`;
    return (await server.ask(document, { at })).list.nodes.map((node: { slug: string }) => node.slug).sort();
  };
  const page = { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] };

  it("has what a fact of the viewpoint is about, and nothing else", async () => {
    expect(await slugs("contributors", page)).toEqual(["adrian-reber", "jerome", "ruslan-kuprieiev"]);
    expect(await slugs("contributors", { asOf: "2010-06-01" })).toEqual(["jerome"]);
    expect(await slugs("integrations", { asOf: "2010-01-01" })).toEqual(["kettle"]);
    expect(await slugs("integrations", { asOf: "2009-12-31" })).toEqual([]);
    expect(await slugs("integrations", { asOf: "2010-06-01", sources: ["commit-2012"] })).toEqual([]);
    expect(await slugs("features", { asOf: "2010-06-01", sources: ["mail-2010"] })).toEqual([
      "boil",
      "steam",
      "whistle",
    ]);
    expect(await slugs("features", { asOf: "2010-01-01", sources: ["mail-2010"] })).toEqual([
      "boil",
      "steam",
    ]);
    expect(await slugs("blockers", { asOf: "2010-01-01", sources: ["mail-2010"] })).toEqual(["kettle-cold"]);
    expect(await slugs("blockers", { asOf: "2010-01-01", sources: ["commit-2012"] })).toEqual([]);
    expect(await slugs("releases", { asOf: "2013-06-01" })).toEqual(["kettle-2"]);
    expect(await slugs("releases", { asOf: "2013-05-31" })).toEqual([]);
    expect(await slugs("sources", { asOf: "2010-01-01" })).toEqual(["commit-2012", "mail-2010"]);
  });
});

describe("one document", () => {
  it("may ask from several viewpoints at once", async () => {
    const data = await server.ask(`{
      early: integrations(at: { asOf: "2010-06-01" }) { nodes { slug now: status once: status(at: { asOf: "2010-06-01" }) } }
      late: integrations(at: { asOf: "2012-06-01" }, filter: { status: { eq: READY } }) { nodes { slug
        mail: status(at: { asOf: "2012-06-01", sources: ["mail-2010"] }) commit: status(at: { asOf: "2012-06-01", sources: ["commit-2012"] })
        few: adoptions(at: { asOf: "2010-06-01" }) { totalCount } many: adoptions(at: { asOf: "2012-06-01" }) { totalCount } } }
    }`);
    expect(data).toEqual({
      early: { nodes: [{ slug: "kettle", now: "READY", once: "IN_PROGRESS" }] },
      late: {
        nodes: [
          {
            slug: "kettle",
            mail: "IN_PROGRESS",
            commit: "READY",
            few: { totalCount: 1 },
            many: { totalCount: 3 },
          },
        ],
      },
    });
  });
});

describe("today", () => {
  it("is the day in UTC, and goes on", async () => {
    const document = `{ integration(slug: "kettle") { status adoptions { totalCount } } }`;
    const { now } = server;
    for (const [time, expected] of [
      ["2009-12-31T23:59:59Z", { status: null, adoptions: { totalCount: 0 } }],
      ["2010-01-01T00:00:00Z", { status: "IN_PROGRESS", adoptions: { totalCount: 1 } }],
      ["2013-05-31T23:59:59Z", { status: "READY", adoptions: { totalCount: 2 } }],
      ["2013-06-01T00:00:00Z", { status: "READY", adoptions: { totalCount: 1 } }],
    ] as const) {
      server.now = new Date(time);
      expect((await server.ask(document)).integration).toEqual(expected);
    }
    server.now = now;
  });
});

describe("what is written meanwhile", () => {
  it("counts at once where rows are answered with an analysis, or a viewpoint names it", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(1e9);
    const verdict = async () =>
      (await readKettle("readiness(at: $at) { verdict }", "2021-01-01")).readiness.verdict;
    try {
      await server.graph.refresh();
      expect(await verdict()).toBe("READY_WITH_GAPS");
      await inChangeSet(server.database.write, { actor: "test" }, async (change) => {
        await writeRecords(change, source, [
          { slug: "mail-2020", kind: "MAIL", publishedOn: "2020-01-01", ...address("last") },
        ]);
        const report = nouns.find((noun) => noun.name === "blocker-report");
        if (!report) throw new Error("there are no blocker reports");
        await writeRecords(change, report, [
          { blocker: "kettle-cold", date: "2020-01-01", state: "RESOLVED", sources: ["mail-2020"] },
        ]);
      });
      // The clock stands still: nothing but the rows themselves can have told of the write.
      expect(await verdict()).toBe("READY");
      await inChangeSet(server.database.write, { actor: "test" }, (change) =>
        writeRecords(change, source, [
          { slug: "mail-2021", kind: "MAIL", publishedOn: "2021-01-01", ...address("very-last") },
        ]),
      );
      expect(await readKettle("status(at: $at)", "2021-01-01", ["mail-2021"])).toEqual({ status: null });
    } finally {
      clock.mockRestore();
    }
  });

  it("moves the number that every answer carries", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(2e9);
    const revision = async () => {
      const { data, extensions } = await server.send("{ graphRevision }");
      expect(extensions).toEqual({ graphRevision: data.graphRevision });
      return data.graphRevision;
    };
    try {
      const before = await revision();
      const { revision: written } = await inChangeSet(server.database.write, { actor: "test" }, (change) =>
        writeRecords(change, source, [
          { slug: "mail-2022", kind: "MAIL", publishedOn: "2022-01-01", ...address("mail-2022") },
        ]),
      );
      expect(written).toBe(before + 1);
      expect(await revision()).toBe(before);
      clock.mockReturnValue(2e9 + 1001);
      expect(await revision()).toBe(written);
    } finally {
      clock.mockRestore();
    }
  });
});
