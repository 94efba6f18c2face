import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../domain/example-records.ts";
import { openKettleServer } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

// What would be so, had this or that been done, or not: the kettle of 2012, and a runner who was a jogger once.

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const of2012 = { asOf: "2012-06-01" };

async function ask(selection: string, assume: object | null, at: object = of2012) {
  const document = `query ($at: ViewpointInput) { ${selection} }`;
  return server.ask(document, { at: { ...at, assume } });
}

describe("what is shipped", () => {
  const feature = `feature(slug: "boil") { availability(at: $at) usable(at: $at) since(at: $at) { slug } releases(at: $at) { totalCount } }`;
  const known = (slug: string) =>
    `known: features(at: $at, filter: { slug: { eq: "${slug}" } }) { totalCount }`;

  it("is available, though no release has it, and is known", async () => {
    const missing = { availability: "MISSING", usable: false, since: null, releases: { totalCount: 0 } };
    expect(await ask(`${feature} ${known("poke")}`, null)).toEqual({
      feature: missing,
      known: { totalCount: 0 },
    });
    expect(await ask(`${feature} ${known("poke")}`, { ship: ["boil", "poke"] })).toEqual({
      feature: { ...missing, availability: "AVAILABLE", usable: true },
      known: { totalCount: 1 },
    });
  });

  it("lifts what waits for it, and blocks no more", async () => {
    const selection = `integration(slug: "kettle") { readiness(at: $at) { verdict }
      blockers(at: $at) { nodes { slug lifted(at: $at) remedies(at: $at) { slug holds(at: $at) } } }
      blockingFeatures(at: $at) { nodes { slug } } }`;
    expect((await ask(selection, { ship: ["boil"] })).integration).toEqual({
      readiness: { verdict: "READY" },
      blockers: {
        nodes: [
          {
            slug: "kettle-cold",
            lifted: true,
            remedies: [
              { slug: "kettle-cold/boil", holds: true },
              { slug: "kettle-cold/stove", holds: false },
            ],
          },
        ],
      },
      blockingFeatures: { nodes: [] },
    });
  });

  it("can be withdrawn: its releases are not seen", async () => {
    const at = { asOf: "2013-06-01", sources: ["mail-2010"] };
    const selection = `${feature} source(slug: "book-2014") { citations(at: $at) { nodes { slug } } }
      release(slug: "kettle-2") { features(at: $at) { totalCount } }`;
    const requirement = { slug: "requirement/whistle/steam/draft-2014" };
    expect(await ask(selection, null, at)).toMatchObject({
      feature: { availability: "AVAILABLE", since: { slug: "kettle-2" }, releases: { totalCount: 1 } },
      source: { citations: { nodes: [{ slug: "feature_release/boil/kettle-2/draft-2014" }, requirement] } },
      release: { features: { totalCount: 1 } },
    });
    expect(await ask(selection, { withdraw: { ship: ["boil"] } }, at)).toMatchObject({
      feature: { availability: "MISSING", since: null, releases: { totalCount: 0 } },
      source: { citations: { nodes: [requirement] } },
      release: { features: { totalCount: 0 } },
    });
  });
});

describe("what is adopted", () => {
  const adoptions = `integration(slug: "walker") { adoptions(at: $at) { totalCount } }
    blocker(slug: "runner-pause") { remedies(at: $at) { slug needs { ... on FeatureNeed { adopted(at: $at) holds(at: $at) } } } }`;
  const adopted = (answer: { blocker: { remedies: { needs: object[] }[] } }) =>
    answer.blocker.remedies[0]?.needs[1];
  const at = { asOf: "2020-06-15" };

  it.each([
    ["by one", [{ feature: "hold", integration: "runner" }]],
    ["by all that need it", [{ feature: "hold" }]],
    ["by former slugs", [{ feature: "keep", integration: "jogger" }]],
    [
      "twice, in any order",
      [{ feature: "hold", integration: "runner" }, { feature: "poke" }, { feature: "hold" }],
    ],
  ])("%s counts as adopted, and is no fact", async (_what, adopt) => {
    const before = await ask(adoptions, null, at);
    expect(adopted(before)).toEqual({ adopted: false, holds: false });
    const after = await ask(adoptions, { adopt, ship: ["poke"] }, at);
    expect(adopted(after)).toEqual({ adopted: true, holds: true });
    expect(after.integration).toEqual(before.integration);
  });

  it("can be withdrawn from one or from all: the facts are not seen", async () => {
    const lists = `kettle: integration(slug: "kettle") { adoptions(at: $at) { nodes { feature { slug } } } }
      steam: feature(slug: "steam") { adoptions(at: $at) { totalCount } }
      features(at: $at, filter: { slug: { in: ["steam", "boil"] } }) { nodes { slug } }
      source(slug: "mail-2010") { citations(at: $at, filter: { kind: { eq: ADOPTION } }) { totalCount } }`;
    const [boil, steam, whistle] = ["boil", "steam", "whistle"].map((slug) => ({ feature: { slug } }));
    expect(await ask(lists, null)).toEqual({
      kettle: { adoptions: { nodes: [steam, boil, whistle] } },
      steam: { adoptions: { totalCount: 1 } },
      features: { nodes: [{ slug: "boil" }, { slug: "steam" }] },
      source: { citations: { totalCount: 3 } },
    });
    for (const integration of ["kettle", null]) {
      const withdraw = {
        adopt: [
          { feature: "steam", integration },
          { feature: "boil", integration },
        ],
      };
      expect(await ask(lists, { withdraw })).toEqual({
        kettle: { adoptions: { nodes: [whistle] } },
        steam: { adoptions: { totalCount: 0 } },
        // A remedy needs the one, a requirement and a contribution speak of the other.
        features: { nodes: [{ slug: "boil" }, { slug: "steam" }] },
        source: { citations: { totalCount: 1 } },
      });
    }
  });
});

describe("what is resolved", () => {
  const pause = `blocker(slug: "runner-pause") { state(at: $at) lifted(at: $at) reports(at: $at) { totalCount }
    remedies(at: $at) { needs { ... on WorkNeed { holds(at: $at) } } } works { reports(at: $at) { totalCount } } }`;
  const at = { asOf: "2020-06-15" };

  it("is lifted, even where it will not be fixed", async () => {
    expect((await ask(pause, null, at)).blocker).toMatchObject({
      state: "WONT_FIX",
      lifted: false,
      reports: { totalCount: 2 },
    });
    const { blocker } = await ask(pause, { resolve: [{ blocker: "jogger-pause" }] }, at);
    expect(blocker).toMatchObject({ state: "RESOLVED", lifted: true, reports: { totalCount: 2 } });
  });

  it("can be withdrawn, work by work: the reports are not seen", async () => {
    const { blocker } = await ask(
      pause,
      { withdraw: { resolve: [{ blocker: "runner-pause", work: "daemon" }] } },
      at,
    );
    expect(blocker).toMatchObject({
      state: "WONT_FIX",
      reports: { totalCount: 1 },
      remedies: [{ needs: [{ holds: false }, {}, {}, {}] }, {}],
      works: [{ reports: { totalCount: 0 } }],
    });
  });
});

describe("what is completed", () => {
  const lists = `integrations(at: $at) { totalCount nodes { slug status(at: $at) statusHistory(at: $at) { totalCount } } }
    ready: integrations(at: $at, filter: { status: { eq: READY } }) { nodes { slug } }`;
  const kettle = (status: string, totalCount: number) => ({
    slug: "kettle",
    status,
    statusHistory: { totalCount },
  });

  it("is ready and among the integrations, though no report says so", async () => {
    expect(await ask(lists, null)).toEqual({
      integrations: { totalCount: 1, nodes: [kettle("READY", 2)] },
      ready: { nodes: [{ slug: "kettle" }] },
    });
    expect(await ask(lists, { complete: ["stove"] })).toEqual({
      integrations: {
        totalCount: 2,
        nodes: [kettle("READY", 2), { slug: "stove", status: "READY", statusHistory: { totalCount: 0 } }],
      },
      ready: { nodes: [{ slug: "kettle" }, { slug: "stove" }] },
    });
  });

  it("can be withdrawn: the reports are not seen, and the latest of the others counts", async () => {
    const assume = { withdraw: { complete: ["kettle"] } };
    expect(await ask(lists, assume)).toEqual({
      integrations: { totalCount: 1, nodes: [kettle("IN_PROGRESS", 1)] },
      ready: { nodes: [] },
    });
    // Where there is no other, it has no status, and is not among the integrations.
    expect(await ask(lists, assume, { ...of2012, sources: ["commit-2012"] })).toEqual({
      integrations: { totalCount: 0, nodes: [] },
      ready: { nodes: [] },
    });
  });
});

describe("filters and orders", () => {
  it("follow what is assumed", async () => {
    const document = (
      at: string,
    ) => `{ features(${at}, filter: { availability: { eq: AVAILABLE } }) { nodes { slug } }
      ranked: features(${at}, first: 2, orderBy: [{ field: BLOCKED_INTEGRATIONS, direction: DESC }, { field: SLUG, direction: ASC }]) { nodes { slug } }
      blockers(${at}, filter: { lifted: { eq: true } }) { nodes { slug } }
      integrations(${at}, filter: { verdict: { eq: READY } }, orderBy: [{ field: BLOCKERS, direction: DESC }]) { nodes { slug } } }`;
    expect(await server.ask(document(`at: { asOf: "2012-06-01" }`))).toEqual({
      features: { nodes: [] },
      ranked: { nodes: [{ slug: "boil" }, { slug: "steam" }] },
      blockers: { nodes: [] },
      integrations: { nodes: [] },
    });
    expect(await server.ask(document(`at: { asOf: "2012-06-01", assume: { ship: ["boil"] } }`))).toEqual({
      features: { nodes: [{ slug: "boil" }] },
      ranked: { nodes: [{ slug: "boil" }, { slug: "steam" }] },
      blockers: { nodes: [{ slug: "kettle-cold" }] },
      integrations: { nodes: [{ slug: "kettle" }] },
    });
  });
});
