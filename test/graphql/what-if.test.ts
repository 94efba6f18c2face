import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../domain/example-records.ts";
import { openKettleServer } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

// Who would be free, had this or that been done, or not: the kettle of 2012, and a runner who was a jogger once.

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const of2012 = { asOf: "2012-06-01" };
const of2020 = { asOf: "2020-05-01" };
const document = (args = "", list = "") => `query ($assume: AssumptionsInput!, $at: ViewpointInput) {
  whatIf(assume: $assume, at: $at${args}) {
    unblocked${list} { totalCount nodes { slug } }
    stillBlocked${list} { totalCount nodes { integration { slug } remaining { slug } remainingCount } }
    newlyBlocked${list} { totalCount edges { node { slug } } }
  } }`;

interface Spoken {
  readonly slug: string;
}
async function ask(assume: object, at: object = of2012, args = "", list = "") {
  const { whatIf } = await server.ask(document(args, list), { assume, at });
  return {
    unblocked: whatIf.unblocked.nodes.map(({ slug }: Spoken) => slug),
    stillBlocked: whatIf.stillBlocked.nodes.map(
      ({ integration, remaining }: { integration: Spoken; remaining: Spoken[] }) => [
        integration.slug,
        ...remaining.map(({ slug }) => slug),
      ],
    ),
    newlyBlocked: whatIf.newlyBlocked.edges.map(({ node }: { node: Spoken }) => node.slug),
  };
}
const nobody = { unblocked: [], stillBlocked: [], newlyBlocked: [] };

describe("whatIf", () => {
  it("says who becomes free, and who does not though it is touched", async () => {
    expect(await ask({ ship: ["boil"] })).toEqual({ ...nobody, unblocked: ["kettle"] });
    expect(await ask({ ship: ["steam"] })).toEqual(nobody);
    // The runner needs it lifted too, among much else.
    expect(await ask({ resolve: [{ blocker: "walker-legs" }] }, of2020)).toEqual({
      ...nobody,
      unblocked: ["walker"],
      stillBlocked: [["runner", "runner-pause"]],
    });
  });

  it("takes former slugs", async () => {
    const assume = {
      resolve: [{ blocker: "jogger-pause" }],
      adopt: [{ feature: "keep", integration: "jogger" }],
    };
    expect(await ask(assume, of2020)).toEqual({ ...nobody, unblocked: ["runner"] });
  });

  it("compares with what the viewpoint assumes already", async () => {
    const shipped = { ...of2012, assume: { ship: ["boil"] } };
    expect(await ask({ ship: ["boil"] }, shipped)).toEqual(nobody);
    // What is assumed there can be withdrawn here.
    expect(await ask({ withdraw: { ship: ["boil"] } }, shipped)).toEqual({
      ...nobody,
      newlyBlocked: ["kettle"],
    });
    const adopt = [{ feature: "boil", integration: "kettle" }];
    const withdrawn = { ...of2012, assume: { ship: ["boil"], withdraw: { adopt } } };
    expect(await ask({ adopt }, withdrawn)).toEqual({ ...nobody, unblocked: ["kettle"] });
    for (const withdraw of [{ adopt }, { adopt: [{ feature: "boil" }] }]) {
      const adopted = { ...of2012, assume: { ship: ["boil"], adopt } };
      expect(await ask({ withdraw }, adopted)).toEqual({ ...nobody, newlyBlocked: ["kettle"] });
    }
  });

  it("leaves out what has ended, unless it is asked for", async () => {
    const gone = { ...of2012, assume: { complete: ["stove"] } };
    const { kettle } = await server.ask(
      `query ($at: ViewpointInput) { kettle: integration(slug: "kettle") { readiness(at: $at) { verdict } } }`,
      { at: gone },
    );
    expect(kettle.readiness.verdict).toBe("READY");
    await server.database.writePool.query(
      `with fact as (insert into facts (kind, slug, date) values ('STATUS_REPORT', 'kettle/gone', '2015-01-01') returning id),
        report as (insert into status_reports (id, integration_id, status)
          select fact.id, i.id, 'DISCONTINUED' from fact, integrations i where i.slug = 'kettle')
        insert into citations (fact_id, source_id) select fact.id, s.id from fact, sources s where s.slug = 'book-2014'`,
    );
    const of2016 = { asOf: "2016-01-01" };
    await server.graph.refresh();
    expect(await ask({ complete: ["stove"] }, of2016)).toEqual(nobody);
    expect(await ask({ complete: ["stove"] }, of2016, ", includeEnded: true")).toEqual({
      ...nobody,
      unblocked: ["kettle"],
    });
  });

  it("pages, narrows and orders its lists, and cuts what remains", async () => {
    const { whatIf } = await server.ask(
      `query ($assume: AssumptionsInput!, $at: ViewpointInput) { whatIf(assume: $assume, at: $at) {
        all: stillBlocked(orderBy: [{ field: REMAINING, direction: DESC }]) { nodes { integration { slug } remainingCount remaining(first: 1) { slug } } }
        one: stillBlocked(filter: { slug: { in: ["walker", "none"] } }) { totalCount nodes { integration { slug } } }
        first: stillBlocked(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { integration { slug } } } }
      } }`,
      {
        assume: { adopt: ["walker", "runner"].map((integration) => ({ feature: "hold", integration })) },
        at: of2020,
      },
    );
    expect(whatIf).toEqual({
      all: {
        nodes: [
          { integration: { slug: "runner" }, remainingCount: 1, remaining: [{ slug: "runner-pause" }] },
          { integration: { slug: "walker" }, remainingCount: 1, remaining: [{ slug: "walker-legs" }] },
        ],
      },
      one: { totalCount: 1, nodes: [{ integration: { slug: "walker" } }] },
      first: {
        totalCount: 2,
        pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
        edges: [{ cursor: whatIf.first.pageInfo.endCursor, node: { integration: { slug: "runner" } } }],
      },
    });
  });

  it.each([
    [{ ship: ["none"] }, 'assume.ship[0]: there is no feature "none"'],
    [
      { adopt: [{ feature: "boil" }], withdraw: { adopt: [{ feature: "boil" }] } },
      'assume.withdraw.adopt[0]: the adoption of the feature "boil" is named in assume.adopt[0] too, expected it one way only',
    ],
    [{ ship: Array(101).fill("boil") }, "whatIf: assume has 101 entries in all, expected at most 100"],
  ])("refuses %j", async (assume, message) => {
    const { errors } = await server.send(document(), { assume, at: of2012 });
    expect(errors).toMatchObject([{ message, path: ["whatIf"], extensions: { code: "BAD_USER_INPUT" } }]);
  });
});
