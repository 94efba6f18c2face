import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { writeTangle } from "../tangle.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeTangle(server.database.write);
  const sources = ["tangle-mail"];
  const mill = { integration: "mill", date: "2016-01-01", sources };
  await writeAll(server.database.write, {
    integration: [{ slug: "mill", name: "Mill", kind: "TOOLING" }],
    feature: ["hen", "egg"].map((slug) => ({ slug, name: `--${slug}`, kind: "CLI_OPTION" })),
    requirement: [
      { feature: "hen", requires: "egg", sources },
      { feature: "egg", requires: "hen", sources },
    ],
    blocker: [{ slug: "a-mill-waits", integration: "mill", title: "It waits", kind: "DEFECT", sources }],
    "status-report": [{ ...mill, status: "STALLED" }],
    remedy: [{ blocker: "a-mill-waits", key: "itself", needs: [{ integration: "mill" }], sources }],
  });
});
afterAll(() => server.close());

const document = `query ($at: ViewpointInput, $first: Int, $after: String) {
  blockingCycles(at: $at, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes {
      minimal
      members { totalCount nodes { __typename slug } }
      edges { totalCount nodes { kind from { slug } to { slug } sources { slug } } }
      breaking { totalCount nodes { kind from { slug } to { slug } } }
    }
  }
}`;
const at = { asOf: "2016-06-01" };
const ask = (variables: object = {}) =>
  server.ask(document, { at, ...variables }).then(({ blockingCycles }) => blockingCycles);

describe("blockingCycles", () => {
  it("lists circles of blockers, then of features, each with its members, its edges and what breaks it", async () => {
    const { totalCount, nodes } = await ask();
    expect(totalCount).toBe(8);
    const slugs = nodes.map(({ members }: Cycle) => members.nodes.map(({ slug }) => slug).join(" "));
    expect(slugs).toEqual([
      "a-mill-waits mill",
      ...[0, 1, 2, 3, 4, 5].map((ring) =>
        [0, 1, 2, 3, 4, 5].map((place) => `knot-${ring}-${place}`).join(" "),
      ),
      "egg hen",
    ]);
    const sources = [{ slug: "tangle-mail" }];
    const edge = (kind: string, from: string, to: string) => ({
      kind,
      from: { slug: from },
      to: { slug: to },
    });
    expect(nodes[0]).toMatchObject({
      minimal: true,
      members: { totalCount: 2, nodes: [{ __typename: "Blocker" }, { __typename: "Integration" }] },
      edges: {
        totalCount: 2,
        nodes: [
          { ...edge("NEEDS", "a-mill-waits", "mill"), sources },
          { ...edge("BLOCKED_BY", "mill", "a-mill-waits"), sources },
        ],
      },
      breaking: { totalCount: 1 },
    });
    expect(nodes.at(-1)).toMatchObject({
      minimal: true,
      edges: { nodes: [edge("REQUIRES", "egg", "hen"), edge("REQUIRES", "hen", "egg")] },
      breaking: { totalCount: 1, nodes: [{ kind: "REQUIRES" }] },
    });
  });

  it("breaks every circle with as few edges as can", async () => {
    const { nodes } = await ask();
    // The first ring needs both neighbours: six pairs, each a circle of its own.
    const [, both, oneWay] = nodes as [Cycle, Cycle, Cycle];
    expect([both.edges.totalCount, both.breaking.totalCount, both.minimal]).toEqual([12, 6, true]);
    expect([oneWay.edges.totalCount, oneWay.breaking.totalCount, oneWay.minimal]).toEqual([6, 1, true]);
    for (const { edges, breaking } of [both, oneWay]) {
      const name = ({ kind, from, to }: Edge) => `${from.slug} ${kind} ${to.slug}`;
      const known = new Set(edges.nodes.map(name));
      expect(breaking.nodes.every((edge) => known.has(name(edge)))).toBe(true);
      const gone = new Set(breaking.nodes.map(name));
      expect(isAcyclic(edges.nodes.filter((edge) => !gone.has(name(edge))))).toBe(true);
    }
  });

  it("shows what the viewpoint knows: requirements whoever says so, blockers by its sources", async () => {
    expect(await ask({ at: { asOf: "2010-01-01" } })).toMatchObject({ totalCount: 0, nodes: [] });
    expect(
      await ask({ at: { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] } }),
    ).toMatchObject({ nodes: [{ edges: { nodes: [{ kind: "REQUIRES" }, { kind: "REQUIRES" }] } }] });
  });

  it("is the same list whatever its pages", async () => {
    const whole = await ask();
    const paged: Cycle[] = [];
    for (let after: string | null = null; ; ) {
      const page = await ask({ first: 3, after });
      paged.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual(whole.nodes);
  });
});

interface Edge {
  readonly kind: string;
  readonly from: { readonly slug: string };
  readonly to: { readonly slug: string };
}
interface Cycle {
  readonly minimal: boolean;
  readonly members: { readonly nodes: readonly { readonly slug: string }[] };
  readonly edges: { readonly totalCount: number; readonly nodes: readonly Edge[] };
  readonly breaking: { readonly totalCount: number; readonly nodes: readonly Edge[] };
}

/** By taking away, again and again, what no edge enters. */
function isAcyclic(edges: readonly Edge[]): boolean {
  for (let left = edges; left.length > 0; ) {
    const entered = new Set(left.map(({ to }) => to.slug));
    const rest = left.filter(({ from }) => entered.has(from.slug));
    if (rest.length === left.length) return false;
    left = rest;
  }
  return true;
}
