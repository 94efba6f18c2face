import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../domain/example-records.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// Fragments, directives and variables mean to the read path what they mean to GraphQL.

let server: TestServer;
let ask: TestServer["ask"];
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
  ask = server.ask;
});
afterAll(() => server.close());

const page = `{ asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] }`;

describe("fragments", () => {
  it("apply on interfaces, unions and objects alike, nested and repeated", async () => {
    const data = await ask(
      `query ($id: ID!) { node(id: $id) { ...AnyNode ... on Fact { slug ...Cited } ... on Node { ... { __typename } } ... on Remedy { ...Needs ...Needs } ... on Source { title } } }
      fragment AnyNode on Node { id ... on Fact { holdsFrom } }
      fragment Cited on Fact { sources { ...AnyNode slug } citations { totalCount nodes { ...AnyNode fact { ...AnyNode __typename } } } }
      fragment Needs on Remedy { needs { ...OneNeed ... on WorkNeed { description } } }
      fragment OneNeed on Need { __typename ... on FeatureNeed { feature { ...AnyNode } } ... on WorkNeed { slug } }`,
      { id: idOf("Remedy:vz-partial-checkpoint/state-daemon") },
    );
    const source = { id: idOf("Source:criu-wiki-integration-2016-08-30") };
    const id = idOf("Remedy:vz-partial-checkpoint/state-daemon");
    const slug = "remedy/vz-partial-checkpoint/state-daemon/criu-wiki-integration-2016-08-30";
    expect(data.node).toEqual({
      __typename: "Remedy",
      id,
      slug: "vz-partial-checkpoint/state-daemon",
      holdsFrom: "2016-08-30",
      sources: [{ ...source, slug: "criu-wiki-integration-2016-08-30" }],
      citations: {
        totalCount: 1,
        nodes: [
          { id: idOf(`Citation:${slug}`), fact: { __typename: "Remedy", id, holdsFrom: "2016-08-30" } },
        ],
      },
      needs: [
        {
          __typename: "WorkNeed",
          slug: "state-daemon",
          description: "Write a daemon that holds the state of a partly checkpointed container.",
        },
      ],
    });
  });

  it("give each type of a union its own field of one name", async () => {
    const { search } = await ask(`{ search(query: "systemd") { nodes { __typename
      ... on Integration { what: kind called: name blockers { totalCount } }
      ... on Blocker { reason: kind called: title integration { called: slug } }
    } edges { node { ... on Node { id } ... on Blocker { state(at: ${page}) } ... on Integration { status(at: ${page}) } } } } }`);
    expect(search.nodes[0]).toEqual({
      __typename: "Integration",
      what: "INIT_SYSTEM",
      called: "systemd",
      blockers: { totalCount: 1 },
    });
    expect(search.nodes[1]).toEqual({
      __typename: "Blocker",
      reason: "NOT_INTEGRATED",
      called: "A process restored elsewhere does not become a child of systemd there",
      integration: { called: "systemd" },
    });
    expect(search.edges.slice(0, 2)).toEqual([
      { node: { id: idOf("Integration:systemd"), status: "NOT_STARTED" } },
      { node: { id: idOf("Blocker:systemd-adoption"), state: "OPEN" } },
    ]);
  });

  it("find every kind of need", async () => {
    const { blocker } =
      await ask(`{ blocker(slug: "runner-pause") { remedies(at: { asOf: "2020-06-15" }) { slug description holds(at: { asOf: "2020-06-15" }) needs { __typename
      ... on WorkNeed { slug description holds(at: { asOf: "2020-06-15" }) }
      ... on FeatureNeed { feature { slug } adopted(at: { asOf: "2020-06-15" }) }
      ... on BlockerNeed { blocker { slug integration { slug } } }
      ... on IntegrationNeed { integration { slug } capability { slug name } }
    } } } }`);
    expect(blocker.remedies).toEqual([
      {
        slug: "jogger-pause/daemon",
        description: "All at once.",
        holds: false,
        needs: [
          { __typename: "WorkNeed", slug: "daemon", description: "Write a daemon.", holds: true },
          { __typename: "FeatureNeed", feature: { slug: "hold" }, adopted: false },
          { __typename: "BlockerNeed", blocker: { slug: "walker-legs", integration: { slug: "walker" } } },
          {
            __typename: "IntegrationNeed",
            integration: { slug: "walker" },
            capability: { slug: "pause", name: "Stand still" },
          },
        ],
      },
      {
        slug: "jogger-pause/walker",
        description: null,
        holds: false,
        needs: [{ __typename: "IntegrationNeed", integration: { slug: "walker" }, capability: null }],
      },
    ]);
  });

  it("find every subject of a contribution", async () => {
    const { contributors } =
      await ask(`{ contributors(filter: { slug: { in: ["bob", "ada"] } }, at: { asOf: "2019-06-01" }) { nodes { slug
      contributions(orderBy: [{ field: SLUG, direction: ASC }], at: { asOf: "2020-06-15" }) { nodes { role from to endedWith { version } subject { __typename
        ... on Node { id } ... on Integration { slug } ... on Feature { name } ... on Blocker { title } } } } } } }`);
    const undated = { from: null, to: null, endedWith: null };
    expect(contributors.nodes).toEqual([{ slug: "ada", contributions: { nodes: [] } }]);
    const { contributor } =
      await ask(`{ contributor(slug: "bob") { contributions(orderBy: [{ field: SLUG, direction: ASC }]) { nodes {
      role from to endedWith { version } subject { __typename ... on Node { id } ... on Feature { name } ... on Blocker { title } } } } } }`);
    expect(contributor.contributions.nodes).toEqual([
      {
        role: "PROPOSED",
        ...undated,
        subject: { __typename: "Feature", id: idOf("Feature:keep"), name: "--hold" },
      },
      {
        role: "REVIEWED",
        ...undated,
        subject: { __typename: "Blocker", id: idOf("Blocker:walker-legs"), title: "It has no legs" },
      },
    ]);
  });
});

describe("@include and @skip", () => {
  const document = `query ($yes: Boolean!, $no: Boolean!) { integration(slug: "systemd") {
    slug @include(if: $yes) name @include(if: $no) kind @skip(if: $yes) status(at: ${page}) @skip(if: $no)
    blockers @include(if: $yes) { totalCount @skip(if: $yes) nodes @include(if: $yes) { slug @skip(if: $yes) title @skip(if: $no) } }
    ... @include(if: $no) { description } ...Rest @skip(if: $no)
    blockingFeatures { edges @include(if: $yes) { node @skip(if: $yes) { slug } depth } }
  } integrations { nodes @include(if: $no) { slug } pageInfo @skip(if: $yes) { hasNextPage } __typename } }
  fragment Rest on Integration { aliases @include(if: $yes) homepage @skip(if: $yes) }`;

  it("leave out what they say, on fields and on fragments", async () => {
    expect(await ask(document, { yes: true, no: false })).toEqual({
      integration: {
        slug: "systemd",
        status: "NOT_STARTED",
        blockers: {
          nodes: [{ title: "A process restored elsewhere does not become a child of systemd there" }],
        },
        aliases: [],
        blockingFeatures: { edges: [{ depth: 1 }] },
      },
      integrations: { __typename: "IntegrationConnection" },
    });
    expect(await ask(document, { yes: false, no: true })).toMatchObject({
      integration: {
        name: "systemd",
        kind: "INIT_SYSTEM",
        description: null,
        blockingFeatures: {},
      },
    });
  });
});

describe("variables", () => {
  it("stand anywhere in an argument, and defaults count where they are absent", async () => {
    const document = `query ($day: Date = "2016-08-30", $source: String!, $status: IntegrationStatus, $many: [IntegrationStatus!], $first: Int = 2, $field: IntegrationOrderField = NAME) {
      integrations(first: $first, at: { asOf: $day, sources: [$source] }, filter: { status: { eq: $status, in: $many } }, orderBy: [{ field: $field, direction: DESC }]) {
        totalCount nodes { slug status(at: { asOf: $day }) } } }`;
    const source = "criu-wiki-integration-2016-08-30";
    expect((await ask(document, { source })).integrations).toEqual({
      totalCount: 12,
      nodes: [
        { slug: "wayland-weston", status: "STALLED" },
        { slug: "virtuozzo-openvz", status: "READY" },
      ],
    });
    expect((await ask(document, { source, status: "STALLED", first: 1 })).integrations).toEqual({
      totalCount: 3,
      nodes: [{ slug: "wayland-weston", status: "STALLED" }],
    });
    expect((await ask(document, { source, many: [], field: "SLUG" })).integrations.totalCount).toBe(0);
    expect((await ask(document, { source, day: "2016-08-29" })).integrations.totalCount).toBe(0);
  });

  it("that are null count as absent", async () => {
    const document = `query ($at: ViewpointInput, $filter: IntegrationFilter, $orderBy: [IntegrationOrder!], $first: Int, $after: String) {
      integrations(at: $at, filter: $filter, orderBy: $orderBy, first: $first, after: $after) { totalCount } }`;
    const none = { at: null, filter: null, orderBy: null, first: null, after: null };
    expect((await ask(document, none)).integrations.totalCount).toBe(
      (await ask("{ integrations { totalCount } }")).integrations.totalCount,
    );
    const empty = {
      at: { asOf: null, sources: null },
      filter: { status: null, kind: { eq: null, in: null } },
    };
    expect((await ask(document, { ...empty, orderBy: [] })).integrations.totalCount).toBe(
      (await ask("{ integrations { totalCount } }")).integrations.totalCount,
    );
  });
});

describe("__typename", () => {
  it("is there on every object", async () => {
    const data =
      await ask(`{ __typename feature(slug: "restore-sibling") { __typename since(at: ${page}) { __typename }
      blockedIntegrations(at: ${page}) { __typename pageInfo { __typename } edges { __typename
        adopter { __typename } node { __typename readiness { __typename } capabilities { __typename } }
        explanation { __typename from { __typename } to { __typename } sources { __typename } } } }
      releases { __typename nodes { __typename release { __typename source { __typename } } } }
      neededBy { edges { __typename node { __typename needs { __typename } blocker { __typename integration { __typename } } } } } } }`);
    expect(JSON.parse(JSON.stringify(data), (_key, value) => value?.__typename ?? value)).toBe("Query");
    const edge = data.feature.blockedIntegrations.edges[0];
    expect(edge).toMatchObject({
      __typename: "BlockedIntegrationEdge",
      node: { __typename: "Integration", readiness: { __typename: "Readiness" } },
      explanation: [
        { __typename: "Edge", from: { __typename: "Integration" }, to: { __typename: "Blocker" } },
        { __typename: "Edge", from: { __typename: "Blocker" }, to: { __typename: "Feature" } },
      ],
    });
  });
});

function idOf(name: string): string {
  return Buffer.from(name).toString("base64url");
}
