import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { idOf, mutate } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const sources = [{ source: "mail-1" }];
const countChanges = async () => (await server.ask("{ changes { totalCount } }")).changes.totalCount;

describe("a list of changes", () => {
  it("is one write, and later ones find what earlier ones make by its slug or id", async () => {
    const changes = [
      { createIntegration: { slug: "swimmer", name: "Swimmer", kind: "TOOLING" } },
      { createCapability: { integration: "swimmer", slug: "dive", name: "Dive" } },
      {
        openBlocker: {
          slug: "swimmer-breath",
          integration: idOf("Integration", "swimmer"),
          capability: "dive",
          title: "It must breathe",
          kind: "LIMITATION",
          sources,
          remedies: [{ needs: [{ work: "gills", description: "Grow gills." }] }],
        },
      },
      {
        reportBlocker: {
          blocker: "swimmer-breath",
          work: "gills",
          date: "2021-01-01",
          state: "RESOLVED",
          sources,
        },
      },
      { updateFeature: { id: "poke", expectedVersion: 1, name: "poking" } },
      { deleteAdoption: { id: idOf("Adoption", "walker/keep") } },
    ];
    const result = await mutate(
      server,
      "applyChanges",
      { changes, reason: "It swims." },
      `records { __typename ... on Blocker { slug lifted } ... on Feature { name } }
        changes { operation noun revision reason } graphRevision`,
    );
    expect(result.records).toEqual([
      { __typename: "Integration" },
      { __typename: "Capability" },
      { __typename: "Blocker", slug: "swimmer-breath", lifted: true },
      { __typename: "BlockerReport" },
      { __typename: "Feature", name: "poking" },
      null,
    ]);
    expect(result.changes).toHaveLength(7);
    for (const change of result.changes) {
      expect(change).toMatchObject({ revision: result.graphRevision, reason: "It swims." });
    }
  });

  it("is told all that is wrong with its parts together, each in its place", async () => {
    const changes = [
      { createFeature: { slug: "Fly", name: "fly", kind: "RPC" } },
      { adopt: { integration: "runner", feature: "hold", sources: [], reason: "x" } },
      { renameFeature: { id: idOf("Integration", "jogger"), slug: "x" } },
    ];
    const result = await mutate(server, "applyChanges", { changes });
    expect(result.problems.map(({ path }: { path: string[] }) => path.join("."))).toEqual([
      "changes.0.createFeature.slug",
      "changes.1.adopt.reason",
      "changes.1.adopt.sources",
      "changes.2.renameFeature.id",
    ]);
  });

  it("leaves nothing where one of them fails", async () => {
    const before = await countChanges();
    const changes = [
      { createFeature: { slug: "fly", name: "fly", kind: "RPC" } },
      { adopt: { integration: "runnr", feature: "fly", sources } },
    ];
    expect(await mutate(server, "applyChanges", { changes })).toMatchObject({
      __typename: "NotFoundError",
      missing: [{ path: ["changes", "1", "adopt", "integration"], slug: "runnr", suggestion: "runner" }],
    });
    const stale = [changes[0], { updateFeature: { id: "hold", expectedVersion: 7, name: "x" } }];
    expect(await mutate(server, "applyChanges", { changes: stale })).toMatchObject({ currentVersion: 1 });
    expect(await countChanges()).toBe(before);
    expect(await server.ask('{ feature(slug: "fly") { slug } }')).toEqual({ feature: null });
  });

  it("holds exactly one change in each place, and at most 100", async () => {
    const many = Array.from({ length: 101 }, (_, i) => ({
      renameFeature: { id: "hold", slug: `hold-${i}` },
    }));
    expect(await mutate(server, "applyChanges", { changes: many })).toMatchObject({
      problems: [{ path: ["changes"], message: "has 101 changes; expected at most 100" }],
    });
    const { errors } = await server.sendAs(
      { name: "ada", scopes: new Set(["write"]) },
      "mutation ($input: ApplyChangesInput!) { applyChanges(input: $input) { __typename } }",
      { input: { changes: [{}] } },
    );
    expect(errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
  });
});
