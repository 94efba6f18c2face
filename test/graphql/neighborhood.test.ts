import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operation } from "../../src/graphql/operations.ts";
import { writeCrowd } from "../crowd.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeCrowd(server.database.write, "crowd", 30);
});
afterAll(() => server.close());

const page = { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] };
const ask = (variables: object) =>
  server.ask(operation("Neighborhood"), variables).then(({ neighborhood }) => neighborhood);

interface Around {
  readonly truncated: boolean;
  readonly nodes: readonly { readonly __typename: string; readonly id: string; readonly slug: string }[];
  readonly edges: readonly {
    readonly kind: string;
    readonly from: { readonly id: string };
    readonly to: { readonly id: string };
  }[];
}

/** Every edge by slugs: `"systemd BLOCKED_BY systemd-adoption"`. */
function listEdges({ nodes, edges }: Around): string[] {
  const slugs = new Map(nodes.map(({ id, slug }) => [id, slug]));
  return edges.map(({ kind, from, to }) => `${slugs.get(from.id)} ${kind} ${slugs.get(to.id)}`);
}

describe("neighborhood", () => {
  it("holds systemd's blocker and the person who proposed it", async () => {
    const around = await ask({ of: { integration: "systemd" }, at: page });
    expect(around.truncated).toBe(false);
    expect(around.nodes).toMatchObject([
      { __typename: "Integration", slug: "systemd" },
      { __typename: "Contributor", slug: "adrian-reber" },
      { __typename: "Blocker", slug: "systemd-adoption" },
    ]);
    expect(listEdges(around)).toEqual([
      "adrian-reber CONTRIBUTED_TO systemd",
      "systemd BLOCKED_BY systemd-adoption",
    ]);
  });

  it("grows edge by edge, and is the node alone without any", async () => {
    const of = { integration: "systemd" };
    const sizes = [];
    for (const depth of [0, 1, 2, 3]) {
      const { nodes } = await ask({ of, at: page, depth });
      sizes.push(nodes.length);
    }
    expect(sizes[0]).toBe(1);
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
  });

  it("is cut at the limit, the nearest first, with all edges among those that are left", async () => {
    const of = { integration: "crowd-integration-00" };
    const at = { asOf: "2016-12-31" };
    const all: Around = await ask({ of, at, limit: 1000 });
    expect(all.truncated).toBe(false);
    expect(all.nodes.length).toBeGreaterThan(100);
    const cut: Around = await ask({ of, at, limit: 40 });
    expect(cut.truncated).toBe(true);
    expect(cut.nodes).toEqual(all.nodes.slice(0, 40));
    const ids = new Set(cut.nodes.map(({ id }) => id));
    expect(cut.edges).toEqual(all.edges.filter(({ from, to }) => ids.has(from.id) && ids.has(to.id)));
    expect(await ask({ of, at, limit: all.nodes.length })).toEqual(all);
  });

  it("gives each edge its sources", async () => {
    const { neighborhood } = await server.ask(
      `query ($at: ViewpointInput) { neighborhood(of: { feature: "restore-sibling" }, at: $at) {
        edges { kind from { slug } to { slug } sources { slug } } } }`,
      { at: page },
    );
    expect(neighborhood.edges).toContainEqual({
      kind: "NEEDS",
      from: { slug: "systemd-adoption" },
      to: { slug: "restore-sibling" },
      sources: [{ slug: "criu-wiki-integration-2016-08-30" }],
    });
    for (const { sources } of neighborhood.edges) expect(sources.length).toBeGreaterThan(0);
  });

  it("of a source is that alone: citations never connect", async () => {
    const around = await ask({ of: { source: "criu-wiki-integration-2016-08-30" }, depth: 5 });
    expect(around).toMatchObject({ truncated: false, nodes: [{ __typename: "Source" }], edges: [] });
  });

  it.each<[what: string, variables: object, message: string]>([
    [
      "a node nobody knows",
      { of: { contributor: "nobody" } },
      'neighborhood: of: there is no contributor "nobody"',
    ],
    ["a depth below 0", { depth: -1 }, "neighborhood: depth is -1, expected 0 to 5"],
    ["a depth above 5", { depth: 6 }, "neighborhood: depth is 6, expected 0 to 5"],
    ["no node at all", { limit: 0 }, "neighborhood: limit is 0, expected 1 to 1000"],
    ["more than 1,000 nodes", { limit: 1001 }, "neighborhood: limit is 1001, expected 1 to 1000"],
  ])("refuses %s", async (_what, variables, message) => {
    const { errors } = await server.send(operation("Neighborhood"), {
      of: { integration: "systemd" },
      ...variables,
    });
    expect(errors).toMatchObject([{ message, extensions: { code: "BAD_USER_INPUT" } }]);
  });
});
