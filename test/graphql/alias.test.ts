import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./test-server.ts";

// Answers are objects whose properties clients name. These names mean something to JavaScript, and nothing here.

const names = [
  "then",
  "catch",
  "constructor",
  "__proto__",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toJSON",
];

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** The value at a path, of an own property at each step. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((object, key) => Object.getOwnPropertyDescriptor(object, key)?.value, value);
}

describe.each(names)("the alias %s", (name) => {
  it("names a root field: a connection, a look-up, a number, the type", async () => {
    const connection = await server.ask(`{ ${name}: integrations(first: 0) { ${name}: totalCount } }`);
    expect(at(connection, name, name)).toBe(12);
    const lookUp = await server.ask(`{ ${name}: integration(slug: "systemd") { ${name}: slug } }`);
    expect(at(lookUp, name, name)).toBe("systemd");
    expect(at(await server.ask(`{ ${name}: graphRevision }`), name)).toBe(1);
    expect(at(await server.ask(`{ ${name}: __typename }`), name)).toBe("Query");
  });

  it("names what is stored, in lists of lists", async () => {
    const answer = await server.ask(`{ integration(slug: "systemd") {
      ${name}: blockers { ${name}: nodes { ${name}: slug remedies { ${name}: needs { ${name}: __typename } } } }
    } }`);
    const blocker = [name, name, 0] as const;
    expect(at(answer.integration, ...blocker, name)).toBe("systemd-adoption");
    expect(at(answer.integration, ...blocker, "remedies", 0, name, 0, name)).toBe("FeatureNeed");
  });

  it("names what is computed, and what that leads to", async () => {
    const answer = await server.ask(`{ feature(slug: "restore-sibling") {
      ${name}: availability
      blockedIntegrations { edges { ${name}: reason explanation { ${name}: to { ${name}: __typename } } } }
    } }`);
    expect(at(answer.feature, name)).toBe("AVAILABLE");
    const edge = ["blockedIntegrations", "edges", 0] as const;
    expect(at(answer.feature, ...edge, name)).toBe("NOT_ADOPTED");
    expect(at(answer.feature, ...edge, "explanation", 0, name, name)).toBe("Blocker");
  });

  it("names what is found among several types", async () => {
    const id = Buffer.from("Integration:systemd").toString("base64url");
    const answer = await server.ask(`{
      nodes(ids: ["${id}"]) { ${name}: id }
      search(query: "systemd", first: 1) { ${name}: nodes { ... on Integration { ${name}: slug } } }
    }`);
    expect(at(answer, "nodes", 0, name)).toBe(id);
    expect(at(answer, "search", name, 0, name)).toBe("systemd");
  });

  it("names a fragment, an operation and a variable", async () => {
    const document = `query ${name}($${name}: Int) { ...${name} }
      fragment ${name} on Query { integrations(first: $${name}) { nodes { slug } } }`;
    const answer = await server.ask(document, JSON.parse(`{"${name}": 2}`));
    expect(answer.integrations.nodes).toHaveLength(2);
  });
});
