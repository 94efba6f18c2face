import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../domain/example-records.ts";
import { openKettleServer } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

// What can be assumed, and what is left of it.

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const of2012 = { asOf: "2012-06-01" };

async function ask(selection: string, assume: object | null, at: object = of2012) {
  const document = `query ($at: ViewpointInput) { ${selection} }`;
  return server.ask(document, { at: { ...at, assume } });
}

async function refuse(assume: object, selection = `integration(slug: "kettle") { status(at: $at) }`) {
  const document = `query ($at: ViewpointInput) { ${selection} }`;
  const { errors } = await server.send(document, { at: { ...of2012, assume } });
  return errors?.map(({ message, extensions: { code } }) => ({ message, code }));
}

describe("assumptions", () => {
  it("are those of their own field alone, and leave nothing behind", async () => {
    const document = `{ integration(slug: "kettle") {
      before: readiness(at: { asOf: "2012-06-01" }) { verdict }
      shipped: readiness(at: { asOf: "2012-06-01", assume: { ship: ["boil"] } }) { verdict }
      stove: readiness(at: { asOf: "2012-06-01", assume: { complete: ["stove"], ship: [] } }) { verdict }
      nothing: readiness(at: { asOf: "2012-06-01", assume: { withdraw: { adopt: [] } } }) { verdict }
      after: readiness(at: { asOf: "2012-06-01", assume: null }) { verdict } } graphRevision }`;
    const { rows: before } = await server.database.writePool.query("select revision from graph_revision");
    const answer = await server.ask(document);
    expect(answer.integration).toEqual({
      before: { verdict: "READY_WITH_GAPS" },
      shipped: { verdict: "READY" },
      stove: { verdict: "READY" },
      nothing: { verdict: "READY_WITH_GAPS" },
      after: { verdict: "READY_WITH_GAPS" },
    });
    const { rows: after } = await server.database.writePool.query("select revision from graph_revision");
    expect(after).toEqual(before);
  });

  it("do not touch a proof, whose edges are facts", async () => {
    const proof = `feature(slug: "boil") { blockedIntegrations(at: $at) { edges { reason explanation { kind sources { slug } } } } }`;
    const assume = { withdraw: { adopt: [{ feature: "boil", integration: "kettle" }] } };
    const explanation = [
      { kind: "BLOCKED_BY", sources: [{ slug: "mail-2010" }, { slug: "commit-2012" }] },
      { kind: "NEEDS", sources: [{ slug: "mail-2010" }] },
    ];
    expect((await ask(proof, { ship: ["boil"], ...assume })).feature.blockedIntegrations.edges).toEqual([
      { reason: "NOT_ADOPTED", explanation },
    ]);
    expect((await ask(proof, assume)).feature.blockedIntegrations.edges).toEqual([
      { reason: "MISSING", explanation },
    ]);
  });

  it.each([
    [{ ship: ["boil", "none"] }, 'at.assume.ship[1]: there is no feature "none"'],
    [{ adopt: [{ feature: "none" }] }, 'at.assume.adopt[0].feature: there is no feature "none"'],
    [
      { adopt: [{ feature: "boil", integration: "none" }] },
      'at.assume.adopt[0].integration: there is no integration "none"',
    ],
    [
      { withdraw: { resolve: [{ blocker: "runner-pause" }] } },
      'at.assume.withdraw.resolve[0].blocker: there is no blocker "runner-pause" in view',
    ],
    [
      { resolve: [{ blocker: "kettle-cold", work: "none" }] },
      'at.assume.resolve[0].work: there is no work "none" of the blocker "kettle-cold" in view',
    ],
    [{ complete: ["\0"] }, 'at.assume.complete[0]: there is no integration "\\u0000"'],
    [{ complete: ["\ud800"] }, 'at.assume.complete[0]: there is no integration "\\ud800"'],
    [
      { complete: ["stove"], withdraw: { complete: ["kettle", "stove"] } },
      'at.assume.withdraw.complete[1]: the integration "stove" is named in assume.complete[0] too, expected it one way only',
    ],
    [
      { ship: Array(60).fill("boil"), withdraw: { ship: Array(41).fill("steam") } },
      "at.assume has 101 entries in all, expected at most 100",
    ],
  ])("%j are refused, whatever is asked", async (assume, message) => {
    const expected = [{ message, code: "BAD_USER_INPUT" }];
    expect(await refuse(assume)).toEqual(expected);
    expect(await refuse(assume, `integration(slug: "kettle") { adoptions(at: $at) { totalCount } }`)).toEqual(
      expected,
    );
    expect(await refuse(assume, "integrations(at: $at) { totalCount }")).toEqual(expected);
  });

  it("may be a hundred", async () => {
    const assume = { ship: Array(50).fill("boil"), withdraw: { ship: Array(50).fill("steam") } };
    expect((await ask(`feature(slug: "boil") { usable(at: $at) }`, assume)).feature).toEqual({
      usable: true,
    });
  });
});
