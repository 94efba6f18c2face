import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nouns } from "../../../src/domain/noun-list.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { idOf, mutate } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const mail = {
  slug: "mail-1",
  kind: "MAIL",
  title: "A mail",
  url: "https://example.org/mail/1",
  publishedOn: "2020-01-01",
};
const sources = [{ source: "mail-1" }];

/** A mutation for every noun, in an order in which each finds what it refers to: by id, by slug, or made with it. */
const creations: readonly (readonly [mutation: string, input: object, key: string, slug: string])[] = [
  ["createContributor", { slug: "ada", name: "Ada", aliases: ["Countess"] }, "contributor", "ada"],
  ["createSource", { ...mail, author: idOf("Contributor", "ada") }, "source", "mail-1"],
  ["createIntegration", { slug: "runner", name: "Runner", kind: "TOOLING" }, "integration", "runner"],
  [
    "createRelease",
    {
      product: "runner",
      version: "1.0-RC1",
      releasedOn: "2020-03-01",
      integration: "runner",
      newSource: { ...mail, slug: "news-1" },
    },
    "release",
    "runner-1.0-rc1",
  ],
  ["createFeature", { slug: "hold", name: "--hold", kind: "CLI_OPTION" }, "feature", "hold"],
  [
    "createCapability",
    { integration: idOf("Integration", "runner"), slug: "pause", name: "Pause" },
    "capability",
    "pause",
  ],
  [
    "openBlocker",
    {
      slug: "runner-pause",
      integration: "runner",
      capability: "pause",
      title: "It cannot pause",
      kind: "NOT_INTEGRATED",
      sources: [{ source: "mail-1", note: "Second paragraph." }],
      remedies: [
        { needs: [{ feature: idOf("Feature", "hold") }, { work: "daemon", description: "Write it." }] },
        { needs: [{ blocker: "shell-adoption" }], sources: [{ source: "news-1" }] },
      ],
    },
    "blocker",
    "runner-pause",
  ],
  [
    "reportStatus",
    { integration: "runner", date: "2020-01-01", status: "IN_PROGRESS", sources },
    "statusReport",
    "runner/2020-01-01/mail-1",
  ],
  [
    "reportCapability",
    { integration: "runner", capability: "pause", date: "2020-01-01", state: "PARTIAL", sources },
    "capabilityReport",
    "runner/pause/2020-01-01/mail-1",
  ],
  [
    "recordFeatureRelease",
    { feature: "hold", release: idOf("Release", "runner-1.0-rc1"), change: "ADDED", sources },
    "featureRelease",
    "hold/runner-1.0-rc1",
  ],
  [
    "createRequirement",
    { feature: "hold", requires: "restore-sibling", sources },
    "requirement",
    "hold/restore-sibling",
  ],
  [
    "adopt",
    { integration: "runner", feature: "hold", from: "2020-01-01", to: "runner-1.0-rc1", sources },
    "adoption",
    "runner/hold",
  ],
  [
    "createDependency",
    { integration: "runner", on: "systemd", kind: "WORKS_WITH", to: "2021-01-01", sources },
    "dependency",
    "runner/systemd/works-with",
  ],
  [
    "createRemedy",
    { blocker: "runner-pause", key: "other", needs: [{ integration: "systemd" }], sources },
    "remedy",
    "runner-pause/other",
  ],
  [
    "reportBlocker",
    { blocker: "runner-pause", work: "daemon", date: "2020-06-01", state: "RESOLVED", sources },
    "blockerReport",
    "runner-pause/daemon/2020-06-01/mail-1",
  ],
  [
    "reviewBlockers",
    { integration: "runner", date: "2020-06-01", sources },
    "blockerReview",
    "runner/2020-06-01/mail-1",
  ],
  [
    "createContribution",
    { contributor: "ada", blocker: "runner-pause", role: "PROPOSED", state: "PLANNED", sources },
    "contribution",
    "ada/runner-pause/proposed/undated",
  ],
];

describe("a mutation", () => {
  it.each(creations)("makes a record and shows it: %s", async (name, input, key, slug) => {
    const result = await mutate(
      server,
      name,
      { ...input, reason: "to see" },
      `${key} { slug } changes { operation reason actor after } graphRevision`,
    );
    expect(result).toMatchObject({ [key]: { slug } });
    expect(result.changes.length).toBeGreaterThan(0);
    for (const change of result.changes) {
      expect(change).toMatchObject({ operation: "CREATE", reason: "to see", actor: "ada" });
    }
    const { graphRevision } = await server.ask("{ graphRevision }");
    expect(result.graphRevision).toBe(graphRevision);
  });

  it("is there for every noun", () => {
    expect(creations).toHaveLength(nouns.length);
  });

  it("is seen by what is read after it in the same document, and by its own answer", async () => {
    const data = await server.askAs(
      { name: "ada", scopes: new Set(["read", "write"]) },
      `mutation { reportStatus(input: { integration: "runner", date: "2021-01-01", status: READY, sources: [{ source: "mail-1" }] }) {
        ... on StatusReportPayload { graphRevision statusReport { integration { status readiness { verdict } } } } }
      reportBlocker(input: { blocker: "runner-pause", date: "2021-01-01", state: RESOLVED, sources: [{ source: "mail-1" }] }) {
        ... on BlockerReportPayload { graphRevision blockerReport { blocker { lifted integration { readiness { verdict } } } } } } }`,
    );
    expect(data.reportStatus.statusReport.integration).toEqual({
      status: "READY",
      readiness: { verdict: "READY_WITH_GAPS" },
    });
    expect(data.reportBlocker.blockerReport.blocker).toEqual({
      lifted: true,
      integration: { readiness: { verdict: "READY" } },
    });
    expect(data.reportBlocker.graphRevision).toBe(data.reportStatus.graphRevision + 1);
  });
});

describe("a mutation that is wrong", () => {
  it("tells several problems together, each with its place", async () => {
    expect(
      await mutate(server, "adopt", {
        integration: idOf("Feature", "hold"),
        feature: "Hold!",
        from: "2021-01-01",
        to: "2020-01-01",
        note: "",
        sources: [
          { newSource: { slug: "Mail 2", kind: "MAIL", title: "x", publishedOn: "2020-01-01" } },
          {},
          { source: "mail-1", newSource: mail },
        ],
      }),
    ).toEqual({
      __typename: "ValidationError",
      message: expect.stringContaining("sources.0.newSource.url: is missing"),
      problems: expect.arrayContaining([
        { path: ["integration"], message: "is the id of a Feature; expected that of an Integration" },
        { path: ["feature"], message: '"Hold!" is neither an id nor a slug; expected those of a Feature' },
        { path: ["note"], message: "is empty; expected text" },
        { path: ["sources", "0", "newSource", "slug"], message: expect.stringContaining("expected a slug") },
        { path: ["sources", "1"], message: "expected a source, or a newSource" },
        { path: ["sources", "2"], message: "expected one of source and newSource" },
      ]),
    });
  });

  it("needs a source", async () => {
    expect(
      await mutate(server, "adopt", { integration: "runner", feature: "restore-sibling", sources: [] }),
    ).toMatchObject({
      problems: [{ path: ["sources"], message: "no source cited; a fact needs at least one" }],
    });
  });

  it("names what is not there, and what was likely meant", async () => {
    expect(
      await mutate(server, "adopt", {
        integration: "runer",
        feature: "restore-sibblings",
        sources: [{ source: "mail-1" }, { source: "nowhere" }],
      }),
    ).toMatchObject({
      __typename: "NotFoundError",
      missing: [
        { path: ["integration"], kind: "integration", slug: "runer", suggestion: "runner" },
        { path: ["feature"], kind: "feature", slug: "restore-sibblings", suggestion: "restore-sibling" },
        { path: ["sources", "1"], kind: "source", slug: "nowhere", suggestion: null },
      ],
    });
  });

  it("does not make what is there already", async () => {
    expect(await mutate(server, "createFeature", { slug: "hold", name: "x", kind: "RPC" })).toMatchObject({
      __typename: "ConflictError",
      message: 'the feature "hold" is there already',
      noun: "FEATURE",
      slug: "hold",
      currentVersion: 1,
    });
  });

  it("leaves nothing, not even the sources that it gave", async () => {
    const count = async () => (await server.ask("{ changes { totalCount } }")).changes.totalCount;
    const before = await count();
    const cited = [{ newSource: { ...mail, slug: "mail-9" } }];
    const input = { integration: "nobody", feature: "hold", sources: cited };
    expect(await mutate(server, "adopt", input)).toMatchObject({ __typename: "NotFoundError" });
    expect(await count()).toBe(before);
    expect(await server.ask('{ source(slug: "mail-9") { slug } }')).toEqual({ source: null });
  });

  it("takes no step back without a note", async () => {
    const report = { integration: "runner", date: "2022-01-01", status: "STALLED", sources };
    expect(await mutate(server, "reportStatus", report)).toMatchObject({
      __typename: "ValidationError",
      problems: [{ path: ["note"], message: "is missing; a step back from READY to STALLED needs a reason" }],
    });
    const noted = await mutate(
      server,
      "reportStatus",
      { ...report, note: "It broke." },
      "statusReport { id recordVersion }",
    );
    expect(noted.statusReport).toMatchObject({ recordVersion: 1 });
    const { id } = noted.statusReport;
    expect(await mutate(server, "updateStatusReport", { id, expectedVersion: 1, note: null })).toMatchObject({
      problems: [{ path: ["note"], message: expect.stringContaining("needs a reason") }],
    });
  });
});
