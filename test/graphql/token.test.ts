import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTokens } from "../../src/auth/token.ts";
import { giveToken } from "../auth/give-token.ts";
import { mutate } from "./mutation/mutate.ts";
import { openTestServer, type TestServer, viewerWith } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const admin = viewerWith("admin");
const fields = "name scope state createdBy expiresAt lastUsedAt revokedBy";
const create = (input: object) => mutate(server, "createToken", input, `secret token { ${fields} }`, admin);
const revoke = (input: object) => mutate(server, "revokeToken", input, `token { ${fields} }`, admin);

async function statusOf(secret: string): Promise<number> {
  const headers = { authorization: `Bearer ${secret}` };
  return (await server.server.fetch("http://localhost/graphql?query={__typename}", { headers })).status;
}

const listed =
  "{ viewer { tokens(first: 2) { totalCount pageInfo { hasNextPage endCursor } nodes { name state } } } }";

describe("who manages tokens", () => {
  it("makes one, which works, and revokes it, which acts at once", async () => {
    const expiresAt = "2100-01-01T00:00:00.000Z";
    const made = await create({ name: "by-ada", scope: "WRITE", expiresAt });
    const token = {
      name: "by-ada",
      scope: "WRITE",
      state: "ACTIVE",
      createdBy: "ada",
      expiresAt,
      lastUsedAt: null,
      revokedBy: null,
    };
    expect(made).toEqual({ __typename: "CreateTokenPayload", secret: expect.stringMatching(/^cg_/), token });
    expect(await statusOf(made.secret)).toBe(200);
    expect((await revoke({ name: "by-ada" })).token).toMatchObject({ state: "REVOKED", revokedBy: "ada" });
    expect(await statusOf(made.secret)).toBe(401);
  });

  it("is told what is wrong, with its place, and no other secret is made", async () => {
    await create({ name: "twice", scope: "READ", expiresAt: null });
    expect(await create({ name: "twice", scope: "READ" })).toMatchObject({ __typename: "ConflictError" });
    expect(await create({ name: " ", scope: "READ", expiresAt: "2020-01-01T00:00:00Z" })).toMatchObject({
      __typename: "ValidationError",
      problems: [
        { path: ["name"], message: "is empty; expected text" },
        { path: ["expiresAt"], message: "is past; expected a moment to come" },
      ],
    });
    expect(await revoke({ name: "no\u0000body" })).toMatchObject({
      missing: [{ path: ["name"], kind: "token" }],
    });
    expect(await revoke({ name: "nobody" })).toMatchObject({
      __typename: "NotFoundError",
      missing: [{ path: ["name"], kind: "token", slug: "nobody" }],
    });
    const { errors } = await server.sendAs(
      admin,
      'mutation { createToken(input: { name: "x", scope: READ, expiresAt: "tomorrow" }) { __typename } }',
    );
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(
      (await listTokens(server.database.auth)).filter(({ name }) => /twice|^x$/.test(name)),
    ).toHaveLength(1);
  });

  it("gives one 90 days where nothing is said, and no end only on demand", async () => {
    const { token } = await create({ name: "soon", scope: "READ" });
    const days = (Date.parse(token.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThan(90.1);
    expect((await create({ name: "never", scope: "READ", expiresAt: null })).token.expiresAt).toBeNull();
  });

  it("sees all of them, page by page, with no statement of the graph's", async () => {
    const all = (await listTokens(server.database.auth)).map(({ name }) => name);
    await giveToken(server.database, { name: "last" });
    const { viewer } = await server.askAs(admin, listed);
    expect(viewer.tokens.nodes.map(({ name }: { name: string }) => name)).toEqual(all.slice(0, 2));
    expect([viewer.tokens.totalCount, viewer.tokens.pageInfo.hasNextPage]).toEqual([all.length + 1, true]);
    const after = listed.replace("first: 2", `first: 100, after: "${viewer.tokens.pageInfo.endCursor}"`);
    const rest = (await server.askAs(admin, after)).viewer.tokens.nodes;
    expect(rest.map(({ name }: { name: string }) => name)).toEqual([...all.slice(2), "last"]);
  });
});

describe("who does not manage tokens", () => {
  it("sees none, and makes and revokes none", async () => {
    for (const viewer of [viewerWith("read"), viewerWith("write")]) {
      expect((await server.askAs(viewer, listed)).viewer.tokens).toBeNull();
    }
    expect((await server.ask(listed)).viewer.tokens).toBeNull();
    const refused = await mutate(
      server,
      "createToken",
      { name: "mine", scope: "ADMIN" },
      "secret",
      viewerWith("write"),
    );
    expect(refused).toEqual({
      __typename: "NotAuthorizedError",
      message: 'this needs a token of scope admin; the token "ada" has read, write',
      scope: "ADMIN",
    });
  });
});
