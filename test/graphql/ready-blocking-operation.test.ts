import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operation } from "../../src/graphql/operations.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// What the wiki page of 2016 alone answers to questions about blocking, as clients send them.

const page = "criu-wiki-integration-2016-08-30";
const at = { asOf: "2016-08-30", sources: [page] };
const pageSource = [{ slug: page }];

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ holds: "seeds" });
});
afterAll(() => server.close());

const ask = (name: string, variables: object) => server.ask(operation(name), variables);

describe("FeatureImpact", () => {
  it("answers the headline question: --restore-sibling blocks systemd and the shells", async () => {
    const blocked = (integration: string) => ({
      depth: 1,
      necessity: "NECESSARY",
      reason: "NOT_ADOPTED",
      adopter: { slug: integration },
      explanation: [
        {
          kind: "BLOCKED_BY",
          from: { __typename: "Integration", id: idOf("Integration", integration) },
          to: { __typename: "Blocker", id: idOf("Blocker", `${integration}-adoption`) },
          sources: pageSource,
        },
        {
          kind: "NEEDS",
          from: { __typename: "Blocker", id: idOf("Blocker", `${integration}-adoption`) },
          to: { __typename: "Feature", id: idOf("Feature", "restore-sibling") },
          sources: pageSource,
        },
      ],
      node: { slug: integration, status: "NOT_STARTED" },
    });
    expect((await ask("FeatureImpact", { slug: "restore-sibling", at })).feature).toEqual({
      slug: "restore-sibling",
      name: "--restore-sibling",
      kind: "CLI_OPTION",
      availability: "AVAILABLE",
      since: { version: "1.3.1", releasedOn: "2014-09-12" },
      blockedIntegrations: { totalCount: 2, edges: [blocked("shell"), blocked("systemd")] },
    });
  });
});

describe("WhatBlocks", () => {
  it("knows an either-or: live migration of OpenVZ needs a daemon or the ability in CRIU", async () => {
    const { integration } = await ask("WhatBlocks", { slug: "virtuozzo-openvz", at });
    expect(integration).toMatchObject({
      status: "READY",
      readiness: { verdict: "READY_WITH_GAPS" },
      blockers: {
        totalCount: 1,
        nodes: [
          {
            slug: "vz-partial-checkpoint",
            state: "OPEN",
            lifted: false,
            capability: { slug: "live-migration" },
            remedies: [
              {
                needs: [
                  {
                    __typename: "FeatureNeed",
                    feature: { slug: "partial-checkpoint", availability: "MISSING" },
                    adopted: false,
                  },
                ],
              },
              { needs: [{ __typename: "WorkNeed", slug: "state-daemon" }] },
            ],
            sources: pageSource,
          },
        ],
      },
      blockingFeatures: {
        totalCount: 1,
        edges: [
          { depth: 1, necessity: "ALTERNATIVE", reason: "MISSING", node: { slug: "partial-checkpoint" } },
        ],
      },
    });
    const states = integration.capabilities.map((each: { slug: string; state: string }) => [
      each.slug,
      each.state,
    ]);
    expect(Object.fromEntries(states)).toEqual({
      suspend: "WORKS",
      restore: "WORKS",
      "live-migration": "MISSING",
    });
  });

  it("says that systemd is held back by one feature it has not adopted", async () => {
    expect((await ask("WhatBlocks", { slug: "systemd", at })).integration).toMatchObject({
      status: "NOT_STARTED",
      readiness: { verdict: "BLOCKED" },
      blockingFeatures: {
        totalCount: 1,
        edges: [{ necessity: "NECESSARY", node: { slug: "restore-sibling" } }],
      },
    });
  });

  it("has nothing recorded against SLURM", async () => {
    expect((await ask("WhatBlocks", { slug: "slurm", at })).integration).toMatchObject({
      status: "READY",
      blockers: { totalCount: 0, nodes: [] },
      blockingFeatures: { totalCount: 0, edges: [] },
    });
  });

  it("answers null for a slug nobody has", async () => {
    expect(await ask("WhatBlocks", { slug: "no-such-thing" })).toEqual({ integration: null });
  });

  it("says what would block systemd, had it adopted the option: nothing", async () => {
    const assume = { adopt: [{ feature: "restore-sibling", integration: "systemd" }] };
    expect((await ask("WhatBlocks", { slug: "systemd", at: { ...at, assume } })).integration).toMatchObject({
      status: "NOT_STARTED",
      readiness: { verdict: "CLEAR" },
      blockers: { totalCount: 0 },
      blockingFeatures: { totalCount: 0 },
    });
  });
});

describe("TopBlockingFeatures", () => {
  it("starts with --restore-sibling", async () => {
    expect((await ask("TopBlockingFeatures", { at, first: 2 })).features.nodes).toEqual([
      {
        slug: "restore-sibling",
        name: "--restore-sibling",
        blockedIntegrations: { totalCount: 2, nodes: [{ slug: "shell" }, { slug: "systemd" }] },
      },
      {
        slug: "partial-checkpoint",
        name: "partial checkpoint",
        blockedIntegrations: { totalCount: 1, nodes: [{ slug: "virtuozzo-openvz" }] },
      },
    ]);
  });
});

describe("BlockingMatrix", () => {
  it("holds every pair, the feature that blocks most first", async () => {
    const cell = (feature: string, integration: string, necessity: string, reason: string) => ({
      feature: { slug: feature },
      integration: { slug: integration },
      depth: 1,
      necessity,
      reason,
    });
    const { blockingMatrix } = await ask("BlockingMatrix", { at });
    expect(blockingMatrix).toMatchObject({
      truncated: false,
      features: [{ slug: "restore-sibling" }, { slug: "partial-checkpoint" }],
      integrations: [{ slug: "shell" }, { slug: "systemd" }, { slug: "virtuozzo-openvz" }],
    });
    expect(blockingMatrix.cells).toHaveLength(3);
    expect(blockingMatrix.cells).toEqual(
      expect.arrayContaining([
        cell("restore-sibling", "systemd", "NECESSARY", "NOT_ADOPTED"),
        cell("restore-sibling", "shell", "NECESSARY", "NOT_ADOPTED"),
        cell("partial-checkpoint", "virtuozzo-openvz", "ALTERNATIVE", "MISSING"),
      ]),
    );
  });

  it("says when it was cut", async () => {
    const { blockingMatrix } = await ask("BlockingMatrix", { at, first: 1 });
    expect(blockingMatrix).toMatchObject({
      truncated: true,
      features: [{ slug: "restore-sibling" }],
      integrations: [{ slug: "shell" }],
      cells: [{ feature: { slug: "restore-sibling" }, integration: { slug: "shell" } }],
    });
  });
});

describe("WhatIf", () => {
  it("frees systemd, had it adopted the option, and everyone, had everyone", async () => {
    const adopt = (integration?: string) => ({
      adopt: [{ feature: "restore-sibling", ...(integration && { integration }) }],
    });
    // The shells are not freed by what systemd does, but it speaks of the option that blocks them.
    const shell = { integration: { slug: "shell" }, remaining: [{ slug: "shell-adoption" }] };
    expect((await ask("WhatIf", { at, assume: adopt("systemd") })).whatIf).toEqual({
      unblocked: { totalCount: 1, nodes: [{ slug: "systemd" }] },
      stillBlocked: { totalCount: 1, nodes: [shell] },
    });
    expect((await ask("WhatIf", { at, assume: adopt() })).whatIf).toEqual({
      unblocked: { totalCount: 2, nodes: [{ slug: "shell" }, { slug: "systemd" }] },
      stillBlocked: { totalCount: 0, nodes: [] },
    });
  });
});

describe("UnblockPlan", () => {
  it("frees systemd and the shells by two adoptions", async () => {
    const step = (position: number, integration: string) => ({
      position,
      action: "ADOPT",
      feature: { slug: "restore-sibling" },
      integration: { slug: integration },
      blocker: null,
      work: null,
      description: `${integration} adopts restore-sibling.`,
      unblocks: [{ slug: integration }],
    });
    const targets = [{ integration: "systemd" }, { integration: "shell" }];
    expect((await ask("UnblockPlan", { targets, at })).unblockPlan).toEqual({
      feasible: true,
      optimal: true,
      cost: 2,
      lowerBound: 2,
      steps: [step(1, "shell"), step(2, "systemd")],
      inTheWay: [],
    });
  });
});

function idOf(type: string, slug: string): string {
  return Buffer.from(`${type}:${slug}`).toString("base64url");
}
