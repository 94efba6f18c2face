import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKettleServer, readKettle } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

// What holds depends on the day.

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
});
afterAll(() => server.close());

async function adopted(asOf: string, sources?: string[]): Promise<string[]> {
  const { adoptions } = await readKettle(server, "adoptions(at: $at) { nodes { feature { slug } } }", {
    asOf,
    sources,
  });
  return adoptions.nodes.map((node: { feature: { slug: string } }) => node.feature.slug).sort();
}

describe("an undated fact", () => {
  it.each([
    ["2009-12-31", undefined, false],
    ["2010-01-01", undefined, true],
    ["2010-01-01", ["mail-2010"], true],
    ["2010-01-01", ["commit-2012"], false],
    ["2011-12-31", ["commit-2012"], false],
    ["2012-01-01", ["commit-2012"], true],
    ["2010-01-01", ["commit-2012", "mail-2010"], true],
    ["2020-01-01", ["book-2014"], false],
  ])("seen on %s by %j holds: %s", async (asOf, sources, holds) => {
    expect((await adopted(asOf, sources)).includes("steam")).toBe(holds);
  });
});

describe("a dated fact", () => {
  it.each([
    ["2011-05-31", undefined, []],
    ["2011-06-01", undefined, ["boil", "whistle"]],
    ["2011-06-01", ["commit-2012"], ["boil", "whistle"]],
    ["2012-12-31", ["mail-2010"], ["boil", "whistle"]],
    ["2013-01-01", undefined, ["whistle"]],
    ["2013-05-31", ["commit-2012"], ["whistle"]],
    ["2013-06-01", undefined, []],
    ["2012-01-01", ["book-2014"], []],
  ])("seen on %s by %j: %j", async (asOf, sources, expected) => {
    expect((await adopted(asOf, sources)).filter((slug) => slug !== "steam")).toEqual(expected);
  });

  it("that only looked after something ends; what was done stays done", async () => {
    const roles = async (asOf: string) =>
      (await readKettle(server, "contributions(at: $at) { nodes { role to } }", { asOf })).contributions
        .nodes;
    expect(await roles("2010-12-31")).toEqual([
      { role: "AUTHORED", to: "2011-01-01" },
      { role: "MAINTAINS", to: "2011-01-01" },
    ]);
    expect(await roles("2011-01-01")).toEqual([{ role: "AUTHORED", to: "2011-01-01" }]);
  });
});

describe("one document", () => {
  it("may ask from several viewpoints at once", async () => {
    const data = await server.ask(`{
      early: integrations(at: { asOf: "2010-06-01" }) { nodes { slug now: status once: status(at: { asOf: "2010-06-01" }) } }
      late: integrations(at: { asOf: "2012-06-01" }, filter: { status: { eq: READY } }) { nodes { slug
        mail: status(at: { asOf: "2012-06-01", sources: ["mail-2010"] }) commit: status(at: { asOf: "2012-06-01", sources: ["commit-2012"] })
        few: adoptions(at: { asOf: "2010-06-01" }) { totalCount } many: adoptions(at: { asOf: "2012-06-01" }) { totalCount } } }
    }`);
    expect(data).toEqual({
      early: { nodes: [{ slug: "kettle", now: "READY", once: "IN_PROGRESS" }] },
      late: {
        nodes: [
          {
            slug: "kettle",
            mail: "IN_PROGRESS",
            commit: "READY",
            few: { totalCount: 1 },
            many: { totalCount: 3 },
          },
        ],
      },
    });
  });
});

describe("today", () => {
  it("is the day in UTC, and goes on", async () => {
    const document = `{ integration(slug: "kettle") { status adoptions { totalCount } } }`;
    const { now } = server;
    for (const [time, expected] of [
      ["2009-12-31T23:59:59Z", { status: null, adoptions: { totalCount: 0 } }],
      ["2010-01-01T00:00:00Z", { status: "IN_PROGRESS", adoptions: { totalCount: 1 } }],
      ["2013-05-31T23:59:59Z", { status: "READY", adoptions: { totalCount: 2 } }],
      ["2013-06-01T00:00:00Z", { status: "READY", adoptions: { totalCount: 1 } }],
    ] as const) {
      server.now = new Date(time);
      expect((await server.ask(document)).integration).toEqual(expected);
    }
    server.now = now;
  });
});
