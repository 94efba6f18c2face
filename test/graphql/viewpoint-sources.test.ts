import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKettleServer, readKettle } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

// What holds depends on whose word counts.

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
});
afterAll(() => server.close());

const both = ["mail-2010", "commit-2012"];

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
    expect(await readKettle(server, selection, { asOf: "2012-06-01" })).toEqual({
      status: "READY",
      readiness: { verdict: "READY_WITH_GAPS" },
      statusHistory: { totalCount: 2 },
      blockers: { nodes: cold([boil, stove]) },
      blockingFeatures: { nodes: [{ slug: "boil" }] },
    });
    expect(await readKettle(server, selection, { asOf: "2012-06-01", sources: ["mail-2010"] })).toEqual({
      status: "IN_PROGRESS",
      readiness: { verdict: "BLOCKED" },
      statusHistory: { totalCount: 1 },
      blockers: { nodes: cold([boil]) },
      blockingFeatures: { nodes: [{ slug: "boil" }] },
    });
    expect(await readKettle(server, selection, { asOf: "2012-06-01", sources: ["commit-2012"] })).toEqual({
      status: "READY",
      readiness: { verdict: "READY_WITH_GAPS" },
      statusHistory: { totalCount: 1 },
      blockers: { nodes: cold([stove]) },
      blockingFeatures: { nodes: [] },
    });
    expect(await readKettle(server, selection, { asOf: "2012-06-01", sources: ["book-2014"] })).toEqual({
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

  it("bring along what else cites the same facts", async () => {
    const bySource = async (sources: string[]) => {
      const at = { asOf: "2010-01-01", sources };
      const { list, narrowed, ...each } = await server.ask(
        `query ($at: ViewpointInput, $sources: [String!]) {
          list: sources(at: $at) { nodes { slug } }
          narrowed: sources(at: $at, filter: { slug: { in: $sources } }) { nodes { slug } }
          mail: source(slug: "mail-2010") { slug citations(at: $at) { totalCount } }
          commit: source(slug: "commit-2012") { slug citations(at: $at) { totalCount } }
          book: source(slug: "book-2014") { slug citations(at: $at) { totalCount } }
        }`,
        { at, sources },
      );
      type Counted = { slug: string; citations: { totalCount: number } };
      const cited = Object.values<Counted>(each).filter(({ citations }) => citations.totalCount > 0);
      expect(list.nodes).toEqual(cited.map(({ slug }) => ({ slug })));
      return [list, narrowed].map(({ nodes }) => nodes.map(({ slug }: { slug: string }) => slug));
    };
    // The commit speaks, later, of the blocker that the mail speaks of; both know of work of that day.
    expect(await bySource(["mail-2010"])).toEqual([["mail-2010", "commit-2012"], ["mail-2010"]]);
    expect(await bySource(["commit-2012"])).toEqual([["mail-2010", "commit-2012"], ["commit-2012"]]);
    expect(await bySource(["book-2014"])).toEqual([[], []]);
  });

  it("may be named by a former slug, twice, and in any order", async () => {
    const one = await readKettle(server, selection, {
      asOf: "2012-06-01",
      sources: ["mail-2010", "commit-2012"],
    });
    expect(
      await readKettle(server, selection, {
        asOf: "2012-06-01",
        sources: ["commit-2012", "mail-2010", "commit-2012"],
      }),
    ).toEqual(one);
    const nothing = await readKettle(server, selection, { asOf: "2012-06-01", sources: ["draft-2014"] });
    expect(nothing).toEqual(
      await readKettle(server, selection, { asOf: "2012-06-01", sources: ["book-2014"] }),
    );
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
