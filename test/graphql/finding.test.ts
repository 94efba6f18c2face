import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTownServer } from "./finding-town.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTownServer();
});
afterAll(() => server.close());

const at = { asOf: "2017-12-31", sources: ["commit-2016", "mail-2016", "mail-2017", "page-2010"] };
const document = `query ($at: ViewpointInput, $filter: FindingFilter, $orderBy: [FindingOrder!], $first: Int) {
  findings(at: $at, filter: $filter, orderBy: $orderBy, first: $first) {
    totalCount
    nodes { rule severity message subjects { __typename slug } factCount facts { __typename slug } sources { slug } }
  }
}`;
const ask = (variables: object = {}) =>
  server.ask(document, { at, first: 100, ...variables }).then(({ findings }) => findings);

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly subjects: readonly { readonly slug: string }[];
}
const rules = ({ nodes }: { nodes: Found[] }) => nodes.map(({ rule }) => rule);

describe("findings", () => {
  it("are found by every rule, the gravest first, with the facts and the sources that contradict each other", async () => {
    expect(await ask()).toMatchInlineSnapshot(`
      {
        "nodes": [
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "Blocker",
                "slug": "smithy-fire",
              },
              {
                "__typename": "StatusReport",
                "slug": "smithy/2016-06-01/mail-2016",
              },
            ],
            "message": "smithy is READY since 2016-06-01, and yet smithy-fire stands in its way.",
            "rule": "READY_BUT_BLOCKED",
            "severity": "ERROR",
            "sources": [
              {
                "slug": "mail-2016",
              },
            ],
            "subjects": [
              {
                "__typename": "Integration",
                "slug": "smithy",
              },
              {
                "__typename": "Blocker",
                "slug": "smithy-fire",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "Remedy",
                "slug": "dairy-cow/grass",
              },
              {
                "__typename": "BlockerReport",
                "slug": "dairy-cow/2016-06-01/mail-2016",
              },
            ],
            "message": "On 2016-06-01 mail-2016 called dairy-cow OPEN, though a remedy of it has held since 2016-02-01.",
            "rule": "OPEN_BUT_REMEDIED",
            "severity": "ERROR",
            "sources": [
              {
                "slug": "mail-2016",
              },
            ],
            "subjects": [
              {
                "__typename": "Blocker",
                "slug": "dairy-cow",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "Requirement",
                "slug": "bridge/moat",
              },
              {
                "__typename": "Requirement",
                "slug": "moat/bridge",
              },
            ],
            "message": "bridge and moat need each other in a circle.",
            "rule": "NEED_CYCLE",
            "severity": "ERROR",
            "sources": [
              {
                "slug": "mail-2016",
              },
            ],
            "subjects": [
              {
                "__typename": "Feature",
                "slug": "bridge",
              },
              {
                "__typename": "Feature",
                "slug": "moat",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "Remedy",
                "slug": "inn-bed/guest",
              },
              {
                "__typename": "Remedy",
                "slug": "inn-guest/bed",
              },
            ],
            "message": "inn-bed and inn-guest need each other in a circle.",
            "rule": "NEED_CYCLE",
            "severity": "ERROR",
            "sources": [
              {
                "slug": "mail-2016",
              },
            ],
            "subjects": [
              {
                "__typename": "Blocker",
                "slug": "inn-bed",
              },
              {
                "__typename": "Blocker",
                "slug": "inn-guest",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "StatusReport",
                "slug": "bakery/2016-06-01/commit-2016",
              },
              {
                "__typename": "StatusReport",
                "slug": "bakery/2016-06-01/mail-2016",
              },
            ],
            "message": "On 2016-06-01 mail-2016 called bakery STALLED, while by commit-2016 its status was READY since 2016-06-01.",
            "rule": "STATUS_CONFLICT",
            "severity": "WARNING",
            "sources": [
              {
                "slug": "commit-2016",
              },
              {
                "slug": "mail-2016",
              },
            ],
            "subjects": [
              {
                "__typename": "Integration",
                "slug": "bakery",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "StatusReport",
                "slug": "castle/2015-01-01/mail-2016",
              },
              {
                "__typename": "StatusReport",
                "slug": "castle/2016-06-01/mail-2017",
              },
            ],
            "message": "castle went from READY to STALLED on 2016-06-01, and mail-2017 has no note that says why.",
            "rule": "STEP_BACK",
            "severity": "WARNING",
            "sources": [
              {
                "slug": "mail-2016",
              },
              {
                "slug": "mail-2017",
              },
            ],
            "subjects": [
              {
                "__typename": "Integration",
                "slug": "castle",
              },
            ],
          },
          {
            "factCount": 0,
            "facts": [],
            "message": "anna and anna-berg both go by "anna berg" and may be one person.",
            "rule": "PERSON_TWICE",
            "severity": "WARNING",
            "sources": [],
            "subjects": [
              {
                "__typename": "Contributor",
                "slug": "anna",
              },
              {
                "__typename": "Contributor",
                "slug": "anna-berg",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "FeatureRelease",
                "slug": "bridge/criu-9.9",
              },
              {
                "__typename": "Adoption",
                "slug": "castle/bridge",
              },
            ],
            "message": "castle has used bridge since 2016-06-01, released only on 2017-01-01.",
            "rule": "ADOPTED_BEFORE_RELEASE",
            "severity": "WARNING",
            "sources": [
              {
                "slug": "mail-2016",
              },
            ],
            "subjects": [
              {
                "__typename": "Integration",
                "slug": "castle",
              },
              {
                "__typename": "Feature",
                "slug": "bridge",
              },
            ],
          },
          {
            "factCount": 2,
            "facts": [
              {
                "__typename": "Blocker",
                "slug": "mill-stone",
              },
              {
                "__typename": "BlockerReview",
                "slug": "mill/2017-01-01/mail-2016",
              },
            ],
            "message": "A review of mill of 2017-01-01 found nothing in its way, while mill-stone was there.",
            "rule": "REVIEW_CONTRADICTED",
            "severity": "WARNING",
            "sources": [
              {
                "slug": "mail-2016",
              },
              {
                "slug": "mail-2017",
              },
            ],
            "subjects": [
              {
                "__typename": "Integration",
                "slug": "mill",
              },
              {
                "__typename": "Blocker",
                "slug": "mill-stone",
              },
            ],
          },
          {
            "factCount": 1,
            "facts": [
              {
                "__typename": "StatusReport",
                "slug": "well/2010-01-01/page-2010",
              },
            ],
            "message": "Nothing is known of well that is newer than page-2010 of 2010-01-01.",
            "rule": "STALE",
            "severity": "INFO",
            "sources": [
              {
                "slug": "page-2010",
              },
            ],
            "subjects": [
              {
                "__typename": "Integration",
                "slug": "well",
              },
            ],
          },
        ],
        "totalCount": 10,
      }
    `);
  });

  it("are narrowed by rule and by severity", async () => {
    const all = await ask();
    for (const severity of ["ERROR", "WARNING", "INFO"]) {
      const narrowed = await ask({ filter: { severity: { eq: severity } } });
      expect(narrowed.nodes).toEqual(all.nodes.filter((node: Found) => node.severity === severity));
      expect(narrowed.totalCount).toBe(narrowed.nodes.length);
    }
    const some = { rule: { in: ["STALE", "PERSON_TWICE"] } };
    expect(rules(await ask({ filter: some }))).toEqual(["PERSON_TWICE", "STALE"]);
    expect(await ask({ filter: { ...some, severity: { eq: "ERROR" } } })).toEqual({
      totalCount: 0,
      nodes: [],
    });
  });

  it("come in the order asked for", async () => {
    const { nodes } = await ask({ orderBy: [{ field: "SUBJECT", direction: "DESC" }] });
    const slugs = nodes.map(({ subjects }: Found) => subjects[0]?.slug);
    expect(slugs).toEqual([...slugs].sort().reverse());
  });

  it("are those of the viewpoint", async () => {
    expect(rules(await ask({ at: { ...at, sources: ["page-2010"] } }))).toEqual([
      "NEED_CYCLE",
      "PERSON_TWICE",
      "STALE",
    ]);
    const early = await ask({ at: { ...at, asOf: "2016-12-31" } });
    expect(rules(early)).not.toContain("REVIEW_CONTRADICTED");
    expect(early.nodes.find(({ rule }: Found) => rule === "ADOPTED_BEFORE_RELEASE")?.message).toBe(
      "castle has used bridge since 2016-06-01, which no release had then.",
    );
  });
});
