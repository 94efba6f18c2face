import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// Questions that take more than the analysis are answered from what is assumed, too.

const sources = ["criu-wiki-integration-2016-08-30"];
const asOf = "2017-06-01";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const blocker = (slug: string, integration: string) => ({
    slug,
    integration,
    title: slug,
    kind: "DEFECT",
    from: "2016-10-01",
    sources,
  });
  const remedy = (slug: string, key: string, ...needs: object[]) => ({
    blocker: slug,
    key,
    needs,
    from: "2016-10-01",
    sources,
  });
  await writeAll(server.database.write, {
    contributor: [{ slug: "ann", name: "Ann" }],
    integration: ["kettle", "pot", "stove"].map((slug) => ({ slug, name: slug, kind: "TOOLING" })),
    release: [
      { slug: "criu-9.9", product: "criu", version: "9.9", releasedOn: "2016-11-01", source: sources[0] },
    ],
    feature: ["lid", "spout"].map((slug) => ({ slug, name: `--${slug}`, kind: "CLI_OPTION" })),
    "feature-release": [{ feature: "lid", release: "criu-9.9", change: "ADDED", sources }],
    blocker: [
      blocker("kettle-cold", "kettle"),
      blocker("pot-hen", "pot"),
      blocker("pot-egg", "pot"),
      blocker("stove-out", "stove"),
    ],
    "status-report": ["kettle", "pot", "stove"].map((integration) => ({
      integration,
      status: "STALLED",
      date: "2016-10-01",
      sources,
    })),
    adoption: [{ integration: "kettle", feature: "lid", from: "2017-01-01", sources }],
    remedy: [
      remedy("kettle-cold", "lid", { feature: "lid" }),
      remedy("pot-hen", "egg", { blocker: "pot-egg" }),
      remedy("pot-egg", "hen", { blocker: "pot-hen" }),
      remedy("stove-out", "spout", { feature: "spout" }),
    ],
    contribution: [
      {
        contributor: "ann",
        feature: "spout",
        role: "AUTHORED",
        state: "PLANNED",
        from: "2016-10-01",
        sources,
      },
    ],
  });
});
afterAll(() => server.close());

const ask = (selection: string, assume: object | null = null) =>
  server.ask(`query ($at: ViewpointInput) { ${selection} }`, { at: { asOf, assume } });

describe("under assumptions", () => {
  const neighborhood = (of: string) => `neighborhood(of: ${of}, at: $at) {
    edges { kind from { slug } to { slug } sources { slug } } }`;

  it("an adoption that is only assumed is an edge without sources; one on record keeps its own", async () => {
    const edge = (from: string, to: string, ...says: string[]) => ({
      kind: "ADOPTS",
      from: { slug: from },
      to: { slug: to },
      sources: says.map((slug) => ({ slug })),
    });
    const adopt = [
      { feature: "spout", integration: "kettle" },
      { feature: "lid", integration: "kettle" },
    ];
    const { neighborhood: around } = await ask(neighborhood('{ integration: "kettle" }'), { adopt });
    expect(around.edges).toContainEqual(edge("kettle", "spout"));
    expect(around.edges).toContainEqual(edge("kettle", "lid", ...sources));
    const path =
      'path(from: { integration: "stove" }, to: { integration: "kettle" }, at: $at) { length edges { kind } }';
    expect((await ask(path)).path).toBeNull();
    expect((await ask(path, { adopt: [{ feature: "lid", integration: "stove" }] })).path).toEqual({
      length: 2,
      edges: [{ kind: "ADOPTS" }, { kind: "ADOPTS" }],
    });
  });

  it("what is withdrawn is no edge", async () => {
    const kinds = async (assume?: object) => {
      const { neighborhood: around } = await ask(neighborhood('{ feature: "lid" }'), assume);
      return around.edges.map(({ kind }: { kind: string }) => kind).sort();
    };
    // The kettle is near as long as it uses the lid, and then so is what is in its way.
    expect(await kinds()).toEqual(["ADOPTS", "BLOCKED_BY", "NEEDS", "RELEASED_IN"]);
    expect(await kinds({ withdraw: { adopt: [{ feature: "lid" }] } })).toEqual(["NEEDS", "RELEASED_IN"]);
    expect(await kinds({ withdraw: { ship: ["lid"] } })).toEqual(["ADOPTS", "BLOCKED_BY", "NEEDS"]);
  });

  it("a plan is what is left to do", async () => {
    const plan = 'unblockPlan(targets: [{ integration: "stove" }], at: $at) { steps { action } }';
    const actions = async (assume?: object) =>
      (await ask(plan, assume)).unblockPlan.steps.map(({ action }: { action: string }) => action);
    expect(await actions()).toEqual(["SHIP", "ADOPT"]);
    expect(await actions({ ship: ["spout"] })).toEqual(["ADOPT"]);
    expect(await actions({ resolve: [{ blocker: "stove-out" }] })).toEqual([]);
  });

  it("findings are those of what is assumed, and rest on facts alone", async () => {
    const findings = `findings(at: $at, filter: { rule: { in: [READY_BUT_BLOCKED, NEED_CYCLE] } }) {
      nodes { rule message facts { slug } } }`;
    const list = async (assume?: object) => (await ask(findings, assume)).findings.nodes;
    expect(await list()).toMatchObject([{ rule: "NEED_CYCLE" }]);
    expect(await list({ complete: ["stove"], resolve: [{ blocker: "pot-hen" }] })).toEqual([
      {
        rule: "READY_BUT_BLOCKED",
        message: "stove is READY since 2017-06-01, and yet stove-out stands in its way.",
        facts: [{ slug: "stove-out" }],
      },
    ]);
  });

  it("a cycle is gone once one of its blockers is lifted", async () => {
    const cycles = "blockingCycles(at: $at) { totalCount }";
    expect((await ask(cycles)).blockingCycles.totalCount).toBe(1);
    const resolve = [{ blocker: "pot-egg" }];
    expect((await ask(cycles, { resolve })).blockingCycles.totalCount).toBe(0);
  });

  it("changes name the facts that are withdrawn, and none that are only assumed", async () => {
    const changes = async (assume: object) => {
      const { readinessChanges } = await server.ask(
        `query ($from: ViewpointInput!, $to: ViewpointInput!) { readinessChanges(from: $from, to: $to) {
          nodes { integration { slug } from to facts { slug } } } }`,
        { from: { asOf }, to: { asOf, assume } },
      );
      return readinessChanges.nodes;
    };
    expect(await changes({ withdraw: { adopt: [{ feature: "lid" }] } })).toEqual([
      { integration: { slug: "kettle" }, from: "CLEAR", to: "BLOCKED", facts: [{ slug: "kettle/lid" }] },
    ]);
    expect(await changes({ ship: ["spout"], adopt: [{ feature: "spout" }] })).toEqual([
      { integration: { slug: "stove" }, from: "BLOCKED", to: "CLEAR", facts: [] },
    ]);
  });

  it("what is withdrawn was never so, and what is assumed is so from the viewpoint's day on", async () => {
    const since = `integration(slug: "kettle") { blockedSince(at: $at) { day }
      blockers(at: $at) { nodes { unliftedSince(at: $at) { day } } } }`;
    expect((await ask(since)).integration).toEqual({
      blockedSince: null,
      blockers: { nodes: [{ unliftedSince: null }] },
    });
    const withdraw = { adopt: [{ feature: "lid" }] };
    expect((await ask(since, { withdraw })).integration).toEqual({
      blockedSince: { day: "2016-10-01" },
      blockers: { nodes: [{ unliftedSince: { day: "2016-10-01" } }] },
    });
    const stove = 'integration(slug: "stove") { blockedSince(at: $at) { day } }';
    expect((await ask(stove)).integration.blockedSince).toEqual({ day: "2016-10-01" });
    expect((await ask(stove, { resolve: [{ blocker: "stove-out" }] })).integration.blockedSince).toBeNull();
  });

  it("a verdict relies on sources for what is not assumed alone", async () => {
    const relies = `integration(slug: "stove") { readiness(at: $at) { verdict reliesOn { sources { slug } } } }`;
    expect((await ask(relies, { complete: ["stove"] })).integration.readiness).toEqual({
      verdict: "READY_WITH_GAPS",
      reliesOn: { sources: [{ slug: sources[0] }] },
    });
    const all = { complete: ["stove"], resolve: [{ blocker: "stove-out" }] };
    expect((await ask(relies, all)).integration.readiness).toEqual({
      verdict: "READY",
      reliesOn: { sources: [] },
    });
  });

  it("nobody holds what is assumed to be there", async () => {
    const holds = 'contributor(slug: "ann") { holds(at: $at) { nodes { slug } } }';
    expect((await ask(holds)).contributor.holds.nodes).toEqual([{ slug: "spout" }]);
    expect((await ask(holds, { ship: ["spout"] })).contributor.holds.nodes).toEqual([]);
  });
});
