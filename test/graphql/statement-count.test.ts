import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageOf2016, readyOperations } from "../../src/graphql/operations.ts";
import { writeCrowd } from "../crowd.ts";
import { writeTangle } from "../tangle.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// How many SQL statements an answer takes depends on its document alone: counted on a few rows, then on many.

let few: TestServer;
let many: TestServer;
beforeAll(async () => {
  [few, many] = await Promise.all([openTestServer(), openTestServer()]);
  await writeCrowd(few.database.write, "crowd", 3);
  await writeCrowd(many.database.write, "crowd", 3);
  await writeCrowd(many.database.write, "others", 60);
  await Promise.all([writeTangle(few.database.write), writeTangle(many.database.write)]);
});
afterAll(() => Promise.all([few.close(), many.close()]));

const atHead = { asOf: "2016-12-31" };
const integration = Buffer.from("Integration:crowd-integration-00").toString("base64url");

/**
 * Statements that load the projection of a viewpoint: one for each kind of fact and node, for which facts do not
 * hold, for the revision, and its transaction.
 */
const projection = 20;

/**
 * One for what is stored, however deep; one more for each connection whose members are computed and for each
 * level of what these name; one that finds what arguments name, and one for the words of a plan. Without those of
 * the projection and of other records of the viewpoint, which are in memory.
 */
const counts: Readonly<Record<string, number>> = {
  FeatureImpact: 2,
  WhatBlocks: 3,
  Board: 1,
  TopBlockingFeatures: 2,
  BlockingMatrix: 1,
  WhatIf: 1,
  UnblockPlan: 3,
  Path: 2,
  Findings: 1,
  BlockingCycles: 1,
  Coverage: 0,
  Neighborhood: 2,
  Person: 1,
  Search: 1,
  History: 1,
  Refetch: 1,
};
/** What the operations are about here. */
const subjects: Readonly<Record<string, object>> = {
  FeatureImpact: { slug: "crowd-feature-02" },
  WhatBlocks: { slug: "crowd-integration-00" },
  Person: { slug: "crowd-contributor-00" },
  History: { slug: "crowd-integration-00" },
  WhatIf: { assume: { resolve: [{ blocker: "crowd-obstacle-00", work: "work" }] } },
  UnblockPlan: {
    targets: [{ integration: "crowd-integration-00" }, { integration: "crowd-integration-01" }],
  },
  Path: { from: { contributor: "crowd-contributor-00" }, to: { feature: "crowd-feature-02" } },
  Neighborhood: { of: { integration: "crowd-integration-00" }, limit: 1000 },
};

type Counted = readonly [name: string, document: string, variables: object, count: number | undefined];
const documents: readonly Counted[] = [
  ...readyOperations.map(({ name, document, variables }) => {
    return [name, document, { ...variables, at: atHead, ...subjects[name] }, counts[name]] as const;
  }),
  ["a look-up", '{ feature(slug: "crowd-feature-00") { slug name } }', {}, 1],
  [
    "everything stored, six levels down",
    `query ($at: ViewpointInput) { integrations(at: $at, first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes {
      name statusHistory(at: $at) { nodes { status sources { slug author { name } } citations { nodes { note } } } }
      blockers(at: $at) { nodes { title capability { name } remedies(at: $at) { needs { ... on FeatureNeed {
        feature { name contributions(at: $at) { nodes { role contributor { name } subject { __typename ... on Feature { slug } } } } }
      } } } } }
      contributions(at: $at) { nodes { contributor { name sources { totalCount } } } }
    } } }`,
    { at: atHead },
    1,
  ],
  [
    "values an analysis gives",
    `query ($at: ViewpointInput) { integrations(at: $at, first: 100, filter: { verdict: { eq: BLOCKED } }, orderBy: [{ field: BLOCKERS, direction: DESC }]) {
      nodes { status(at: $at) readiness(at: $at) { verdict summary } capabilities(at: $at) { slug state }
        blockers(at: $at) { nodes { state(at: $at) lifted(at: $at) remedies(at: $at) { holds(at: $at) needs { ... on FeatureNeed { adopted(at: $at) holds(at: $at) } } } } } }
    } }`,
    { at: atHead },
    1,
  ],
  [
    "a proof for every feature of every integration",
    `query ($at: ViewpointInput) { integrations(at: $at, first: 100) { nodes { blockingFeatures(at: $at, first: 5) { edges {
      depth necessity reason adopter { name } node { name availability(at: $at) since(at: $at) { version } }
      explanation { kind from { id } to { id ... on Blocker { title } } sources { slug author { name } } }
    } } } } }`,
    { at: atHead },
    3,
  ],
  [
    "what ended with each release",
    `query ($at: ViewpointInput) { releases(at: $at, first: 100) { nodes { slug endedFacts(at: $at, first: 100) { totalCount nodes { __typename slug
      sources { slug } ... on Adoption { integration { status(at: $at) } } } } } } }`,
    { at: atHead },
    1,
  ],
  [
    "how everything came to be",
    `query ($at: ViewpointInput) { changes(first: 100) { totalCount pageInfo { hasNextPage } nodes { cursor actor differences { field } about { ... on Fact { slug sources { slug } } } } }
      integrations(at: $at, first: 100) { nodes { changes(first: 100) { totalCount nodes { before after about { __typename } } } blockers(at: $at) { nodes { changes { totalCount } } } } } }`,
    { at: atHead },
    2,
  ],
  [
    "several roots",
    '{ a: integrations { totalCount } b: features { totalCount } node(id: "SW50ZWdyYXRpb246c3lzdGVtZA") { id } }',
    {},
    3,
  ],
  [
    "nodes of several types",
    "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Integration { blockers { totalCount } } } }",
    {
      ids: [
        integration,
        ...[
          "Feature:crowd-feature-01",
          "Source:crowd-source-02",
          "StatusReport:crowd-integration-01/2015-12-01/crowd-source-01",
        ].map((id) => Buffer.from(id).toString("base64url")),
      ],
    },
    1,
  ],
];

/**
 * Questions that take records beside the analysis; how many statements an answer takes, and how many more the first
 * one: what records are loaded with, and one where an answer does not wait for them to load something else.
 */
const questions: readonly (readonly [...Counted, records: number])[] = [
  [
    "findings with their facts",
    `query ($at: ViewpointInput) { findings(at: $at, first: 100) { totalCount nodes { rule message subjects(first: 100) { slug }
      facts(first: 100) { __typename slug } sources { slug author { name } } } } }`,
    {},
    2,
    projection + 7,
  ],
  [
    "cycles",
    `query ($at: ViewpointInput) { blockingCycles(at: $at) { nodes { minimal members { nodes { slug } }
      edges { nodes { kind from { slug } to { slug } sources { slug } } } breaking { totalCount } } } }`,
    {},
    1,
    0,
  ],
  [
    "changes with their facts",
    `query ($at: ViewpointInput!) { readinessChanges(from: { asOf: "2015-04-01" }, to: $at, first: 100) {
      nodes { integration { slug } from to factCount facts(first: 100) { __typename slug } } } }`,
    {},
    2,
    15 + 15 + 1,
  ],
  [
    "how long everything has been blocked",
    `query ($at: ViewpointInput) { integrations(at: $at, first: 100) { nodes {
      blockedSince(at: $at) { day exact throughCount through { title } } } } }`,
    {},
    2,
    15,
  ],
  [
    "how long blockers have stood",
    `query ($at: ViewpointInput) { integrations(at: $at, first: 100) { nodes {
      blockers(at: $at) { nodes { unliftedSince(at: $at) { day exact } } } } } }`,
    {},
    1,
    15,
  ],
  [
    "what verdicts rely on",
    `query ($at: ViewpointInput) { integrations(at: $at, first: 100) { nodes {
      readiness(at: $at) { verdict reliesOn { complete sources(first: 100) { slug } } } } } }`,
    {},
    2,
    15 + 1,
  ],
  [
    "what waits for whom",
    "query ($at: ViewpointInput) { contributors(at: $at, first: 100) { nodes { holds(at: $at) { totalCount nodes { slug } } } } }",
    {},
    2,
    3,
  ],
];

describe("the number of statements", () => {
  it.each(documents)("for %s", async (_name, document, variables, count) => {
    expect(await countStatements(few, document, variables)).toBe(count);
    expect(await countStatements(many, document, variables)).toBe(count);
  });

  it("does not grow with the rows a document asks for", async () => {
    const document = documents.find(([name]) => name.startsWith("a proof"))?.[1] ?? "";
    const size = async (server: TestServer) =>
      JSON.stringify(await server.ask(document, { at: atHead })).length;
    expect(await size(many)).toBeGreaterThan(10 * (await size(few)));
  });
});

describe("a viewpoint that is not in memory", () => {
  const document = 'query ($at: ViewpointInput) { integration(slug: "systemd") { status(at: $at) } }';

  it.each([
    ["of all sources", { asOf: "2016-01-01" }, { asOf: "2016-01-02" }, projection],
    // Of which facts do not hold each statement asks for itself.
    ["of one source", pageOf2016, { ...pageOf2016, asOf: "2016-08-31" }, projection - 1],
  ])("%s takes as many statements on few rows as on many", async (_what, one, other, count) => {
    for (const server of [few, many]) {
      expect(await countCold(server, document, { at: one })).toBe(1 + count);
      expect(await countCold(server, document, { at: other })).toBe(1 + count);
    }
  });

  it("has its edges read once, in as many statements on few rows as on many", async () => {
    const edges = 20;
    const path = `query ($at: ViewpointInput) {
      path(from: { integration: "systemd" }, to: { feature: "restore-sibling" }, at: $at) { length } }`;
    for (const server of [few, many]) {
      const at = { asOf: "2016-09-15" };
      expect(await countCold(server, path, { at })).toBe(1 + projection + edges);
      expect(await countCold(server, path, { at })).toBe(1);
    }
  });

  it("is read by nobody who asks for stored fields alone", async () => {
    const stored =
      'query ($at: ViewpointInput) { integration(slug: "systemd") { statusHistory(at: $at) { totalCount } } }';
    expect(await countCold(many, stored, { at: { asOf: "2011-11-11" } })).toBe(1);
  });

  it("is read once for all who ask at the same time", async () => {
    const at = { asOf: "2012-12-12" };
    const { statements } = await many.database.readStatements(() =>
      Promise.all(Array.from({ length: 5 }, () => many.ask(document, { at }))),
    );
    expect(withoutChecks(statements)).toHaveLength(projection + 5);
  });
});

describe("assumptions", () => {
  const first = "crowd-integration-00";
  /** Something of every sort, and another way to say the same. */
  const assume = {
    ship: ["crowd-feature-00"],
    adopt: [{ feature: "crowd-feature-00" }],
    resolve: [{ blocker: "crowd-way-01" }, { blocker: "crowd-way-02" }],
    complete: ["crowd-integration-01"],
    withdraw: {
      ship: ["crowd-feature-01"],
      adopt: [{ feature: "crowd-feature-01", integration: first }],
      resolve: [{ blocker: "crowd-obstacle-00", work: "work" }],
      complete: ["crowd-integration-02"],
    },
  };
  const asWell = {
    ...assume,
    resolve: assume.resolve.toReversed(),
    complete: [...assume.complete, ...assume.complete],
  };

  it.each(documents.filter(([, document]) => document.includes("$at: ViewpointInput")))(
    "take no statement more for %s",
    async (_name, document, variables, count) => {
      for (const server of [few, many]) {
        // What they change is worked out of what is in memory, at first and again.
        await server.ask(document, variables);
        for (const assumed of [assume, assume, asWell]) {
          expect(
            await countCold(server, document, { ...variables, at: { ...atHead, assume: assumed } }),
          ).toBe(count);
        }
      }
    },
  );

  it("are refused with one, which looks for former slugs", async () => {
    const document =
      'query ($at: ViewpointInput) { integration(slug: "systemd") { adoptions(at: $at) { totalCount } } }';
    const ask = () => many.send(document, { at: { ...atHead, assume: { ship: ["none"] } } });
    await ask();
    const { result, statements } = await many.database.readStatements(ask);
    expect(result.errors).toHaveLength(1);
    // It is looked for once more, lest somebody has written it meanwhile.
    expect(withoutChecks(statements)).toHaveLength(2);
  });
});

describe("a question that takes more than the analysis", () => {
  it.each(questions)(
    "takes a fixed number of statements: %s",
    async (_what, document, _none, count, records) => {
      const day = nextDay();
      for (const server of [few, many]) {
        // It has a budget of time, which would run out while the code is still cold.
        if (document.includes("reliesOn")) await server.ask(document, { at: { asOf: "2016-11-30" } });
        // The analyses are there before; what is counted is the records, and then the answers alone.
        await server.ask("query ($at: ViewpointInput) { blockingMatrix(at: $at) { truncated } }", {
          at: day,
        });
        await server.ask('{ blockingMatrix(at: { asOf: "2015-04-01" }) { truncated } }');
        expect(await countCold(server, document, { at: day })).toBe((count as number) + records);
        expect(await countCold(server, document, { at: day })).toBe(count);
      }
    },
  );
});

let lastDay = 0;
/** A viewpoint that nobody has asked from yet, with the same facts. */
function nextDay(): { asOf: string } {
  lastDay += 1;
  return { asOf: `2016-12-${String(lastDay).padStart(2, "0")}` };
}

describe("writes of others", () => {
  it("are looked for with one statement", async () => {
    await few.graph.refresh();
    const { statements } = await few.database.readStatements(() => few.graph.refresh());
    expect(statements).toEqual([check]);
  });
});

const check = "select revision from graph_revision";

/** The statements for a document that was asked before. */
async function countStatements(server: TestServer, document: string, variables: object): Promise<number> {
  await server.ask(document, variables);
  return countCold(server, document, variables);
}

async function countCold(server: TestServer, document: string, variables: object): Promise<number> {
  const { statements } = await server.database.readStatements(() => server.ask(document, variables));
  return withoutChecks(statements).length;
}

/** Once a second a server looks whether somebody wrote; it may fall into any question. */
function withoutChecks(statements: readonly string[]): string[] {
  return statements.filter((statement) => statement !== check);
}
