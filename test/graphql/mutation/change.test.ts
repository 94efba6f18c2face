import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { idOf, mutate } from "./mutate.ts";

// On the examples: runner was once called jogger, then sprinter.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const sources = [{ source: "mail-1" }];

describe("an update", () => {
  it("gives some fields other values, takes one away, and leaves the rest", async () => {
    const result = await mutate(
      server,
      "updateIntegration",
      { id: idOf("Integration", "jogger"), expectedVersion: 1, name: "Runner 2", homepage: null },
      "integration { slug name homepage repository recordVersion } changes { differences { field before after } }",
    );
    expect(result).toEqual({
      __typename: "IntegrationPayload",
      integration: {
        slug: "runner",
        name: "Runner 2",
        homepage: null,
        repository: "https://example.org/runner",
        recordVersion: 2,
      },
      changes: [
        {
          differences: [
            { field: "name", before: "Runner", after: "Runner 2" },
            { field: "homepage", before: "https://runner.example.org", after: null },
          ],
        },
      ],
    });
  });

  it("needs the version that the record is at, and is told which that is", async () => {
    expect(
      await mutate(server, "updateIntegration", { id: "sprinter", expectedVersion: 1, name: "Lost" }),
    ).toEqual({
      __typename: "ConflictError",
      message: 'the integration "jogger" is at version 2, not at 1',
      noun: "INTEGRATION",
      slug: "jogger",
      currentVersion: 2,
    });
  });

  it("of every kind of record counts", async () => {
    const updates: readonly (readonly [mutation: string, input: object, key: string])[] = [
      ["updateContributor", { id: "bob", name: "Bob" }, "contributor"],
      ["updateSource", { id: "mail-1", title: "The mail", author: "bob" }, "source"],
      ["updateRelease", { id: "criu-1.10", version: "1.10.0" }, "release"],
      ["updateFeature", { id: "poke", aliases: ["prod"] }, "feature"],
      ["updateCapability", { id: idOf("Capability", "walker/pause"), name: "Stop" }, "capability"],
      ["updateBlocker", { id: "walker-legs", title: "It has no legs to stand on" }, "blocker"],
      [
        "updateStatusReport",
        { id: idOf("StatusReport", "walker/2020-01-01/mail-1"), status: "NOT_STARTED" },
        "statusReport",
      ],
      [
        "updateCapabilityReport",
        { id: "jogger/pause/2020-01-01/mail-1", state: "WORKS" },
        "capabilityReport",
      ],
      ["updateFeatureRelease", { id: "keep/criu-1.10", note: "Indeed." }, "featureRelease"],
      ["updateRequirement", { id: "keep/poke", from: "2018-01-01" }, "requirement"],
      [
        "updateAdoption",
        { id: "jogger/keep", to: "2020-02-02", sources: [{ source: "commit-1" }] },
        "adoption",
      ],
      ["updateDependency", { id: "jogger/walker/works-with", kind: "CALLS" }, "dependency"],
      [
        "updateRemedy",
        { id: "jogger-pause/walker", needs: [{ integration: "walker", capability: "pause" }] },
        "remedy",
      ],
      ["updateBlockerReport", { id: "jogger-pause/2020-06-01/mail-1", state: "OPEN" }, "blockerReport"],
      ["updateBlockerReview", { id: "walker/2020-06-01/mail-1", date: "2020-06-02" }, "blockerReview"],
      ["updateContribution", { id: "bob/keep/proposed/undated", state: "DONE" }, "contribution"],
    ];
    for (const [mutation, input, key] of updates) {
      const result = await mutate(
        server,
        mutation,
        { expectedVersion: 1, ...input },
        `${key} { recordVersion } changes { operation }`,
      );
      expect(result, mutation).toMatchObject({
        [key]: { recordVersion: 2 },
        changes: [{ operation: "UPDATE" }],
      });
    }
  });

  it("that changes nothing is no change", async () => {
    const input = { id: "poke", expectedVersion: 2, name: "poke" };
    const { graphRevision } = await server.ask("{ graphRevision }");
    expect(await mutate(server, "updateFeature", input, "changes { id } graphRevision")).toEqual({
      __typename: "FeaturePayload",
      changes: [],
      graphRevision,
    });
  });

  it("is refused as a whole where it breaks a rule of another record", async () => {
    const made = {
      integration: "jogger",
      feature: "poke",
      key: "till-1.10",
      from: "2018-01-01",
      to: "criu-1.10",
    };
    await mutate(server, "adopt", { ...made, sources });
    const redated = { id: "criu-1.10", expectedVersion: 2, releasedOn: "2017-01-01" };
    expect(await mutate(server, "updateRelease", redated)).toMatchObject({
      problems: [
        {
          path: [],
          message: "the fact jogger/poke/till-1.10 ends on 2017-01-01, before it starts on 2018-01-01",
        },
      ],
    });
  });

  it("is refused where it breaks a rule between fields, also one that only the database knows", async () => {
    expect(
      await mutate(server, "updateDependency", {
        id: "jogger/walker/works-with",
        expectedVersion: 2,
        from: "2022-01-01",
      }),
    ).toMatchObject({ problems: [{ path: ["to"], message: "is before from; expected a later day" }] });
    expect(
      await mutate(server, "updateAdoption", { id: "jogger/keep", expectedVersion: 2, to: "criu-1.10" }),
    ).toMatchObject({
      problems: [
        {
          path: ["to"],
          message: expect.stringMatching(/^the fact jogger\/keep ends on 2019-01-01, before it starts/),
        },
      ],
    });
  });
});

describe("a rename", () => {
  it("gives another slug, and all former ones lead on", async () => {
    const result = await mutate(
      server,
      "renameIntegration",
      { id: "walker", slug: "stroller", expectedVersion: 1 },
      "integration { id slug }",
    );
    expect(result.integration).toEqual({ id: idOf("Integration", "walker"), slug: "stroller" });
    expect(await server.ask('{ integration(slug: "walker") { slug } }')).toEqual({
      integration: { slug: "stroller" },
    });
  });

  it("to a slug that leads elsewhere, or is none, is refused", async () => {
    expect(await mutate(server, "renameFeature", { id: "poke", slug: "keep" })).toMatchObject({
      __typename: "ConflictError",
      message: 'the slug "keep" leads to another feature, "keep"',
    });
    expect(await mutate(server, "renameFeature", { id: "pok", slug: "Keep it" })).toMatchObject({
      __typename: "ValidationError",
      problems: [{ path: ["slug"], message: expect.stringContaining("expected a slug") }],
    });
    expect(await mutate(server, "renameFeature", { id: "pok", slug: "poking" })).toMatchObject({
      __typename: "NotFoundError",
      missing: [{ path: ["id"], kind: "feature", slug: "pok", suggestion: "poke" }],
    });
  });
});

describe("a deletion", () => {
  it("is refused while others refer to it", async () => {
    expect(await mutate(server, "deleteFeature", { id: "hold" })).toMatchObject({
      __typename: "ConflictError",
      message: expect.stringMatching(
        /the feature "keep" cannot go while the \S+ ".*" and \d more refer to it/,
      ),
    });
  });

  it("takes a record with its citations, if it is at that version", async () => {
    const id = idOf("StatusReport", "walker/2020-01-01/mail-1");
    expect(await mutate(server, "deleteStatusReport", { id, expectedVersion: 1 })).toMatchObject({
      currentVersion: 2,
    });
    const result = await mutate(
      server,
      "deleteStatusReport",
      { id, expectedVersion: 2, reason: "Nobody said so." },
      "deletedId changes { operation noun reason about { __typename } }",
    );
    expect(result).toEqual({
      __typename: "DeletePayload",
      deletedId: id,
      changes: [{ operation: "DELETE", noun: "STATUS_REPORT", reason: "Nobody said so.", about: null }],
    });
    expect(await server.ask("query ($id: ID!) { node(id: $id) { id } }", { id })).toEqual({ node: null });
  });

  it("keeps who knew the record from changing another one of its name", async () => {
    const fly = { integration: "runner" };
    const made = {
      Feature: ["createFeature", { slug: "mayfly", name: "Mayfly", kind: "RPC" }, "mayfly"],
      Release: [
        "createRelease",
        { product: "mayfly", version: "1", releasedOn: "2020-01-01", source: "mail-1" },
        "mayfly-1",
      ],
      Capability: [
        "createCapability",
        { ...fly, slug: "fly", name: "Fly" },
        idOf("Capability", "jogger/fly"),
      ],
      Adoption: ["adopt", { ...fly, feature: "poke", key: "web", sources }, "jogger/poke/web"],
      Blocker: ["openBlocker", { ...fly, slug: "web", title: "A web", kind: "DEFECT", sources }, "web"],
    } as const;
    for (const [type, [make, input, id]] of Object.entries(made)) {
      const field = type.toLowerCase();
      const version = async (mutation: string, asked: object) =>
        (await mutate(server, mutation, asked, `${field} { recordVersion }`))[field]?.recordVersion;
      expect(await version(make, input), type).toBe(1);
      await mutate(server, `delete${type}`, { id, expectedVersion: 1 });
      expect(await version(make, input), type).toBe(3);
      const late = { id, expectedVersion: 1 };
      expect(await mutate(server, `update${type}`, late), type).toMatchObject({ currentVersion: 3 });
      expect(await version(`update${type}`, { id, expectedVersion: 3 }), type).toBe(3);
    }
  });

  it("of what is not there says what was likely meant", async () => {
    expect(await mutate(server, "deleteAdoption", { id: "walker/kep" })).toMatchObject({
      missing: [{ path: ["id"], kind: "adoption", slug: "walker/kep", suggestion: "walker/keep" }],
    });
  });
});
