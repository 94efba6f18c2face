import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { writeCrowd } from "../crowd.ts";
import { writeExamples } from "../domain/example-records.ts";
import { findEveryId } from "./every-id.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// Documents made from the schema ask every node for every field it has, all at once and one by one.

let server: TestServer;
let ids: Map<string, Set<string>>;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
  await writeCrowd(server.database.write, "crowd", 4);
  ids = await findEveryId(server, { asOf: "2020-06-15" });
});
afterAll(() => server.close());

const nodeTypes = schema.getPossibleTypes(schema.getType("Node") as never);
const types = nodeTypes.map((type) => [type.name, type] as const);

describe("every field", () => {
  it.each(types)("of every %s has an answer, and what it points to as well", async (name, type) => {
    const all = await askNodes(name, [...(ids.get(name) ?? [])].slice(0, 20), selectAll(type, 2));
    expect(all.length).toBeGreaterThan(0);
    expect(all).not.toContain(null);
  });

  it.each(types)("of a %s has the same answer alone as in company", async (name, type) => {
    const some = [...(ids.get(name) ?? [])].slice(0, 3);
    const together = await askNodes(name, some, selectAll(type, 2));
    for (const field of Object.values(type.getFields())) {
      const alone = await askNodes(name, some, selectField(type, field, 2));
      const key = `${name}_${field.name}`;
      expect(alone.map((node) => node[key])).toEqual(together.map((node) => node[key]));
    }
  });

  it("has the same answer alone as when many ask at the same time", async () => {
    const askAll = types.map(
      ([name, type]) =>
        () =>
          askNodes(name, [...(ids.get(name) ?? [])].slice(0, 5), selectAll(type, 2)),
    );
    const alone = [];
    for (const ask of askAll) alone.push(await ask());
    expect(await Promise.all(askAll.map((ask) => ask()))).toEqual(alone);
  });

  it("at the root has an answer", async () => {
    const query = schema.getQueryType();
    if (!query) throw new Error("there is nothing to ask");
    for (const field of Object.values(query.getFields())) {
      if (field.args.some(isRequiredArgument)) continue;
      const data = await server.ask(`{ ${selectField(query, field, 2)} }`);
      expect(data[`Query_${field.name}`], field.name).not.toBeNull();
    }
  });
});

// biome-ignore lint/suspicious/noExplicitAny: shaped by the document
async function askNodes(name: string, some: readonly string[], selection: string): Promise<any[]> {
  const document = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${name} { ${selection} } } }`;
  return (await server.ask(document, { ids: some })).nodes;
}

/** All fields of a type, under names that no other type has; objects to this depth. */
function selectAll(type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    return `__typename ${possible.map((each) => `... on ${each.name} { ${selectAll(each, depth)} }`).join(" ")}`;
  }
  if (!isObjectType(type) || depth === 0) return "__typename";
  return Object.values(type.getFields())
    .map((field) => selectField(type, field, depth))
    .join(" ");
}

function selectField(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>, depth: number): string {
  const of = getNamedType(field.type);
  const key = `${type.name}_${field.name}: ${field.name}`;
  if (isLeafType(of)) return key;
  // A connection is as deep as what it is of, and cut short.
  const isPart = type.name.endsWith("Connection") || field.name === "node";
  const few = of.name.endsWith("Connection") ? "(first: 2)" : "";
  return `${key}${few} { ${selectAll(of, isPart ? depth : depth - 1)} }`;
}
