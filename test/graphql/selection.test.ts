import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../domain/example-records.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// The read path turns a selection into SQL: whatever shape a document has, each place gets its own answer.

let server: TestServer;
let ask: TestServer["ask"];
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
  ask = server.ask;
});
afterAll(() => server.close());

const page = `{ asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] }`;
const before = `{ asOf: "2016-08-29" }`;

describe("aliases", () => {
  it("give the same field with different arguments its own answer each", async () => {
    const data = await ask(`{ integration(slug: "systemd") {
      once: status(at: ${page}) sooner: status(at: ${before}) now: status
      one: blockers(first: 1) { totalCount nodes { slug } } none: blockers(first: 0) { totalCount nodes { slug } }
    } }`);
    expect(data.integration).toEqual({
      once: "NOT_STARTED",
      sooner: null,
      now: "NOT_STARTED",
      one: { totalCount: 1, nodes: [{ slug: "systemd-adoption" }] },
      none: { totalCount: 1, nodes: [] },
    });
  });

  it("give equal arguments different selections under the same names", async () => {
    const data = await ask(`{ integration(slug: "systemd") {
      a: blockers(first: 1) { nodes { x: slug y: state(at: ${page}) } }
      b: blockers(first: 1) { nodes { x: title y: state(at: ${before}) } }
    } }`);
    expect(data.integration).toEqual({
      a: { nodes: [{ x: "systemd-adoption", y: "OPEN" }] },
      b: { nodes: [{ x: "A process restored elsewhere does not become a child of systemd there", y: null }] },
    });
  });

  it("may be as long as GraphQL allows, and as long as one likes", async () => {
    const long = (letter: string) => letter.repeat(200);
    const data = await ask(`{ ${long("a")}: integration(slug: "systemd") { ${long("b")}: slug
      ${long("c")}: blockers { ${long("d")}: nodes { ${long("e")}: remedies { ${long("f")}: needs { __typename } } } }
      ${long("g")}: status(at: ${page}) ${long("g")}x: status(at: ${before})
    } }`);
    expect(data[long("a")]).toEqual({
      [long("b")]: "systemd",
      [long("c")]: { [long("d")]: [{ [long("e")]: [{ [long("f")]: [{ __typename: "FeatureNeed" }] }] }] },
      [long("g")]: "NOT_STARTED",
      [`${long("g")}x`]: null,
    });
  });

  it("may be the names of other fields and of what SQL reserves", async () => {
    const data = await ask(`{ integration(slug: "systemd") {
      id: name slug: kind name: slug select: id rows: status node: aliases total: readiness { cursor: verdict }
    } }`);
    expect(data.integration).toEqual({
      id: "systemd",
      slug: "INIT_SYSTEM",
      name: "systemd",
      select: idOf("Integration:systemd"),
      rows: "NOT_STARTED",
      node: [],
      total: { cursor: "BLOCKED" },
    });
  });

  it("may write one viewpoint in several ways", async () => {
    const data = await ask(`{ integration(slug: "systemd") {
      unsaid: status today: status(at: { asOf: "2026-11-23" }) empty: status(at: {}) null: status(at: null)
      blockingFeatures { totalCount } same: blockingFeatures(at: { asOf: "2026-11-23" }) { nodes { slug } }
    } }`);
    expect(data.integration).toEqual({
      unsaid: "NOT_STARTED",
      today: "NOT_STARTED",
      empty: "NOT_STARTED",
      null: "NOT_STARTED",
      blockingFeatures: { totalCount: 1 },
      same: { nodes: [{ slug: "restore-sibling" }] },
    });
  });

  it("tell apart the same field of one object reached on two ways", async () => {
    const data = await ask(`{
      first: integration(slug: "systemd") { x: status(at: ${page}) }
      second: integration(slug: "systemd") { x: status(at: ${before}) }
      third: integration(slug: "shell") { x: slug }
    }`);
    expect(data).toEqual({
      first: { x: "NOT_STARTED" },
      second: { x: null },
      third: { x: "shell" },
    });
  });
});

describe("a connection", () => {
  it.each([
    ["stored rows", "integrations", `filter: { slug: { eq: "systemd" } }`],
    [
      "rows an analysis chose",
      "integrations",
      `filter: { slug: { eq: "systemd" }, verdict: { eq: BLOCKED } }`,
    ],
  ])(
    "of %s may ask its nodes and its edges' nodes the same with different arguments",
    async (_what, list, args) => {
      const data = await ask(`{ ${list}(${args}) {
      nodes { status(at: ${page}) x: slug blockers(first: 1) { totalCount nodes { slug } } }
      edges { node { status(at: ${before}) x: name blockers(first: 0) { nodes { title } } } }
      more: edges { cursor other: node { x: kind status } }
    } }`);
      expect(data.integrations).toEqual({
        nodes: [
          {
            status: "NOT_STARTED",
            x: "systemd",
            blockers: { totalCount: 1, nodes: [{ slug: "systemd-adoption" }] },
          },
        ],
        edges: [{ node: { status: null, x: "systemd", blockers: { nodes: [] } } }],
        more: [{ cursor: expect.any(String), other: { x: "INIT_SYSTEM", status: "NOT_STARTED" } }],
      });
    },
  );

  it("of computed members may, too", async () => {
    const data = await ask(`{ feature(slug: "restore-sibling") { blockedIntegrations(at: ${page}, first: 1) {
      nodes { status(at: ${page}) x: slug }
      edges { x: depth node { status(at: ${before}) x: name } }
      more: edges { x: reason explanation(first: 1) { x: kind } node { x: kind } }
      again: edges { explanation(first: 2) { x: from { id } } adopter { x: slug } }
      last: edges { adopter { x: name } }
    } } }`);
    expect(data.feature.blockedIntegrations).toEqual({
      nodes: [{ status: "NOT_STARTED", x: "shell" }],
      edges: [{ x: 1, node: { status: null, x: "Shell (bash or other)" } }],
      more: [{ x: "NOT_ADOPTED", explanation: [{ x: "BLOCKED_BY" }], node: { x: "SHELL" } }],
      again: [
        {
          explanation: [
            { x: { id: idOf("Integration:shell") } },
            { x: { id: idOf("Blocker:shell-adoption") } },
          ],
          adopter: { x: "shell" },
        },
      ],
      last: [{ adopter: { x: "Shell (bash or other)" } }],
    });
  });

  it("answers any one of its parts alone", async () => {
    const slugs = { nodes: [{ slug: "docker" }] };
    const parts: readonly [string, object][] = [
      ["__typename", { __typename: "IntegrationConnection" }],
      ["totalCount", { totalCount: 1 }],
      ["nodes { slug }", slugs],
      ["nodes { __typename }", { nodes: [{ __typename: "Integration" }] }],
      ["edges { __typename }", { edges: [{ __typename: "IntegrationEdge" }] }],
      ["edges { cursor }", { edges: [{ cursor: expect.stringMatching(/./) }] }],
      ["pageInfo { __typename }", { pageInfo: { __typename: "PageInfo" } }],
      ["pageInfo { hasNextPage }", { pageInfo: { hasNextPage: false } }],
      ["pageInfo { startCursor }", { pageInfo: { startCursor: expect.stringMatching(/./) } }],
      [
        "pageInfo { hasPreviousPage } pageInfo { endCursor }",
        { pageInfo: { hasPreviousPage: false, endCursor: expect.stringMatching(/./) } },
      ],
      ["a: totalCount b: totalCount", { a: 1, b: 1 }],
    ];
    for (const [part, expected] of parts) {
      const stored = `{ list: integrations(filter: { slug: { eq: "docker" } }) { ${part} } }`;
      const chosen = `{ list: integrations(filter: { slug: { eq: "docker" }, status: { eq: IN_PROGRESS } }) { ${part} } }`;
      expect((await ask(stored)).list, part).toEqual(expected);
      expect((await ask(chosen)).list, part).toEqual(expected);
    }
    const members = (part: string) =>
      `{ integration(slug: "systemd") { list: blockingFeatures { ${part} } } }`;
    for (const [part] of parts) {
      expect(Object.keys((await ask(members(part))).integration.list).length, part).toBeGreaterThan(0);
    }
  });
});

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
