import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCrowd } from "../crowd.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

/** Holds the page of 2016. */
let pageServer: TestServer;
/** Holds a crowd besides. */
let server: TestServer;
let ask: TestServer["ask"];
beforeAll(async () => {
  [pageServer, server] = await Promise.all([openTestServer(), openTestServer()]);
  await writeCrowd(server.database.write, "crowd", 12);
  ask = server.ask;
});
afterAll(() => Promise.all([pageServer.close(), server.close()]));

const page = `at: { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] }`;

describe("filters", () => {
  it.each<[list: string, expected: string[]]>([
    [`integrations(${page}, filter: { slug: { in: ["shell", "docker", "nobody"] } })`, ["docker", "shell"]],
    [`integrations(${page}, filter: { slug: { in: ["shell", "docker"], eq: "shell" } })`, ["shell"]],
    [`integrations(${page}, filter: { slug: { in: ["docker"], eq: "shell" } })`, []],
    [`integrations(${page}, filter: { slug: { in: [] } })`, []],
    [`integrations(${page}, filter: { name: { contains: "WEST" } })`, ["wayland-weston"]],
    [`integrations(${page}, filter: { name: { contains: "wéston" } })`, ["wayland-weston"]],
    [`integrations(${page}, filter: { name: { eq: "SYSTEMD" } })`, ["systemd"]],
    [`integrations(${page}, filter: { name: { eq: "system" } })`, []],
    [`integrations(${page}, filter: { name: { contains: "%" } })`, []],
    [`integrations(${page}, filter: { name: { contains: "(rkt)" } })`, ["coreos-rocket"]],
    [`integrations(${page}, filter: { kind: { eq: SHELL } })`, ["shell"]],
    [`integrations(${page}, filter: { kind: { in: [SHELL, MPI] } })`, ["open-mpi", "shell"]],
    [
      `integrations(${page}, filter: { kind: { eq: CONTAINER_RUNTIME }, status: { eq: READY } })`,
      ["lxc-lxd", "virtuozzo-openvz"],
    ],
    [
      `integrations(${page}, filter: { status: { eq: READY }, verdict: { eq: READY_WITH_GAPS } })`,
      ["virtuozzo-openvz"],
    ],
    [
      `integrations(${page}, filter: { verdict: { in: [BLOCKED, CLEAR] } })`,
      ["shell", "systemd", "wayland-weston"],
    ],
    [`integrations(${page}, filter: { verdict: { in: [] } })`, []],
    [`integrations(at: { asOf: "2015-02-28" }, filter: { status: { eq: READY } })`, []],
    [`features(${page}, filter: { kind: { eq: RPC } })`, ["partial-checkpoint"]],
    [`features(${page}, filter: { availability: { eq: AVAILABLE } })`, ["restore-sibling", "image-v1.1"]],
    [`features(${page}, filter: { availability: { in: [MISSING, PLANNED] } })`, ["partial-checkpoint"]],
    [`features(at: { asOf: "2014-09-11" }, filter: { availability: { eq: AVAILABLE } })`, []],
    [`features(${page}, filter: { name: { contains: "--" }, availability: { eq: MISSING } })`, []],
    [
      `blockers(${page}, filter: { kind: { eq: NOT_INTEGRATED }, lifted: { eq: false } })`,
      ["shell-adoption", "systemd-adoption", "weston-adoption"],
    ],
    [`blockers(${page}, filter: { lifted: { eq: true } })`, []],
    [`blockers(${page}, filter: { integration: { eq: "shell" }, state: { eq: OPEN } })`, ["shell-adoption"]],
    [`blockers(${page}, filter: { state: { in: [RESOLVED, WONT_FIX] } })`, []],
    [`blockers(${page}, filter: { title: { contains: "graphical" } })`, ["weston-adoption"]],
    [`contributors(${page}, filter: { name: { contains: "reb" } })`, ["adrian-reber"]],
    [`contributors(${page}, filter: { slug: { eq: "jerome" } })`, ["jerome"]],
    [`releases(${page}, filter: { product: { eq: "criu" } })`, ["criu-1.3.1", "criu-1.4", "criu-1.6"]],
    [`releases(${page}, filter: { slug: { eq: "file-utility-5.23" } })`, ["file-utility-5.23"]],
    [`sources(${page}, filter: { kind: { eq: WIKI_REVISION } })`, ["criu-wiki-integration-2016-08-30"]],
    [
      `sources(${page}, filter: { series: { eq: "criu-wiki-integration" } })`,
      ["criu-wiki-integration-2016-08-30"],
    ],
    [`sources(${page}, filter: { title: { contains: "image.c" } })`, ["criu-f5ea330c-image.c"]],
  ])("narrow %s", async (list, expected) => {
    expect((await pageServer.ask(`{ found: ${list} { nodes { slug } totalCount } }`)).found).toEqual({
      nodes: expected.map((slug) => ({ slug })),
      totalCount: expected.length,
    });
  });

  it.each([
    [
      "integration",
      "systemd",
      "blockers",
      `filter: { lifted: { eq: false }, kind: { eq: NOT_INTEGRATED } }`,
      1,
    ],
    ["integration", "systemd", "blockers", "filter: { lifted: { eq: true } }", 0],
    [
      "integration",
      "systemd",
      "blockingFeatures",
      "filter: { necessity: { eq: NECESSARY }, reason: { eq: NOT_ADOPTED }, direct: { eq: true } }",
      1,
    ],
    ["integration", "systemd", "blockingFeatures", "filter: { direct: { eq: false } }", 0],
    ["integration", "virtuozzo-openvz", "blockingFeatures", "filter: { necessity: { in: [NECESSARY] } }", 0],
    [
      "integration",
      "virtuozzo-openvz",
      "capabilityHistory",
      `filter: { capability: { in: ["suspend", "restore"] }, state: { eq: WORKS } }`,
      2,
    ],
    ["integration", "systemd", "statusHistory", "filter: { status: { eq: READY } }", 0],
    [
      "integration",
      "file-utility",
      "adoptions",
      `filter: { feature: { eq: "image-v1.1" }, integration: { eq: "file-utility" } }`,
      1,
    ],
    ["feature", "restore-sibling", "releases", "filter: { change: { eq: ADDED } }", 2],
    ["feature", "restore-sibling", "releases", "filter: { change: { eq: REMOVED } }", 0],
    ["feature", "restore-sibling", "neededBy", `filter: { blocker: { eq: "shell-adoption" } }`, 1],
    ["feature", "restore-sibling", "blockedIntegrations", "filter: { reason: { eq: MISSING } }", 0],
    [
      "contributor",
      "adrian-reber",
      "contributions",
      "filter: { role: { eq: PROPOSED }, state: { eq: DONE } }",
      1,
    ],
    ["contributor", "adrian-reber", "contributions", "filter: { role: { in: [PROPOSED, AUTHORED] } }", 2],
    [
      "source",
      "criu-wiki-integration-2016-08-30",
      "citations",
      "filter: { kind: { eq: STATUS_REPORT } }",
      12,
    ],
  ])("narrow what the %s %s has of %s by %s", async (type, slug, list, filter, count) => {
    const { owner } = await pageServer.ask(
      `{ owner: ${type}(slug: "${slug}") { list: ${list}(${page}, first: 100, ${filter}) { totalCount nodes { __typename } } } }`,
    );
    expect(owner.list.totalCount).toBe(count);
    expect(owner.list.nodes).toHaveLength(count);
  });

  it("find the integrations one step from unblocked: those with a plan of one step", async () => {
    const found = async (filter: string, at = page) => {
      const { list } = await pageServer.ask(
        `{ list: integrations(${at}, first: 100, filter: { ${filter} }) { totalCount nodes { slug } } }`,
      );
      expect(list.totalCount).toBe(list.nodes.length);
      return list.nodes.map(({ slug }: { slug: string }) => slug);
    };
    const oneStep: string[] = [];
    for (const slug of await found("")) {
      const { unblockPlan } = await pageServer.ask(
        `{ unblockPlan(targets: [{ integration: "${slug}" }], ${page}) { cost } }`,
      );
      if (unblockPlan.cost === 1) oneStep.push(slug);
    }
    expect(oneStep).toEqual(["shell", "systemd", "virtuozzo-openvz", "wayland-weston"]);
    expect(await found("oneStepFromUnblocked: true")).toEqual(oneStep);
    expect(await found("oneStepFromUnblocked: true, verdict: { eq: BLOCKED }")).toEqual(
      oneStep.filter((slug) => slug !== "virtuozzo-openvz"),
    );
    const all = await found("oneStepFromUnblocked: null");
    expect(await found("oneStepFromUnblocked: false")).toEqual(
      all.filter((slug: string) => !oneStep.includes(slug)),
    );
    const adopted = page.replace("}", ', assume: { adopt: [{ feature: "restore-sibling" }] } }');
    expect(await found("oneStepFromUnblocked: true", adopted)).toEqual(oneStep.slice(2));
  });

  it("that an analysis answers narrow what each parent has, not what all have together", async () => {
    const document = (
      filter: string,
    ) => `{ integrations(first: 100, at: { asOf: "2016-08-30" }) { nodes { slug
      blockers(first: 3, at: { asOf: "2016-08-30" }, ${filter} orderBy: [{ field: TITLE, direction: DESC }]) { totalCount nodes { slug integration { slug } } pageInfo { hasNextPage endCursor } } } } }`;
    const all = (await ask(document(""))).integrations.nodes;
    const unlifted = (await ask(document("filter: { lifted: { eq: false } },"))).integrations.nodes;
    expect(unlifted).toEqual(all);
    expect(
      all.filter((node: { blockers: { totalCount: number } }) => node.blockers.totalCount > 0).length,
    ).toBeGreaterThan(10);
    for (const { slug, blockers } of unlifted) {
      for (const node of blockers.nodes) expect(node.integration.slug).toBe(slug);
    }
  });

  it("that an analysis answers narrow the blockers of a capability, too", async () => {
    const { node } = await ask(
      `query ($id: ID!) { node(id: $id) { ... on CapabilityReport { capability {
        open: blockers(filter: { state: { eq: OPEN } }) { totalCount } resolved: blockers(filter: { state: { eq: RESOLVED } }) { totalCount nodes { slug } }
        all: blockers { totalCount } integration { blockers(filter: { state: { eq: OPEN } }) { totalCount } } } } } }`,
      {
        id: Buffer.from(
          "CapabilityReport:crowd-integration-00/crowd-capability-00/2015-03-01/crowd-source-00",
        ).toString("base64url"),
      },
    );
    expect(node.capability).toEqual({
      open: { totalCount: 12 },
      resolved: { totalCount: 0, nodes: [] },
      all: { totalCount: 12 },
      integration: { blockers: { totalCount: 13 } },
    });
  });
});

describe("orders", () => {
  const lower = (text: string) => text.toLowerCase();
  it.each<[list: string, field: string, key: string, read: (text: never) => string | number]>([
    ["integrations", "NAME", "key: name", lower],
    ["integrations", "SLUG", "key: slug", String],
    ["integrations", "KIND", "key: kind", String],
    [
      "integrations",
      "BLOCKERS",
      "key: blockers(first: 0, filter: { lifted: { eq: false } }) { totalCount }",
      totalOf,
    ],
    ["features", "NAME", "key: name", lower],
    ["features", "SLUG", "key: slug", String],
    ["features", "KIND", "key: kind", String],
    ["features", "BLOCKED_INTEGRATIONS", "key: blockedIntegrations(first: 0) { totalCount }", totalOf],
    ["blockers", "SLUG", "key: slug", String],
    ["blockers", "TITLE", "key: title", lower],
    ["blockers", "DATE", "key: holdsFrom", String],
    ["contributors", "NAME", "key: name", lower],
    ["contributors", "SLUG", "key: slug", String],
    ["releases", "RELEASED_ON", "key: releasedOn", String],
    ["releases", "SLUG", "key: slug", String],
    ["sources", "PUBLISHED_ON", "key: publishedOn", String],
    ["sources", "SLUG", "key: slug", String],
  ])("of %s by %s follow what they say, equal ones by slug", async (list, field, key, read) => {
    for (const direction of ["ASC", "DESC"]) {
      const { found } = await ask(
        `{ found: ${list}(first: 100, orderBy: [{ field: ${field}, direction: ${direction} }]) { nodes { slug ${key} } } }`,
      );
      const keyed = found.nodes.map((node: { slug: string; key: never }) => ({
        key: read(node.key),
        slug: node.slug,
      }));
      const sign = direction === "ASC" ? 1 : -1;
      const sorted = [...keyed].sort((a, b) => sign * compare(a.key, b.key) || compare(a.slug, b.slug));
      expect(keyed).toEqual(sorted);
      expect(new Set(keyed.map((each: { key: unknown }) => each.key)).size).toBeGreaterThan(1);
    }
  });

  it("decide from left to right", async () => {
    const { found } =
      await ask(`{ found: integrations(first: 100, orderBy: [{ field: KIND, direction: DESC }, { field: BLOCKERS, direction: ASC }, { field: NAME, direction: DESC }]) {
      nodes { slug kind name blockers(filter: { lifted: { eq: false } }) { totalCount } } } }`);
    type Found = { slug: string; kind: string; name: string; blockers: { totalCount: number } };
    const sorted = [...found.nodes].sort(
      (a: Found, b: Found) =>
        compare(b.kind, a.kind) ||
        compare(a.blockers.totalCount, b.blockers.totalCount) ||
        compare(lower(b.name), lower(a.name)) ||
        compare(a.slug, b.slug),
    );
    expect(found.nodes).toEqual(sorted);
  });

  it("of members follow depth and slug", async () => {
    const { feature } = await ask(`{ feature(slug: "crowd-feature-11") {
      near: blockedIntegrations(first: 100) { edges { depth node { slug } } }
      far: blockedIntegrations(first: 100, orderBy: [{ field: DEPTH, direction: DESC }]) { edges { depth node { slug } } }
      named: blockedIntegrations(first: 100, orderBy: [{ field: SLUG, direction: DESC }]) { nodes { slug } }
    } }`);
    type Edge = { depth: number; node: { slug: string } };
    const near: Edge[] = feature.near.edges;
    expect(near.length).toBe(12);
    expect(new Set(near.map((edge) => edge.depth)).size).toBeGreaterThan(1);
    const bySlug = (a: Edge, b: Edge) => compare(a.node.slug, b.node.slug);
    expect(near).toEqual([...near].sort((a, b) => compare(a.depth, b.depth) || bySlug(a, b)));
    expect(feature.far.edges).toEqual([...near].sort((a, b) => compare(b.depth, a.depth) || bySlug(a, b)));
    expect(feature.named.nodes).toEqual(
      [...near]
        .sort(bySlug)
        .reverse()
        .map((edge) => edge.node),
    );
  });
});

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function totalOf(connection: { totalCount: number }): number {
  return connection.totalCount;
}
