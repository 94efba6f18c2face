import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operation } from "../../src/graphql/operations.ts";
import { writeExamples } from "../domain/example-records.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const at = { asOf: "2026-01-01" };
const id = (type: string, slug: string) => Buffer.from(`${type}:${slug}`).toString("base64url");
const document = `query ($from: NodeRef!, $to: NodeRef!, $at: ViewpointInput, $maxDepth: Int) {
  path(from: $from, to: $to, at: $at, maxDepth: $maxDepth) {
    length nodes { __typename slug } edges { kind from { slug } to { slug } sources { slug } }
  }
}`;
const ask = (variables: object) => server.ask(document, { at, ...variables }).then(({ path }) => path);

const ends = { from: { contributor: "bob" }, to: { integration: "runner" } };

describe("path", () => {
  it("leads from node to node by edges in their own direction, with who says so", async () => {
    expect(await ask(ends)).toMatchInlineSnapshot(`
      {
        "edges": [
          {
            "from": {
              "slug": "bob",
            },
            "kind": "CONTRIBUTED_TO",
            "sources": [
              {
                "slug": "mail-1",
              },
            ],
            "to": {
              "slug": "hold",
            },
          },
          {
            "from": {
              "slug": "walker",
            },
            "kind": "ADOPTS",
            "sources": [
              {
                "slug": "mail-1",
              },
            ],
            "to": {
              "slug": "hold",
            },
          },
          {
            "from": {
              "slug": "runner-pause",
            },
            "kind": "NEEDS",
            "sources": [
              {
                "slug": "mail-1",
              },
            ],
            "to": {
              "slug": "walker",
            },
          },
          {
            "from": {
              "slug": "runner",
            },
            "kind": "BLOCKED_BY",
            "sources": [
              {
                "slug": "mail-1",
              },
              {
                "slug": "commit-1",
              },
            ],
            "to": {
              "slug": "runner-pause",
            },
          },
        ],
        "length": 4,
        "nodes": [
          {
            "__typename": "Contributor",
            "slug": "bob",
          },
          {
            "__typename": "Feature",
            "slug": "hold",
          },
          {
            "__typename": "Integration",
            "slug": "walker",
          },
          {
            "__typename": "Blocker",
            "slug": "runner-pause",
          },
          {
            "__typename": "Integration",
            "slug": "runner",
          },
        ],
      }
    `);
  });

  it("is null where nothing connects two nodes, or nothing near enough", async () => {
    expect(await ask({ ...ends, maxDepth: 3 })).toBeNull();
    expect(await ask({ ...ends, maxDepth: 4 })).not.toBeNull();
    expect(await ask({ ...ends, at: { asOf: "1990-01-01" } })).toBeNull();
    expect(await ask({ ...ends, from: { source: "mail-1" } })).toBeNull();
  });

  it("to a node itself has length 0, in view or not", async () => {
    const early = { asOf: "1990-01-01" };
    for (const ref of [{ source: "mail-1" }, { blocker: "runner-pause" }, { release: "criu-1.10" }]) {
      expect(await ask({ from: ref, to: ref, at: early })).toMatchObject({ length: 0, edges: [] });
    }
  });

  it("takes slugs from before a rename, and ids, which are made of the first slug", async () => {
    const path = await ask(ends);
    for (const slug of ["jogger", "sprinter"]) {
      expect(await ask({ ...ends, to: { integration: slug } })).toEqual(path);
    }
    const to = (slug: string) => ({ ...ends, to: { id: id("Integration", slug) } });
    expect(await ask(to("jogger"))).toEqual(path);
    const { errors } = await server.send(document, to("runner"));
    expect(errors).toMatchObject([{ message: 'path: to: there is no integration "runner"' }]);
  });

  it.each<[what: string, variables: object, message: string]>([
    ["an unknown beginning", { from: { feature: "x" } }, 'path: from: there is no feature "x"'],
    ["an unknown end", { to: { release: "criu-9" } }, 'path: to: there is no release "criu-9"'],
    ["an id that is none", { from: { id: "garbage" } }, '"garbage" is not a global id of this API'],
    [
      "the id of a fact",
      { to: { id: id("StatusReport", "a/2020-01-01/b") } },
      "path: to names a status report, expected an integration, feature, contributor, blocker, release or source",
    ],
    ["a depth below 0", { maxDepth: -1 }, "path: maxDepth is -1, expected 0 to 32"],
    ["a depth above 32", { maxDepth: 33 }, "path: maxDepth is 33, expected 0 to 32"],
  ])("refuses %s", async (_what, variables, message) => {
    const { data, errors } = await server.send(document, { ...ends, ...variables });
    expect(data).toEqual({ path: null });
    expect(errors).toMatchObject([{ message, path: ["path"], extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("Path", () => {
  it("connects the person who proposed something with what it needs", async () => {
    const variables = {
      from: { contributor: "adrian-reber" },
      to: { feature: "restore-sibling" },
      at: { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] },
    };
    const { path } = await server.ask(operation("Path"), variables);
    expect(path.nodes).toEqual([
      { __typename: "Contributor", id: id("Contributor", "adrian-reber") },
      { __typename: "Integration", id: id("Integration", "systemd") },
      { __typename: "Blocker", id: id("Blocker", "systemd-adoption") },
      { __typename: "Feature", id: id("Feature", "restore-sibling") },
    ]);
    expect(path.length).toBe(3);
    expect(path.edges.map(({ kind }: { kind: string }) => kind)).toEqual([
      "CONTRIBUTED_TO",
      "BLOCKED_BY",
      "NEEDS",
    ]);
  });
});
