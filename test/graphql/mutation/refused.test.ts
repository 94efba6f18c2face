import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verbs } from "../../../src/graphql/mutations/verb-list.ts";
import { schema } from "../../../src/graphql/schema.ts";
import { anonymous } from "../../../src/graphql/viewer.ts";
import { openTestServer, type TestServer, viewerWith } from "../test-server.ts";
import { mutate, mutationDocument, writer } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** Those that write to the graph. */
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter((field) =>
  verbs.some(({ name }) => name === field.name),
);

/** Something of a type, with all it must have. */
function something(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return something(type.ofType);
  if (isListType(type)) return [something(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const given = type.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type));
    return Object.fromEntries(given.map((field) => [field.name, something(field.type)]));
  }
  return { Date: "2020-01-01", Int: 1 }[getNamedType(type).name] ?? "x";
}

describe("every mutation", () => {
  it("is refused to who may not write, before anything is read of its input", async () => {
    const before = await server.ask("{ graphRevision changes { totalCount } }");
    expect(mutations.length).toBeGreaterThan(50);
    for (const { name, args } of mutations) {
      const input = something(args[0]?.type as GraphQLInputType) as object;
      for (const viewer of [anonymous, viewerWith("read")]) {
        expect(await mutate(server, name, input, undefined, viewer), name).toEqual({
          __typename: "NotAuthorizedError",
          message: expect.stringContaining("a token of scope write"),
          scope: "WRITE",
        });
      }
    }
    expect(await server.ask("{ graphRevision changes { totalCount } }")).toEqual(before);
  });

  it("answers what is wrong as data, whatever it is sent", async () => {
    for (const { name, args } of mutations) {
      const result = await mutate(server, name, something(args[0]?.type as GraphQLInputType) as object);
      expect(result.__typename, name).toMatch(/^(ValidationError|NotFoundError|\w+Payload)$/);
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
