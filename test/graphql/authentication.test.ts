import { request as send } from "node:http";
import { Writable } from "node:stream";
import { json } from "node:stream/consumers";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSecret } from "../../src/auth/secret.ts";
import { listTokens, revokeToken } from "../../src/auth/token.ts";
import { TokenLookup } from "../../src/auth/token-lookup.ts";
import { type Listener, listen } from "../../src/listen.ts";
import { giveToken } from "../auth/give-token.ts";
import { until } from "../db/data-folder.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

const lines: string[] = [];
const log = pino(
  { level: "trace" },
  new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  }),
);

let server: TestServer;
let listener: Listener;
beforeAll(async () => {
  server = await openTestServer({ log });
  listener = await listen({ host: "127.0.0.1", port: 0 });
  listener.serve(server.server);
});
afterAll(async () => {
  await listener.close();
  await server.close();
});

const whoAmI = "{ viewer { name scopes expiresAt } }";

async function ask(headers: Record<string, string>, query = whoAmI, search = "") {
  const response = await server.server.fetch(`http://localhost/graphql${search}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: shaped by a GraphQL document
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

function bearing(secret: string) {
  return { authorization: `Bearer ${secret}` };
}

describe("the bearer of a token", () => {
  it.each([
    ["read", ["READ"]],
    ["write", ["READ", "WRITE"]],
    ["admin", ["READ", "WRITE", "ADMIN"]],
  ] as const)("of scope %s may do %j", async (scope, scopes) => {
    const secret = await giveToken(server.database, { name: scope, scope });
    const { status, body } = await ask(bearing(secret));
    expect([status, body.data.viewer]).toEqual([200, { name: scope, scopes, expiresAt: null }]);
  });

  it("is told when it ends, and refused from then on", async () => {
    const end = new Date(Date.now() + 3_600_000);
    const secret = await giveToken(server.database, { name: "an-hour", expiresAt: end });
    expect((await ask(bearing(secret))).body.data.viewer.expiresAt).toBe(end.toISOString());
    const before = server.now;
    server.now = end;
    const { status, body } = await ask(bearing(secret));
    server.now = before;
    expect([status, body.errors[0].message]).toEqual([
      401,
      `the token "an-hour" expired at ${end.toISOString()}`,
    ]);
  });

  it("is refused within a second of its revocation", async () => {
    const secret = await giveToken(server.database, { name: "revoked" });
    expect((await ask(bearing(secret))).status).toBe(200);
    const { revokedAt } = await revokeToken(server.database.auth, "revoked");
    const start = performance.now();
    await until(async () => (await ask(bearing(secret))).status === 401);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect((await ask(bearing(secret))).body.errors[0].message).toBe(
      `the token "revoked" was revoked at ${revokedAt}`,
    );
  });

  it("does nothing more with a request that goes on when it is revoked", async () => {
    const secret = await giveToken(server.database, { name: "leaver", scope: "admin" });
    const make = (
      slug: string,
    ) => `createFeature(input: { slug: "${slug}", name: "x", kind: RPC }) { __typename
      ... on NotAuthorizedError { message } }`;
    const { body } = await ask(
      bearing(secret),
      `mutation { before: ${make("left-before")} revokeToken(input: { name: "leaver" }) { __typename }
        after: ${make("left-after")} createToken(input: { name: "heir", scope: ADMIN }) { __typename } }`,
    );
    expect(body.data).toMatchObject({
      before: { __typename: "FeaturePayload" },
      revokeToken: { __typename: "RevokeTokenPayload" },
      after: {
        __typename: "NotAuthorizedError",
        message: expect.stringMatching(/^the token "leaver" was revoked/),
      },
      createToken: { __typename: "NotAuthorizedError" },
    });
  });

  it("costs one statement that an index answers, however many ask, and who has none costs none", async () => {
    const secret = await giveToken(server.database);
    await ask(bearing(secret));
    const fresh = await giveToken(server.database);
    const sent = await server.database.authStatements(async () => {
      await Promise.all(Array.from({ length: 20 }, () => ask(bearing(fresh))));
      await ask({});
    });
    // And once a minute one more, which notes the use and for which nobody waits.
    const [lookup, ...others] = sent.statements;
    expect(lookup).toMatch(/^select .* from "tokens" where "tokens"."hash" = \$1$/);
    expect(others.filter((statement) => !/^update "tokens" set "last_used_at"/.test(statement))).toEqual([]);
    const plan = await server.database.authPool.query(
      "begin; set local enable_seqscan = off; explain select from tokens where hash = '\\x00'; rollback",
    );
    expect(JSON.stringify(plan)).toContain("tokens_hash_key");
  });

  it("has its last use known, once a minute", async () => {
    const secret = await giveToken(server.database, { name: "used" });
    const lastUse = async () =>
      (await listTokens(server.database.auth)).find(({ name }) => name === "used")?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await ask(bearing(secret));
    await until(async () => (await lastUse()) !== null);
    const first = await lastUse();
    // Another server, which has looked for no token yet.
    const again = new TokenLookup(server.database.auth);
    const { statements } = await server.database.authStatements(() => again.find(secret));
    expect(statements).toHaveLength(1);
    expect(await lastUse()).toBe(first);
  });
});

describe("who comes with a wrong token is refused, and not taken for nobody:", () => {
  const other = makeSecret();
  it.each([
    ["unknown", `Bearer ${other}`, "there is no such token here"],
    ["mistyped", `Bearer ${other.slice(0, -1)}`, /mistyped or cut short/],
    ["of another sort", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x", /not one of criugraph's/],
    ["without a scheme", other, /has another form; expected `Authorization: Bearer <token>`/],
    ["of another scheme", "Basic YWRhOmFkYQ==", /has another form/],
    ["absent", "Bearer ", /has another form/],
    ["followed by more", `Bearer ${other} x`, /has another form/],
    ["one of two", `Bearer ${other}, Bearer ${other}`, /more than one/],
    ["empty", "", /is empty/],
  ])("%s", async (_what, authorization, message) => {
    const { status, headers, body } = await ask({ authorization });
    expect(status).toBe(401);
    expect(body).toEqual({
      errors: [{ message: expect.stringMatching(message), extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(headers.get("www-authenticate")).toMatch(
      /^Bearer realm="criugraph", error="invalid_token", error_description="[^"\\]+"$/,
    );
    expect(JSON.stringify(body) + headers.get("www-authenticate")).not.toContain(other.slice(3, 20));
  });

  it("in the address, be it a right one", async () => {
    const secret = await giveToken(server.database);
    for (const search of [`?access_token=${secret}`, `?token=${secret}`, "?x=1&access_token=x"]) {
      const { status, body } = await ask(bearing(secret), whoAmI, search);
      expect([status, body.errors[0].message]).toEqual([
        401,
        expect.stringMatching(/^a token in the address is not accepted/),
      ]);
    }
  });

  it("in two headers, of which Node.js would drop one", async () => {
    const secret = await giveToken(server.database);
    const { port } = new URL(listener.url);
    const answer = await new Promise((resolve, reject) => {
      const headers = ["authorization", `Bearer ${secret}`, "authorization", `Bearer ${other}`];
      const path = `/graphql?query=${encodeURIComponent(whoAmI)}`;
      send({ host: "127.0.0.1", port, path, headers: ["host", "localhost", ...headers] }, (response) =>
        json(response).then((body) => resolve([response.statusCode, body]), reject),
      )
        .on("error", reject)
        .end();
    });
    expect(answer).toEqual([
      401,
      { errors: [expect.objectContaining({ message: expect.stringMatching(/more than one/) })] },
    ]);
  });

  it("has an answer of the media type that was asked for", async () => {
    const accept = "application/graphql-response+json";
    const { headers } = await ask({ ...bearing(other), accept });
    expect(headers.get("content-type")).toMatch(accept);
    expect((await ask(bearing(other))).headers.get("content-type")).toMatch(/^application\/json/);
  });
});

describe("a token that cannot be looked up", () => {
  it("is an error of the server and not taken for none, and is in no log, whatever else went wrong", async () => {
    const secret = await giveToken(server.database);
    const { writePool } = server.database;
    await writePool.query("alter table tokens rename to tokens_elsewhere");
    const { status, headers, body } = await ask(bearing(secret));
    await writePool.query("alter table tokens_elsewhere rename to tokens");
    expect([status, body.data, body.errors[0].extensions]).toEqual([
      500,
      undefined,
      { code: "INTERNAL_SERVER_ERROR", requestId: headers.get("x-request-id") },
    ]);
    expect((await ask(bearing(secret))).status).toBe(200);

    await ask({ authorization: secret });
    await ask(bearing(secret), whoAmI, `?token=${secret}`);
    await ask(bearing(`${secret}x`));
    await ask(bearing(secret), "{ integration(slug: 1) { name } }");
    const logged = lines.join("");
    expect(logged).toContain("tokens");
    expect(logged).not.toContain(secret.slice(3, 40));
    expect(JSON.stringify(body)).not.toContain(secret.slice(3, 40));
  });
});

describe("pages of other sites", () => {
  const origin = "https://example.org";
  it("may send a token, and are told why one is refused", async () => {
    const asked = await server.server.fetch("http://localhost/graphql", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
    expect(asked.headers.get("access-control-allow-headers")).toMatch(/\bauthorization\b/);
    const { status, headers } = await ask({ ...bearing(makeSecret()), origin });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([
      401,
      expect.stringMatching(/^(\*|https:\/\/example\.org)$/),
    ]);
  });
});
