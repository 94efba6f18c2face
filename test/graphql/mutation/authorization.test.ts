import fc from "fast-check";
import type { GraphQLField } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeToken } from "../../../src/auth/token.ts";
import { schema } from "../../../src/graphql/schema.ts";
import { giveToken } from "../../auth/give-token.ts";
import { drawInput } from "../draw-input.ts";
import { openTestServer, type TestServer } from "../test-server.ts";

// Every mutation of the schema, with inputs drawn from the schema. Who has no token, one of too small a scope, or one that
// has ended, is told so by each mutation.

type Mutation = GraphQLField<unknown, unknown>;
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
/** How many mutations one document sends. */
const atOnce = 10;
/** How many inputs each is sent. */
const draws = Number(process.env.INPUT_DRAWS ?? 3);
const seed = Number(process.env.INPUT_SEED ?? Date.now() % 2 ** 31);

let server: TestServer;
let documents: readonly { readonly query: string; readonly variables: object }[];
beforeAll(async () => {
  server = await openTestServer();
  const drawn = mutations.flatMap((mutation) =>
    Array.from({ length: draws }, (_, index) => ({ mutation, index })),
  );
  const chunks = Array.from({ length: Math.ceil(drawn.length / atOnce) }, (_, chunk) =>
    drawn.slice(chunk * atOnce, (chunk + 1) * atOnce),
  );
  documents = chunks.map((chunk) =>
    compose(chunk.map(({ mutation, index }) => ({ mutation, seed: seed + index }))),
  );
});
afterAll(() => server.close());

/** A document that sends these mutations, and what they take. */
function compose(sent: readonly { mutation: Mutation; seed: number }[]) {
  const parts = sent.map(({ mutation, seed: own }, place) => {
    const args = mutation.args.map((arg) => ({
      name: arg.name,
      variable: `${arg.name}${place}`,
      type: arg.type,
      value: fc.sample(drawInput(arg.type), { numRuns: 1, seed: own })[0],
    }));
    return { alias: `_${place}`, name: mutation.name, args };
  });
  const declared = parts.flatMap(({ args }) => args.map(({ variable, type }) => `$${variable}: ${type}`));
  const fields = parts.map(({ alias, name, args }) => {
    const given = args.map((arg) => `${arg.name}: $${arg.variable}`).join(", ");
    return `${alias}: ${name}(${given}) { type: __typename ... on NotAuthorizedError { message scope } }`;
  });
  const values = parts.flatMap(({ args }) => args.map(({ variable, value }) => [variable, value]));
  return {
    query: `mutation (${declared.join(", ")}) { ${fields.join(" ")} }`,
    variables: Object.fromEntries(values) as object,
  };
}

interface Outcome {
  readonly type: string;
  readonly message?: string;
  readonly scope?: string;
}

interface Body {
  readonly data?: Record<string, Outcome>;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

async function post(secret: string | undefined, query: string, variables: object) {
  const response = await server.server.fetch("http://localhost/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

/** Sends all documents with a token, or without. */
async function sendAll(secret?: string) {
  const answers = [];
  for (const { query, variables } of documents) {
    const { status, body } = await post(secret, query, variables);
    answers.push({ status, errors: body.errors, outcomes: body.data && Object.values(body.data) });
  }
  return answers;
}

/** All that was ever written: the history, and the tokens without when they were last used. */
async function written(): Promise<unknown> {
  const { rows } = await server.database.writePool.query(`
    select (select count(*) from changes) as changes, (select count(*) from change_sets) as sets,
      (select max(revision) from graph_revision) as revision,
      (select json_agg(json_build_array(id, name, scope, expires_at, revoked_at) order by id) from tokens) as tokens`);
  return rows[0];
}

describe(`every mutation (INPUT_SEED=${seed})`, () => {
  it("is found", () => {
    expect(mutations.length).toBeGreaterThan(20);
  });

  it.each([
    ["without a token", undefined],
    ["with a token that reads", "read"],
  ] as const)("%s says NotAuthorizedError, and writes nothing", async (_what, scope) => {
    const secret = scope && (await giveToken(server.database, { scope }));
    const before = await written();
    const answers = await sendAll(secret);
    for (const { status, errors, outcomes = [] } of answers) {
      expect([status, errors]).toEqual([200, undefined]);
      const told = { type: "NotAuthorizedError", message: expect.stringMatching(/needs a token of scope/) };
      for (const outcome of outcomes) {
        expect(outcome).toEqual({ ...told, scope: expect.stringMatching(/^(WRITE|ADMIN)$/) });
      }
    }
    expect(answers.flatMap(({ outcomes = [] }) => outcomes)).toHaveLength(mutations.length * draws);
    expect(await written()).toEqual(before);
  });

  it("with an expired or a revoked token says NotAuthorizedError, and writes nothing; what is read is refused", async () => {
    const end = new Date(Date.now() + 3_600_000);
    const expired = await giveToken(server.database, { scope: "admin", name: "expired", expiresAt: end });
    const revoked = await giveToken(server.database, { scope: "admin", name: "revoked" });
    await revokeToken(server.database.auth, "revoked");
    const before = await written();
    const { now } = server;
    server.now = end;
    for (const [secret, message] of [
      [expired, /expired at/],
      [revoked, /was revoked at/],
    ] as const) {
      const answers = await sendAll(secret);
      for (const { status, errors, outcomes = [] } of answers) {
        expect([status, errors]).toEqual([200, undefined]);
        const told = { type: "NotAuthorizedError", message: expect.stringMatching(message) };
        for (const outcome of outcomes) {
          expect(outcome).toEqual({ ...told, scope: expect.stringMatching(/^(WRITE|ADMIN)$/) });
        }
      }
      expect(answers.flatMap(({ outcomes = [] }) => outcomes)).toHaveLength(mutations.length * draws);
      for (const query of ["{ graphRevision }", "subscription { changes { cursor } }"]) {
        expect(await post(secret, query, {})).toEqual({
          status: 401,
          body: {
            errors: [{ message: expect.stringMatching(message), extensions: { code: "UNAUTHENTICATED" } }],
          },
        });
      }
    }
    server.now = now;
    expect(await written()).toEqual(before);
  });

  it("with a token of all scopes is read, and what is written has its name and not itself", async () => {
    const secret = await giveToken(server.database, { scope: "admin", name: "curator" });
    const drawn = (await sendAll(secret)).flatMap(({ outcomes = [] }) => outcomes);
    expect(drawn).toHaveLength(mutations.length * draws);
    expect(drawn.filter(({ type }) => type === "NotAuthorizedError")).toEqual([]);
    const input = { slug: "by-curator", name: "By the curator", kind: "RPC" };
    const document =
      "mutation ($input: CreateFeatureInput!) { made: createFeature(input: $input) { type: __typename } }";
    const { body } = await post(secret, document, { input });
    expect(body).toMatchObject({ data: { made: { type: "FeaturePayload" } } });
    const { rows } = await server.database.writePool.query(`
      select database_to_xml(true, true, '')::text as all,
        (select actor from change_sets join changes on change_set_id = change_sets.id where slug = 'by-curator') as actor`);
    expect(rows[0].actor).toBe("curator");
    expect(rows[0].all).not.toContain(secret.slice(3, 46));
  });
});
