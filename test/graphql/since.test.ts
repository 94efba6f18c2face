import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// A kettle is cold since 2010, warm in 2013 while it has a lid, and leaks since 2015.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const sources = ["mail-2010"];
  const cold = { slug: "kettle-cold", title: "It is cold" };
  const leaks = { slug: "kettle-leaks", title: "It leaks" };
  await writeAll(server.database.write, {
    source: [
      {
        slug: "mail-2010",
        kind: "MAIL",
        title: "On kettles",
        url: "https://example.org/kettles",
        publishedOn: "2010-01-01",
      },
    ],
    integration: [{ slug: "kettle", name: "Kettle", kind: "TOOLING" }],
    release: [
      { slug: "criu-0.1", product: "criu", version: "0.1", releasedOn: "2010-01-01", source: "mail-2010" },
    ],
    feature: [{ slug: "lid", name: "--lid", kind: "CLI_OPTION" }],
    "feature-release": [{ feature: "lid", release: "criu-0.1", change: "ADDED", sources }],
    blocker: [
      { ...cold, integration: "kettle", kind: "DEFECT", from: "2010-05-05", sources },
      { ...leaks, integration: "kettle", kind: "DEFECT", from: "2015-06-06", sources },
    ],
    adoption: [{ integration: "kettle", feature: "lid", from: "2013-01-01", to: "2014-01-01", sources }],
    remedy: [{ blocker: "kettle-cold", key: "lid", needs: [{ feature: "lid" }], sources }],
    "blocker-report": [{ blocker: "kettle-cold", state: "RESOLVED", date: "2016-01-01", sources }],
  });
});
afterAll(() => server.close());

const document = `query ($at: ViewpointInput) { integration(slug: "kettle") {
  blockedSince(at: $at) { day exact throughCount through { slug } }
  blockers(at: $at, orderBy: [{ field: SLUG, direction: ASC }]) { nodes { slug unliftedSince(at: $at) { day exact } } }
} }`;
const ask = (asOf: string) =>
  server.ask(document, { at: { asOf } }).then(({ integration }) => ({
    blocked: integration.blockedSince,
    unlifted: Object.fromEntries(
      integration.blockers.nodes.map((node: { slug: string; unliftedSince: { day: string } | null }) => [
        node.slug,
        node.unliftedSince?.day ?? null,
      ]),
    ),
  }));
const since = (day: string, ...blockers: string[]) => ({
  day,
  exact: true,
  throughCount: blockers.length,
  through: blockers.map((slug) => ({ slug })),
});

describe("blockedSince and unliftedSince", () => {
  it.each<[day: string, what: string, expected: object]>([
    ["2010-05-04", "is null before anything was in the way", { blocked: null, unlifted: {} }],
    [
      "2012-12-31",
      "begins with the first blocker",
      { blocked: since("2010-05-05", "kettle-cold"), unlifted: { "kettle-cold": "2010-05-05" } },
    ],
    ["2013-12-31", "is null while a remedy holds", { blocked: null, unlifted: { "kettle-cold": null } }],
    [
      "2014-01-01",
      "begins anew when the remedy does not hold any longer",
      { blocked: since("2014-01-01", "kettle-cold"), unlifted: { "kettle-cold": "2014-01-01" } },
    ],
    [
      "2015-12-31",
      "goes back behind a blocker that came later",
      {
        blocked: since("2014-01-01", "kettle-cold"),
        unlifted: { "kettle-cold": "2014-01-01", "kettle-leaks": "2015-06-06" },
      },
    ],
    [
      "2016-12-31",
      "is that of the whole stretch, though the blocker it began with is resolved",
      {
        blocked: since("2014-01-01", "kettle-cold"),
        unlifted: { "kettle-cold": null, "kettle-leaks": "2015-06-06" },
      },
    ],
  ])("on %s %s", async (day, _what, expected) => {
    expect(await ask(day)).toEqual(expected);
  });

  it("of the page of 2016 is its own day: nobody said it earlier", async () => {
    const { integration } = await server.ask(
      `{ integration(slug: "systemd") { blockedSince(at: { asOf: "2016-12-31" }) { day exact through { title } } } }`,
    );
    expect(integration.blockedSince).toMatchObject({ day: "2016-08-30", exact: true, through: [{}] });
  });
});
