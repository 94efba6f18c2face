import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { idOf, mutate } from "./mutate.ts";

// On the examples: runner was once called jogger, then sprinter.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const sources = [{ source: "mail-1" }];

describe("links", () => {
  const ends = { kind: "REQUIRES", from: "poke", to: "restore-sibling" };

  it("are made, ended, and taken away", async () => {
    const fact = "fact { __typename slug holdsFrom holdsUntil sources { slug } }";
    expect(await mutate(server, "link", { ...ends, since: "2019-01-01", sources }, fact)).toMatchObject({
      fact: { __typename: "Requirement", slug: "poke/restore-sibling", holdsFrom: "2019-01-01" },
    });
    const forked = { kind: "FORKED_FROM", from: idOf("Integration", "walker"), to: "jogger" };
    await mutate(server, "link", { ...forked, since: "2019-01-01", sources });
    expect(
      await mutate(
        server,
        "unlink",
        { ...forked, ended: "2020-01-01", sources: [{ source: "commit-1" }] },
        fact,
      ),
    ).toEqual({
      __typename: "FactPayload",
      fact: {
        __typename: "Dependency",
        slug: "walker/jogger/forked-from",
        holdsFrom: "2019-01-01",
        holdsUntil: "2020-01-01",
        sources: [{ slug: "mail-1" }, { slug: "commit-1" }],
      },
    });
    expect(await mutate(server, "unlink", ends, `${fact} changes { operation }`)).toEqual({
      __typename: "FactPayload",
      fact: null,
      changes: [{ operation: "DELETE" }],
    });
  });

  it("are found by what they say, whatever their slugs are of", async () => {
    const adopts = (to: string) => ({ kind: "ADOPTS", from: "walker", to });
    for (const slug of ["reed", "bell"])
      await mutate(server, "createFeature", { slug, name: slug, kind: "RPC" });
    await mutate(server, "link", { ...adopts("reed"), sources });
    await mutate(server, "updateAdoption", { id: "walker/reed", expectedVersion: 1, feature: "bell" });
    expect(await mutate(server, "unlink", adopts("reed"))).toMatchObject({
      missing: [{ path: ["kind"], kind: "adoption", slug: "walker/reed", suggestion: null }],
    });
    await mutate(server, "adopt", { integration: "walker", feature: "bell", key: "again", sources });
    expect(await mutate(server, "unlink", adopts("bell"))).toMatchObject({
      __typename: "ConflictError",
      message:
        '2 facts say so: "walker/bell/again", "walker/reed"; update or delete the adoption that is meant',
    });
    await mutate(server, "deleteAdoption", { id: "walker/bell/again" });
    expect(await mutate(server, "unlink", adopts("bell"))).toMatchObject({
      changes: [{ operation: "DELETE", slug: "walker/reed" }],
    });
  });

  it("are refused with their ends' own places", async () => {
    expect(await mutate(server, "link", { ...ends, to: "poke", sources })).toMatchObject({
      problems: [{ path: ["to"], message: "a feature does not require itself" }],
    });
    expect(await mutate(server, "link", { ...ends, to: "nothing-like-it-at-all", sources })).toMatchObject({
      missing: [{ path: ["to"], kind: "feature", suggestion: null }],
    });
    expect(await mutate(server, "unlink", { ...ends, ended: "2020-01-01" })).toMatchObject({
      problems: [
        { path: ["ended"], message: "a requirement has no end; expected none, which takes it away" },
      ],
    });
    expect(await mutate(server, "unlink", { kind: "ADOPTS", from: "walker", to: "poke" })).toMatchObject({
      missing: [{ path: ["kind"], kind: "adoption", slug: "walker/poke", suggestion: "walker/keep" }],
    });
  });
});

describe("citations", () => {
  const fact = idOf("Adoption", "walker/keep");
  const cited = "fact { sources { slug } citations { nodes { note source { slug } } } }";

  it("are added, noted and taken back, but for the last one", async () => {
    const newSource = {
      slug: "issue-1",
      kind: "ISSUE",
      title: "An issue",
      url: "https://example.org/issue/1",
      publishedOn: "2021-01-01",
    };
    const added = [{ newSource }, { source: "mail-1", note: "Line 2." }];
    const result = await mutate(server, "cite", { fact, sources: added }, cited);
    expect(result.fact.citations.nodes).toEqual([
      { note: "Line 2.", source: { slug: "mail-1" } },
      { note: null, source: { slug: "issue-1" } },
    ]);
    await mutate(server, "cite", { fact, sources: [{ source: "mail-1" }] }, cited);
    const left = await mutate(server, "uncite", { fact, source: "issue-1" }, cited);
    expect(left.fact.citations.nodes).toEqual([{ note: "Line 2.", source: { slug: "mail-1" } }]);
    expect(await mutate(server, "uncite", { fact, source: "mail-1" })).toMatchObject({
      problems: [{ path: ["sources"], message: "no source cited; a fact needs at least one" }],
    });
    expect(await mutate(server, "uncite", { fact, source: "issue-1" })).toMatchObject({
      missing: [{ path: ["source"], kind: "citation" }],
    });
  });

  it("are of facts", async () => {
    expect(await mutate(server, "cite", { fact: idOf("Feature", "keep"), sources })).toMatchObject({
      problems: [{ path: ["fact"], message: expect.stringContaining("is not the id of a fact") }],
    });
    expect(
      await mutate(server, "cite", { fact: idOf("Adoption", "walker/kep"), sources: [{ source: "mail-0" }] }),
    ).toMatchObject({ missing: [{ path: ["fact"], suggestion: "walker/keep" }] });
    expect(await mutate(server, "cite", { fact, sources: [{ source: "mail-0" }] })).toMatchObject({
      missing: [{ path: ["sources", "0"], kind: "source", slug: "mail-0" }],
    });
  });
});

describe("two contributors that are one person", () => {
  it("become one, with all that was said of them and every slug they had", async () => {
    await mutate(server, "createContributor", { slug: "robert", name: "Robert", aliases: ["Rob"] });
    const done = { blocker: "walker-legs", role: "REVIEWED", state: "PLANNED" };
    await mutate(server, "createContribution", {
      ...done,
      contributor: "robert",
      sources: [{ source: "commit-1" }],
    });
    await mutate(server, "updateSource", { id: "commit-1", expectedVersion: 1, author: "robert" });
    const document = `{ contributor(slug: "robert") { id slug aliases sources { nodes { slug } }
      contributions(at: { asOf: "2024-01-01" }) { nodes { role sources { slug } } } } }`;
    const result = await mutate(
      server,
      "mergeContributors",
      { from: "robert", into: "bob", reason: "One person." },
      "contributor { slug } changes { operation noun slug }",
    );
    expect(result).toEqual({
      __typename: "ContributorPayload",
      contributor: { slug: "bob" },
      changes: expect.arrayContaining([
        { operation: "DELETE", noun: "CONTRIBUTION", slug: "robert/walker-legs/reviewed/undated" },
        { operation: "UPDATE", noun: "CONTRIBUTION", slug: "bob/walker-legs/reviewed/undated" },
        { operation: "UPDATE", noun: "SOURCE", slug: "commit-0" },
        { operation: "DELETE", noun: "CONTRIBUTOR", slug: "robert" },
        { operation: "UPDATE", noun: "CONTRIBUTOR", slug: "bob" },
      ]),
    });
    const { contributor } = await server.ask(document);
    expect(contributor).toMatchObject({
      id: idOf("Contributor", "bob"),
      slug: "bob",
      aliases: ["Robert", "Rob"],
      sources: { nodes: expect.arrayContaining([{ slug: "commit-1" }]) },
    });
    expect(contributor.contributions.nodes).toContainEqual({
      role: "REVIEWED",
      sources: [{ slug: "mail-1" }, { slug: "commit-1" }],
    });
  });

  it("have no more names together than one may have, and are at the version they must be at", async () => {
    const names = (from: number) => Array.from({ length: 12 }, (_, index) => `Name ${from + index}`);
    for (const [slug, first] of [
      ["many", 0],
      ["more", 12],
    ] as const) {
      await mutate(server, "createContributor", { slug, name: slug, aliases: names(first) });
    }
    expect(await mutate(server, "mergeContributors", { from: "many", into: "more" })).toMatchObject({
      problems: [
        {
          path: ["into"],
          message:
            'would be known by 25 other names with those of "many"; expected at most 20: take some of its aliases first',
        },
      ],
    });
    expect(
      await mutate(server, "mergeContributors", { from: "many", into: "more", expectedVersion: 7 }),
    ).toMatchObject({ __typename: "ConflictError", slug: "more", currentVersion: 1 });
  });

  it("are two", async () => {
    expect(await mutate(server, "mergeContributors", { from: "ada", into: "countess" })).toMatchObject({
      problems: [{ path: ["into"], message: "is the same contributor; expected another one" }],
    });
  });
});
