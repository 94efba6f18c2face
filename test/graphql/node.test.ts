import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { contribution } from "../../src/domain/contribution.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { writeExamples } from "../domain/example-records.ts";
import { findEveryId } from "./every-id.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const nodeTypes = async (): Promise<string[]> => {
  const { __type } = await server.ask(`{ __type(name: "Node") { possibleTypes { name } } }`);
  return __type.possibleTypes.map((type: { name: string }) => type.name);
};

describe("global ids", () => {
  it("lead every node, of every type, back to itself", async () => {
    const types = new Set<string>();
    for (const asOf of ["2019-06-15", "2020-06-15", "2026-01-01"]) {
      const ids = await findEveryId(server, { asOf });
      for (const [type, ofType] of ids) {
        types.add(type);
        const { nodes } = await server.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
          ids: [...ofType],
        });
        expect(nodes).toEqual([...ofType].map((id) => ({ __typename: type, id })));
        const [id] = ofType;
        expect(await server.ask("query ($id: ID!) { node(id: $id) { __typename id } }", { id })).toEqual({
          node: { __typename: type, id },
        });
      }
    }
    expect([...types].sort()).toEqual((await nodeTypes()).sort());
    expect(types.size).toBe(19);
  });

  it("are made of type and first slug, so that they survive a rename", async () => {
    const { byNew, byOld } = await server.ask(
      `{ byNew: integration(slug: "runner") { id slug } byOld: integration(slug: "sprinter") { id slug } }`,
    );
    expect(byNew).toEqual({ id: idOf("Integration:jogger"), slug: "runner" });
    expect(byOld).toEqual(byNew);
  });

  it("of one type never answer as another", async () => {
    expect(await findAll(["Feature:systemd", "Integration:restore-sibling", "Contributor:systemd"])).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("nodes", () => {
  it("keeps the order asked, repeats what is asked twice, and is null where nothing is", async () => {
    const asked = ["Integration:shell", "Integration:gone", "Feature:restore-sibling", "Integration:shell"];
    expect(await findAll(asked)).toEqual([
      { __typename: "Integration", id: idOf("Integration:shell") },
      null,
      { __typename: "Feature", id: idOf("Feature:restore-sibling") },
      { __typename: "Integration", id: idOf("Integration:shell") },
    ]);
    expect(await findAll([])).toEqual([]);
  });

  it("does not know a slug of the present that is not the first, which ids are not made of", async () => {
    expect(await findAll(["Integration:runner", "StatusReport:runner/2020-02-29/commit-0"])).toEqual([
      null,
      null,
    ]);
  });

  it.each([
    "Citation:status_report/systemd/2016-08-30/criu-wiki-integration-2016-08-30/no-source",
    "Citation:systemd",
    "Citation:adoption/criu-wiki-integration-2016-08-30",
    "Citation:no_fact/systemd/criu-wiki-integration-2016-08-30",
    "StatusReport:systemd",
    "Remedy:a/b/c/d/e/f",
  ])("answers null for %s", async (name) => {
    expect(await findAll([name])).toEqual([null]);
  });

  it("answers null for what was there and was deleted", async () => {
    const [id, slug] = ["Contribution:bob/keep/proposed/undated", "bob/keep/proposed/undated"];
    expect(await findAll([id])).toEqual([{ __typename: "Contribution", id: idOf(id) }]);
    await inChangeSet(server.database.write, { actor: "test" }, (change) =>
      removeRecords(change, contribution as never, [slug]),
    );
    expect(await findAll([id])).toEqual([null]);
    expect(await server.ask("query ($id: ID!) { node(id: $id) { id } }", { id: idOf(id) })).toEqual({
      node: null,
    });
  });

  it("takes a hundred ids", async () => {
    const ids = Array.from({ length: 100 }, (_, i) => idOf(`Integration:number-${i}`));
    const { nodes } = await server.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(nodes).toEqual(ids.map(() => null));
  });
});

describe("a look-up by slug", () => {
  it.each([
    ["integration", "systemd", null],
    ["integration", "jogger", "runner"],
    ["feature", "restore-sibling", null],
    ["feature", "keep", "hold"],
    ["contributor", "adrian-reber", null],
    ["contributor", "countess", "ada"],
    ["blocker", "systemd-adoption", null],
    ["blocker", "jogger-pause", "runner-pause"],
    ["release", "criu-1.3.1", null],
    ["release", "runner-1.0", "runner-1.0-rc1"],
    ["source", "criu-wiki-integration-2016-08-30", null],
    ["source", "commit-0", "commit-1"],
  ])("finds the %s %s", async (type, slug, renamed) => {
    const { found } = await server.ask(`query ($slug: String!) { found: ${type}(slug: $slug) { slug } }`, {
      slug,
    });
    expect(found).toEqual({ slug: renamed ?? slug });
  });

  it.each(["integration", "feature", "contributor", "blocker", "release", "source"])(
    "is null for a %s nobody knows",
    async (type) => {
      const document = `query ($slug: String!) { found: ${type}(slug: $slug) { id } }`;
      for (const slug of ["no-such-thing", "", "A B", "%", "é", "x".repeat(10_000)]) {
        expect(await server.ask(document, { slug })).toEqual({ found: null });
      }
    },
  );
});

async function findAll(names: readonly string[]): Promise<unknown[]> {
  const { nodes } = await server.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
    ids: names.map(idOf),
  });
  return nodes;
}

function idOf(name: string): string {
  return Buffer.from(name).toString("base64url");
}
