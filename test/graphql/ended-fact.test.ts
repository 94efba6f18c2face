import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKettleServer } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
});
afterAll(() => server.close());

const [adoption, dependency, contribution] = [
  { __typename: "Adoption", slug: "kettle/whistle" },
  { __typename: "Dependency", slug: "kettle/stove/links" },
  { __typename: "Contribution", slug: "jerome/steam/reviewed/undated" },
];

async function readEnded(at: object, args = "") {
  const document = `query ($at: ViewpointInput) { release(slug: "kettle-2") {
    endedFacts(at: $at${args}) { totalCount nodes { __typename slug } } } }`;
  return (await server.ask(document, { at })).release.endedFacts;
}

describe("what ended with a release", () => {
  it.each([
    ["2013-05-31", undefined, []],
    ["2013-06-01", undefined, [dependency, adoption, contribution]],
    ["2020-01-01", ["mail-2010"], [dependency, adoption]],
    ["2020-01-01", ["commit-2012"], [adoption, contribution]],
    ["2020-01-01", ["book-2014"], []],
  ])("is seen on %s by %j, oldest first", async (asOf, sources, nodes) => {
    expect(await readEnded({ asOf, sources })).toEqual({ totalCount: nodes.length, nodes });
  });

  it.each([
    [", filter: { kind: { eq: ADOPTION } }", [adoption]],
    [", filter: { kind: { in: [DEPENDENCY, CONTRIBUTION] } }", [dependency, contribution]],
    [`, filter: { slug: { eq: "kettle/whistle" }, kind: { eq: REMEDY } }`, []],
    [", orderBy: [{ field: SLUG, direction: DESC }]", [adoption, dependency, contribution]],
  ])("can be narrowed and ordered by %s", async (args, nodes) => {
    expect((await readEnded({ asOf: "2020-01-01" }, args)).nodes).toEqual(nodes);
  });

  it("leads back to the release", async () => {
    const { release } =
      await server.ask(`{ release(slug: "kettle-2") { endedFacts { nodes { holdsFrom holdsUntil
      ... on Adoption { to endedWith { slug } } ... on Dependency { endedWith { slug } } ... on Contribution { endedWith { slug } } } } } }`);
    const endedWith = { slug: "kettle-2" };
    expect(release.endedFacts.nodes).toEqual([
      { holdsFrom: "2010-01-01", holdsUntil: "2013-06-01", endedWith },
      { holdsFrom: "2011-06-01", holdsUntil: "2013-06-01", to: "2013-06-01", endedWith },
      // Work that was done stays done.
      { holdsFrom: "2012-01-01", holdsUntil: null, endedWith },
    ]);
  });
});
