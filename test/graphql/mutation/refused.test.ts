import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSecret } from "../../../src/auth/secret.ts";
import { verbs } from "../../../src/graphql/mutations/verb-list.ts";
import { schema } from "../../../src/graphql/schema.ts";
import { drawInput } from "../draw-input.ts";
import { openTestServer, type TestServer, viewerWith } from "../test-server.ts";
import { mutate, mutationDocument, writer } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

describe("whatever a mutation is sent", () => {
  it("it answers as data what is wrong with it", async () => {
    const fields = schema.getMutationType()?.getFields() ?? {};
    for (const { name } of verbs) {
      const [argument] = fields[name]?.args ?? [];
      if (!argument) throw new Error(`there is no mutation ${name}`);
      for (const input of fc.sample(drawInput(argument.type), { numRuns: 2 })) {
        const { data, errors } = await server.sendAs(writer, mutationDocument(name), { input });
        expect(errors, `${name} ${JSON.stringify(input)}`).toBeUndefined();
        expect(data.result.__typename).toMatch(/^(ValidationError|NotFoundError|ConflictError|\w+Payload)$/);
      }
    }
  });
});

describe("a mutation", () => {
  const document = mutationDocument("createFeature");
  const input = { slug: "by-get", name: "x", kind: "RPC" };

  it("is not executed by GET", async () => {
    const query = new URLSearchParams({ query: document, variables: JSON.stringify({ input }) });
    const response = await server.server.fetch(`http://localhost/graphql?${query}`, {}, { viewer: writer });
    expect(response.status).toBe(405);
    expect(await server.ask('{ feature(slug: "by-get") { slug } }')).toEqual({ feature: null });
  });

  it("is not executed as a form, as pages of other sites could send it", async () => {
    const body = new URLSearchParams({ query: document, variables: JSON.stringify({ input }) });
    const response = await server.server.fetch(
      "http://localhost/graphql",
      { method: "POST", body },
      { viewer: writer },
    );
    expect(response.status).toBe(415);
    expect(await server.ask('{ feature(slug: "by-get") { slug } }')).toEqual({ feature: null });
  });

  it.each([
    "feature { adoptions(first: 101) { totalCount } }",
    'changes(first: 5) { about { ... on Feature { neededBy(after: "x") { totalCount } } } }',
  ])("whose answer could not be told is refused before it writes: %s", async (selection) => {
    const { errors } = await server.sendAs(writer, mutationDocument("createFeature", selection), {
      input: { ...input, slug: "untold" },
    });
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(await server.ask('{ feature(slug: "untold") { slug } }')).toEqual({ feature: null });
  });

  it("can be asked from the viewpoint of a source that it makes", async () => {
    const selection = 'source { citations(at: { sources: ["made-just-now"] }) { totalCount } }';
    const url = "https://example.org/now";
    const made = { slug: "made-just-now", kind: "MAIL", title: "Now", url, publishedOn: "2020-01-01" };
    expect(await mutate(server, "createSource", made, selection)).toMatchObject({
      source: { citations: { totalCount: 0 } },
    });
  });
});

describe("a token in a text", () => {
  it("is kept nowhere, and not sent back", async () => {
    const secret = makeSecret();
    const input = {
      slug: "leak",
      name: `(${secret})`,
      kind: "RPC",
      aliases: ["leaky", secret],
      reason: `With ${secret}.`,
    };
    const result = await mutate(server, "createFeature", input);
    expect(result.problems.map(({ path }: { path: string[] }) => path.join(".")).sort()).toEqual([
      "aliases.1",
      "name",
      "reason",
    ]);
    expect(result.message).toContain("holds a token");
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(
      await mutate(server, "createToken", { name: secret, scope: "READ" }, "secret", viewerWith("admin")),
    ).toMatchObject({ problems: [{ path: ["name"] }] });
    const lookalike = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
    expect(
      await mutate(server, "createFeature", { ...input, name: lookalike, aliases: null, reason: null }),
    ).toHaveProperty("changes");
  });
});
