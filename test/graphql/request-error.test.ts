import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { graphqlResponse, openTestServer, type TestServer } from "./test-server.ts";

// A request that is not in the form of the schema is told so, and nothing of it runs.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

describe.each([graphqlResponse, "application/json"])("as %s", (accept) => {
  describe("a request that cannot run", () => {
    const variable = 400;
    const document = accept === graphqlResponse ? 400 : 200;
    it.each<
      [what: string, text: string, variables: object, status: number, code: string, message: string | RegExp]
    >([
      [
        "a day that is not in the calendar",
        `{ integrations(at: { asOf: "2016-02-30" }) { totalCount } }`,
        {},
        document,
        "BAD_USER_INPUT",
        '"2016-02-30" is not a day of the calendar, expected YYYY-MM-DD',
      ],
      [
        "a day as a number",
        `{ integrations(at: { asOf: 20160830 }) { totalCount } }`,
        {},
        document,
        "BAD_USER_INPUT",
        "20160830 is not a day of the calendar, expected YYYY-MM-DD",
      ],
      [
        "a moment for a day",
        "query ($at: ViewpointInput) { integrations(at: $at) { totalCount } }",
        { at: { asOf: "2016-08-30T00:00:00Z" } },
        variable,
        "BAD_USER_INPUT",
        /^Variable "\$at" got invalid value .* at "at.asOf"; .* expected YYYY-MM-DD$/,
      ],
      [
        "a variable that is no day",
        "query ($day: Date) { integrations(at: { asOf: $day }) { totalCount } }",
        { day: "2016-02-30" },
        variable,
        "BAD_USER_INPUT",
        /"2016-02-30" is not a day of the calendar/,
      ],
      [
        "a number beyond 32 bits",
        "{ integrations(first: 99999999999) { totalCount } }",
        {},
        document,
        "GRAPHQL_VALIDATION_FAILED",
        /32-bit/,
      ],
      [
        "a variable beyond 32 bits",
        "query ($n: Int) { integrations(first: $n) { totalCount } }",
        { n: 2 ** 31 },
        variable,
        "GRAPHQL_VALIDATION_FAILED",
        /32-bit/,
      ],
      [
        "a fraction",
        "query ($n: Int) { integrations(first: $n) { totalCount } }",
        { n: 1.5 },
        variable,
        "GRAPHQL_VALIDATION_FAILED",
        /non-integer/,
      ],
      [
        "an unknown order",
        "query ($field: IntegrationOrderField!) { integrations(orderBy: [{ field: $field, direction: ASC }]) { totalCount } }",
        { field: "PRICE" },
        variable,
        "GRAPHQL_VALIDATION_FAILED",
        /PRICE/,
      ],
      [
        "a field of an input nobody knows",
        "query ($at: ViewpointInput) { integrations(at: $at) { totalCount } }",
        { at: { on: "2016-08-30" } },
        variable,
        "GRAPHQL_VALIDATION_FAILED",
        /"on" is not defined/,
      ],
      [
        "a missing variable",
        "query ($slug: String!) { integration(slug: $slug) { slug } }",
        {},
        variable,
        "GRAPHQL_VALIDATION_FAILED",
        /"\$slug" of required type/,
      ],
      [
        "a missing argument",
        "{ integration { slug } }",
        {},
        document,
        "GRAPHQL_VALIDATION_FAILED",
        /"slug" of type "String!" is required/,
      ],
      [
        "a field nobody knows",
        "{ price }",
        {},
        document,
        "GRAPHQL_VALIDATION_FAILED",
        /Cannot query field "price"/,
      ],
      ["no end", "{ integrations(", {}, document, "GRAPHQL_PARSE_FAILED", /Syntax Error/],
      ["nothing", "", {}, document, "GRAPHQL_PARSE_FAILED", /Syntax Error/],
    ])("for %s is told", async (_what, text, variables, status, code, message) => {
      const answer = await server.send(text, variables, accept);
      expect(answer.errors?.[0]?.message).toMatch(message);
      expect(answer.errors?.[0]?.extensions).toEqual({ code });
      expect(answer).not.toHaveProperty("data");
      expect(answer.status).toBe(status);
    });
  });
});
