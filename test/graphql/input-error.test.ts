import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { graphqlResponse, openTestServer, type TestServer } from "./test-server.ts";

// What a client gets wrong is told to it: a code, what is wrong and what was expected, and never a server fault.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** A cursor as the server writes them, with whatever in it. */
const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString("base64url");
const idOf = (name: string) => Buffer.from(name).toString("base64url");
const list = "query ($it: String) { integrations(after: $it) { nodes { slug } } }";
const byBlockers =
  "query ($it: String) { integrations(before: $it, orderBy: [{ field: BLOCKERS, direction: ASC }]) { nodes { slug } } }";
const byDay = "query ($it: String) { releases(after: $it) { nodes { slug } } }";
const byScore = `query ($it: String) { search(query: "a", after: $it) { totalCount nodes { __typename } } }`;
const nested = `query ($it: String) { integration(slug: "systemd") { blockers(after: $it) { nodes { slug } } } }`;
const chosen = `query ($it: String) { integration(slug: "systemd") { blockers(after: $it, filter: { lifted: { eq: false } }) { nodes { slug } } } }`;
const members = `query ($it: String) { integration(slug: "systemd") { blockingFeatures(after: $it) { totalCount } } }`;
const node = "query ($it: ID!) { node(id: $it) { id } }";
const many = Array(101).fill("x");

describe.each([graphqlResponse, "application/json"])("as %s", (accept) => {
  /** Wrong for what the field is asked: the operation runs, the field fails. */
  describe("a wrong argument", () => {
    it.each<[what: string, document: string, it: unknown, message: string | RegExp]>([
      ["garbage as a cursor", list, "garbage", "integrations: after is not a cursor of this API"],
      ["nothing as a cursor", list, "", "integrations: after is not a cursor of this API"],
      [
        "an object as a cursor",
        list,
        idOf('{"NAME:ASC":1}'),
        "integrations: after is not a cursor of this API",
      ],
      ["a cursor with an object in it", list, cursor("NAME:ASC", {}, "a"), /not a cursor/],
      ["a cursor with nothing in it", list, cursor(), /another order \(undefined\), this one is in NAME:ASC/],
      ["a cursor too short", list, cursor("NAME:ASC", "a"), /not a cursor/],
      ["a cursor too long", list, cursor("NAME:ASC", "a", "b", "c"), /not a cursor/],
      [
        "a cursor of another order",
        list,
        cursor("SLUG:ASC", "a", "a"),
        /another order \(SLUG:ASC\), this one is in NAME:ASC/,
      ],
      ["a cursor of the other direction", list, cursor("NAME:DESC", "a", "a"), /another order \(NAME:DESC\)/],
      ["a number for a name", list, cursor("NAME:ASC", 1, "a"), "the cursor's value 1 is no text"],
      [
        "a NUL in a cursor",
        list,
        cursor("NAME:ASC", "a\0", "a"),
        /"a\\u0000" has a character that cannot be stored/,
      ],
      [
        "half a surrogate pair in a cursor",
        list,
        cursor("NAME:ASC", "a", "\ud800"),
        /"\\ud800" has a character/,
      ],
      [
        "a word for a number",
        byBlockers,
        cursor("BLOCKERS:ASC", "x", "a"),
        `the cursor's value "x" is no int`,
      ],
      [
        "a number beyond PostgreSQL's",
        byBlockers,
        cursor("BLOCKERS:ASC", 2 ** 31, "a"),
        /2147483648 is no int/,
      ],
      [
        "a fraction for a count",
        byBlockers,
        cursor("BLOCKERS:ASC", 0.5, "a"),
        "the cursor's value 0.5 is no int",
      ],
      [
        "a day that is not in the calendar",
        byDay,
        cursor("RELEASED_ON:ASC", "2016-02-30", "a"),
        /"2016-02-30" is no date/,
      ],
      ["a yes for a day", byDay, cursor("RELEASED_ON:ASC", true, "a"), "the cursor's value true is no date"],
      ["a word for a score", byScore, cursor("SCORE:DESC", "1", "a"), `the cursor's value "1" is no float8`],
      [
        "a bad cursor further down",
        nested,
        "garbage",
        "Integration.blockers: after is not a cursor of this API",
      ],
      [
        "a bad cursor of chosen rows",
        chosen,
        "garbage",
        "Integration.blockers: after is not a cursor of this API",
      ],
      [
        "a bad cursor of computed members",
        members,
        "garbage",
        /^Integration.blockingFeatures: after is not a cursor/,
      ],
      [
        "a word for a depth",
        members,
        cursor("DEPTH:ASC,SLUG:ASC", "1", "a", "a"),
        `the cursor's value "1" is no int`,
      ],
      [
        "a number for a slug",
        members,
        cursor("DEPTH:ASC,SLUG:ASC", 1, 2, "a"),
        "the cursor's value 2 is no text",
      ],
      ["garbage as an id", node, "garbage", '"garbage" is not a global id of this API'],
      ["nothing as an id", node, "", '"" is not a global id of this API'],
      ["a number as an id", node, 5, '"5" is not a global id of this API'],
      ["an id of what is no node", node, idOf("Query:x"), "the id of a Query names no type of node"],
      [
        "an id of a type that is not there",
        node,
        idOf("Nothing:x"),
        "the id of a Nothing names no type of node",
      ],
      ["a NUL in an id", node, idOf("Integration:a\0"), /is not a global id/],
      ["half a surrogate pair as an id", node, "\ud800", '"\\ud800" is not a global id of this API'],
      ["an id with something behind it", node, `${idOf("Integration:systemd")}!!`, /is not a global id/],
      ["an id in other Base64", node, `${idOf("Integration:shell")}=`, /is not a global id/],
      [
        "too many ids",
        "query ($it: [ID!]!) { nodes(ids: $it) { id } }",
        many,
        "nodes: 101 ids, expected at most 100",
      ],
      [
        "one bad id of several",
        "query ($it: [ID!]!) { nodes(ids: $it) { id } }",
        [idOf("Integration:shell"), "x"],
        /"x" is not/,
      ],
      [
        "a NUL in a slug",
        "query ($it: String!) { integration(slug: $it) { slug } }",
        "a\0b",
        /"a\\u0000b" has a character/,
      ],
      [
        "half a surrogate pair in a slug",
        "query ($it: String!) { source(slug: $it) { slug } }",
        "\udc00",
        /"\\udc00" has/,
      ],
      [
        "a NUL in what to look for",
        "query ($it: String!) { search(query: $it) { totalCount } }",
        "a\0",
        /has a character/,
      ],
      [
        "too long a text to look for",
        "query ($it: String!) { search(query: $it) { totalCount } }",
        "a".repeat(201),
        /201 characters, expected at most 200/,
      ],
      [
        "a NUL in a filter",
        "query ($it: String!) { sources(filter: { title: { contains: $it } }) { totalCount } }",
        "\0",
        /has a character/,
      ],
      [
        "half a pair in a filter",
        "query ($it: String!) { features(filter: { slug: { in: [$it] } }) { totalCount } }",
        "\ud800",
        /has a character/,
      ],
      [
        "too many values in a filter",
        "query ($it: [String!]) { features(filter: { slug: { in: $it } }) { totalCount } }",
        many,
        "features: filter.slug.in has 101 values, expected at most 100",
      ],
      [
        "too many in a filter an analysis answers",
        "query ($it: [Availability!]) { features(filter: { availability: { in: $it } }) { totalCount } }",
        Array(101).fill("MISSING"),
        /filter.availability.in has 101 values/,
      ],
      [
        "too many in a filter of members",
        `query ($it: [BlockingReason!]) { feature(slug: "restore-sibling") { blockedIntegrations(filter: { reason: { in: $it } }) { totalCount } } }`,
        Array(101).fill("MISSING"),
        /filter.reason.in has 101 values/,
      ],
      [
        "first below zero",
        "query ($it: Int) { integrations(first: $it) { totalCount } }",
        -1,
        "integrations: first is -1, expected 0 to 100",
      ],
      [
        "first above a hundred",
        "query ($it: Int) { integrations(first: $it) { totalCount } }",
        101,
        "integrations: first is 101, expected 0 to 100",
      ],
      [
        "last above a hundred",
        "query ($it: Int) { integrations(last: $it) { totalCount } }",
        2147483647,
        /last is 2147483647, expected 0 to 100/,
      ],
      [
        "last below zero",
        `query ($it: Int) { feature(slug: "restore-sibling") { blockedIntegrations(last: $it) { totalCount } } }`,
        -1,
        /last is -1, expected 0 to 100/,
      ],
      [
        "first and last",
        "query ($it: Int) { integrations(first: $it, last: $it) { totalCount } }",
        1,
        "integrations: give first or last, not both",
      ],
      [
        "no source at all",
        `query ($it: Int) { blocker(slug: "shell-adoption") { sources(first: $it) { slug } } }`,
        0,
        "sources: first is 0, expected 1 to 100",
      ],
      [
        "too much of a proof",
        `query ($it: Int) { integration(slug: "shell") { blockingFeatures { edges { explanation(first: $it) { kind } } } } }`,
        101,
        /first is 101, expected 1 to 100/,
      ],
      [
        "an order that names a field twice",
        `query ($it: OrderDirection!) { integrations(orderBy: [{ field: NAME, direction: ASC }, { field: NAME, direction: $it }]) { totalCount } }`,
        "DESC",
        "integrations: orderBy names NAME twice",
      ],
      [
        "the same of members",
        `query ($it: OrderDirection!) { integration(slug: "shell") { blockingFeatures(orderBy: [{ field: SLUG, direction: $it }, { field: DEPTH, direction: ASC }, { field: SLUG, direction: $it }]) { totalCount } } }`,
        "ASC",
        "Integration.blockingFeatures: orderBy names SLUG twice",
      ],
    ])("that is %s is told", async (_what, document, it, message) => {
      const { status, data, errors } = await server.send(document, { it }, accept);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.message).toMatch(message);
      expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
      expect(errors?.[0]?.path?.[0]).toMatch(/./);
      // An answer with data, be it null, is an answer.
      expect(data === null || Object.values(data)[0] === null).toBe(true);
      expect(status).toBe(200);
    });
  });
});

describe("what only looks wrong", () => {
  it.each<[string, object]>([
    [
      "query ($it: String) { integrations(after: $it, last: 0) { totalCount pageInfo { hasNextPage } } }",
      { it: null },
    ],
    ["query ($it: Date) { integrations(at: { asOf: $it }) { totalCount } }", { it: "9999-12-31" }],
    ["query ($it: Date) { integrations(at: { asOf: $it }) { totalCount } }", { it: "2016-02-29" }],
    [byBlockers, { it: cursor("BLOCKERS:ASC", 2 ** 31 - 1, "") }],
    [list, { it: cursor("NAME:ASC", "", "") }],
    [
      "query ($it: String!) { features(filter: { name: { contains: $it } }) { totalCount } }",
      { it: "%_\\'\"" },
    ],
    ["query ($it: String!) { features(filter: { name: { eq: $it } }) { totalCount } }", { it: "😀" }],
  ])("is answered: %s %j", async (document, variables) => {
    expect(await server.send(document, variables)).toMatchObject({ status: 200, data: expect.any(Object) });
  });

  it("is a cursor after which nothing comes, or whose row is gone", async () => {
    const document =
      "query ($it: String, $total: Boolean = false) { integrations(after: $it, first: 2) { totalCount @include(if: $total) nodes { slug } } }";
    expect((await server.ask(document, { it: cursor("NAME:ASC", "zzz", "zzz") })).integrations.nodes).toEqual(
      [],
    );
    const gone = await server.ask(document, { it: cursor("NAME:ASC", "systemc", "systemc"), total: true });
    expect(gone.integrations).toEqual({
      totalCount: 12,
      nodes: [{ slug: "systemd" }, { slug: "virtuozzo-openvz" }],
    });
    const totalOnly = "query ($it: String) { integrations(after: $it) { totalCount } }";
    expect((await server.ask(totalOnly, { it: cursor("NAME:ASC", "zzz", "zzz") })).integrations).toEqual({
      totalCount: 12,
    });
  });
});
