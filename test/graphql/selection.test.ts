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

function idOf(name: string): string {
  return Buffer.from(name).toString("base64url");
}
