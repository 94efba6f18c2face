import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// A kettle boils from 2013 on: what changed, between which days and by whose word, and through which facts.

const source = (slug: string, publishedOn: string) => ({
  slug,
  kind: "MAIL",
  title: slug,
  url: `https://example.org/${slug}`,
  publishedOn,
});

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const old = { sources: ["mail-2012"] };
  await writeAll(server.database.write, {
    source: [source("mail-2012", "2012-01-01"), source("mail-2013", "2013-01-01")],
    integration: ["kettle", "pot", "tea-house"].map((slug) => ({ slug, name: slug, kind: "TOOLING" })),
    release: [
      { slug: "criu-0.9", product: "criu", version: "0.9", releasedOn: "2013-03-01", source: "mail-2013" },
    ],
    feature: [{ slug: "boil", name: "--boil", kind: "CLI_OPTION" }],
    blocker: [
      { slug: "kettle-cold", integration: "kettle", title: "It is cold", kind: "DEFECT", ...old },
      { slug: "no-tea", integration: "tea-house", title: "No tea", kind: "DEFECT", ...old },
    ],
    "status-report": [
      { integration: "kettle", status: "STALLED", date: "2012-01-01", ...old },
      { integration: "tea-house", status: "STALLED", date: "2012-01-01", ...old },
      { integration: "pot", status: "READY", date: "2013-01-01", sources: ["mail-2013"] },
    ],
    "feature-release": [{ feature: "boil", release: "criu-0.9", change: "ADDED", sources: ["mail-2013"] }],
    adoption: [{ integration: "kettle", feature: "boil", from: "2013-02-01", sources: ["mail-2013"] }],
    remedy: [
      { blocker: "kettle-cold", key: "boil", needs: [{ feature: "boil" }], ...old },
      { blocker: "no-tea", key: "kettle", needs: [{ blocker: "kettle-cold" }], ...old },
    ],
  });
});
afterAll(() => server.close());

const document = `query ($from: ViewpointInput!, $to: ViewpointInput!, $first: Int) {
  readinessChanges(from: $from, to: $to, first: $first) {
    totalCount
    nodes { integration { slug } from to factCount facts { __typename slug } }
  }
}`;
const ask = (from: object, to: object) =>
  server.ask(document, { from, to }).then(({ readinessChanges }) => readinessChanges);

const boiling = {
  factCount: 2,
  facts: [
    { __typename: "FeatureRelease", slug: "boil/criu-0.9" },
    { __typename: "Adoption", slug: "kettle/boil" },
  ],
};

describe("readinessChanges", () => {
  it("between two days says which verdicts changed, and through which facts", async () => {
    expect(await ask({ asOf: "2012-06-01" }, { asOf: "2013-12-31" })).toEqual({
      totalCount: 3,
      nodes: [
        { integration: { slug: "kettle" }, from: "BLOCKED", to: "CLEAR", ...boiling },
        {
          integration: { slug: "pot" },
          from: null,
          to: "READY",
          factCount: 1,
          facts: [{ __typename: "StatusReport", slug: "pot/2013-01-01/mail-2013" }],
        },
        { integration: { slug: "tea-house" }, from: "BLOCKED", to: "CLEAR", ...boiling },
      ],
    });
  });

  it("is the same backwards, the other way round", async () => {
    const there = await ask({ asOf: "2012-06-01" }, { asOf: "2013-12-31" });
    const back = await ask({ asOf: "2013-12-31" }, { asOf: "2012-06-01" });
    const turn = ({ from, to, ...rest }: { from: string; to: string }) => ({ ...rest, from: to, to: from });
    expect(back).toEqual({ ...there, nodes: there.nodes.map(turn) });
  });

  it("between one source and all says what the others know", async () => {
    const asOf = "2013-12-31";
    const { nodes } = await ask({ asOf, sources: ["mail-2012"] }, { asOf });
    const adopted = [{ __typename: "Adoption", slug: "kettle/boil" }];
    expect(nodes).toMatchObject([
      { integration: { slug: "kettle" }, facts: adopted },
      { integration: { slug: "pot" } },
      { integration: { slug: "tea-house" }, facts: adopted },
    ]);
  });

  it("is empty between a viewpoint and itself, and within a stretch in which nothing changed", async () => {
    const nothing = { totalCount: 0, nodes: [] };
    expect(await ask({ asOf: "2013-12-31" }, { asOf: "2013-12-31" })).toEqual(nothing);
    expect(await ask({ asOf: "2012-02-01" }, { asOf: "2012-12-31" })).toEqual(nothing);
  });

  it("refuses a source nobody knows, in either viewpoint", async () => {
    for (const place of ["from", "to"]) {
      const variables = { from: {}, to: {}, [place]: { sources: ["nobody"] } };
      const { errors } = await server.send(document, variables);
      expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
      expect(errors?.[0]?.message).toContain('there is no source "nobody"');
    }
  });
});
