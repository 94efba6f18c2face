import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schema } from "../src/graphql/schema.ts";
import { giveToken } from "./auth/give-token.ts";
import { writeCrowd } from "./crowd.ts";
import { writeEdits } from "./edits.ts";
import { findEveryId } from "./graphql/every-id.ts";
import { openTestServer, type TestServer, viewerWith } from "./graphql/test-server.ts";
import { writeTangle } from "./tangle.ts";

// Every connection of the schema, found by walking it, is paged through both ways in every order it knows.

let server: TestServer;
let ids: Map<string, Set<string>>;
beforeAll(async () => {
  server = await openTestServer();
  await writeCrowd(server.database.write, "crowd", 24);
  await writeTangle(server.database.write);
  await writeEdits(server.database.write, 5);
  for (let token = 0; token < 6; token++) await giveToken(server.database);
  ids = await findEveryId(server);
});
afterAll(() => server.close());

/** Types without a global id, and a way to them. */
const detours: Readonly<Record<string, readonly [type: string, field: string]>> = {
  Work: ["BlockerReport", "work"],
};
/** Questions whose answers have connections, asked so that each has members. */
const questions: Readonly<Record<string, string>> = {
  "Viewer.tokens": "viewer",
  "WhatIf.unblocked": `whatIf(assume: ${supposed()})`,
  "WhatIf.stillBlocked": 'whatIf(assume: { resolve: [{ blocker: "crowd-obstacle-00", work: "work" }] })',
  "WhatIf.newlyBlocked": `whatIf(at: { assume: ${supposed()} }, assume: { withdraw: { ship: ["crowd-feature-01"] } })`,
};
/** Types that are no nodes: what tells two of them apart. */
const identities: Readonly<Record<string, string>> = {
  BlockingCycle: "members(first: 100) { nodes { id } }",
  Edge: "kind from { id } to { id }",
  Finding: "rule subjects(first: 100) { id } facts(first: 100) { id }",
  ReadinessChange: "integration { id }",
  StillBlocked: "integration { id }",
  Token: "name",
};
/** Types that only a list at the root leads to. */
const roots: Readonly<Record<string, string>> = { BlockingCycle: "blockingCycles" };
/** What fields must be asked besides. */
const required: Readonly<Record<string, string>> = {
  "Query.changes": "filter: { noun: { eq: RELEASE } }, ",
  "Query.search": 'query: "crowd", ',
  "Query.readinessChanges": 'from: { asOf: "2015-04-01" }, to: { asOf: "2015-12-31" }, ',
};

const connections = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type) && !type.name.startsWith("__")
    ? Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
        .map((field) => [`${type.name}.${field.name}`, type, field] as const)
    : [],
);

describe.concurrent("every connection", () => {
  it("is found by the walk", () => {
    expect(connections.length).toBeGreaterThan(40);
  });

  it.each(connections)("%s is whole, page by page, both ways, in every order", async (name, type, field) => {
    const read = await openConnection(name, type, field);
    for (const orderBy of ordersOf(field)) {
      const whole = await readWhole(read, orderBy);
      expect(new Set(whole).size, `${name} shows one twice`).toBe(whole.length);
      expect(whole.length, `${name} has too few for a test`).toBeGreaterThan(4);
      for (const size of [Math.ceil(whole.length / 3), Math.ceil(whole.length / 2) + 1]) {
        const what = `${name} by ${size} in ${JSON.stringify(orderBy)}`;
        expect(await pageForward(read, orderBy, size, whole.length), what).toEqual(whole);
        expect(await pageBackward(read, orderBy, size, whole.length), what).toEqual(whole);
      }
    }
  });

  it.each(connections)("%s keeps between two cursors", async (name, type, field) => {
    const read = await openConnection(name, type, field);
    // In the list's own order.
    const { edges } = await read({ first: 100 });
    const [after, before] = [edges[0]?.cursor, edges[4]?.cursor];
    const between = edges.slice(1, 4).map(idOf);
    expect((await read({ first: 100, after, before })).edges.map(idOf)).toEqual(between);
    expect((await read({ last: 100, after, before })).edges.map(idOf)).toEqual(between);
    expect((await read({ first: 2, after, before })).edges.map(idOf)).toEqual(between.slice(0, 2));
    expect((await read({ last: 2, after, before })).edges.map(idOf)).toEqual(between.slice(1));
    expect((await read({ first: 100, after: before, before: after })).edges).toEqual([]);
    const none = await read({ first: 0 });
    expect(none).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

type OrderBy = readonly { field: string; direction: "ASC" | "DESC" }[] | null;
interface Page {
  readonly totalCount: number;
  readonly nodes: readonly object[];
  readonly edges: readonly { readonly cursor: string; readonly node: object }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
type Read = (args: {
  first?: number;
  after?: string | null | undefined;
  last?: number;
  before?: string | null | undefined;
  orderBy?: OrderBy;
}) => Promise<Page>;

const idOf = (edge: Page["edges"][number]) => JSON.stringify(edge.node);

async function readWhole(read: Read, orderBy: OrderBy): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await read({ first: 100, after, orderBy });
    all.push(...page.edges.map(idOf));
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

async function pageForward(read: Read, orderBy: OrderBy, first: number, total: number): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await read({ first, after, orderBy });
    const before = all.length;
    all.push(...page.edges.map(idOf));
    expectWhole(page, total, all.length < total, before > 0);
    expect(page.edges.length).toBe(Math.min(first, total - before));
    if (all.length >= total) return all;
    after = page.pageInfo.endCursor;
  }
}

async function pageBackward(read: Read, orderBy: OrderBy, last: number, total: number): Promise<string[]> {
  const all: string[] = [];
  for (let before: string | null = null; ; ) {
    const page = await read({ last, before, orderBy });
    const after = all.length;
    all.unshift(...page.edges.map(idOf));
    expectWhole(page, total, after > 0, all.length < total);
    expect(page.edges.length).toBe(Math.min(last, total - after));
    if (all.length >= total) return all;
    before = page.pageInfo.startCursor;
  }
}

function expectWhole(page: Page, total: number, hasNextPage: boolean, hasPreviousPage: boolean): void {
  expect(page).toMatchObject({
    totalCount: total,
    nodes: page.edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: page.edges[0]?.cursor,
      endCursor: page.edges.at(-1)?.cursor,
    },
  });
}

/** Each field both ways, and all fields together; null: the list's own, where it knows no other. */
function ordersOf(field: GraphQLField<unknown, unknown>): OrderBy[] {
  const argument = field.args.find((arg) => arg.name === "orderBy");
  const order = argument && getNamedType(argument.type);
  const names = isInputObjectType(order) ? getNamedType(order.getFields().field?.type) : undefined;
  if (!isEnumType(names)) return [null];
  const known = names.getValues().map((value) => value.name);
  const both = known.flatMap((name) => [
    [{ field: name, direction: "ASC" as const }],
    [{ field: name, direction: "DESC" as const }],
  ]);
  const together = known.map((name, i) => ({ field: name, direction: i % 2 ? "ASC" : "DESC" }) as const);
  return [...both, together];
}

/** How to read a connection of the object that has the most of it, short of a hundred. */
async function openConnection(
  name: string,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): Promise<Read> {
  const orderType = field.args.find((arg) => arg.name === "orderBy")?.type;
  const declared = ["$first: Int", "$after: String", "$last: Int", "$before: String"];
  if (orderType) declared.push(`$orderBy: ${orderType}`);
  const args = declared.map((each) => each.replace(/^\$(\w+):.*$/, "$1: $$$1")).join(", ");
  const identity = identities[nodeTypeOf(field)] ?? "... on Node { id }";
  const page = `list: ${field.name}(${required[name] ?? ""}${args}) {
    totalCount nodes { ${identity} } edges { cursor node { ${identity} } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }`;
  const root = roots[type.name];
  if (root) {
    const document = `query (${declared.join(", ")}) { ${root}(first: 1) { nodes { ${page} } } }`;
    return async (variables) => (await server.ask(document, variables))[root].nodes[0].list;
  }
  if (type.name === "Query") {
    const document = `query (${declared.join(", ")}) { ${page} }`;
    return async (variables) => (await server.ask(document, variables)).list;
  }
  const question = questions[name];
  if (question) {
    const document = `query (${declared.join(", ")}) { owner: ${question} { ${page} } }`;
    return async (variables) => (await server.askAs(viewerWith("admin"), document, variables)).owner.list;
  }
  const [owner, step] = detours[type.name] ?? [type.name, null];
  const on = (selection: string) =>
    `... on ${owner} { ${step ? `owner: ${step} { ${selection} }` : selection} }`;
  const id = await findRichest(owner, on(`list: ${field.name} { totalCount }`));
  const document = `query ($id: ID!, ${declared.join(", ")}) { node(id: $id) { ${on(page)} } }`;
  return async (variables) => {
    const { node } = await server.ask(document, { ...variables, id });
    return (node.owner ?? node).list;
  };
}

/** What frees all integrations of the crowd but the first. */
function supposed(): string {
  return '{ ship: ["crowd-feature-01", "crowd-feature-23"], adopt: [{ feature: "crowd-feature-23" }] }';
}

function nodeTypeOf({ type }: GraphQLField<unknown, unknown>): string {
  const connection = getNamedType(type);
  return isObjectType(connection) ? (getNamedType(connection.getFields().nodes?.type)?.name ?? "") : "";
}

async function findRichest(type: string, selection: string): Promise<string> {
  const all = [...(ids.get(type) ?? [])];
  let [richest, most] = ["", 0];
  for (let i = 0; i < all.length; i += 100) {
    const some = all.slice(i, i + 100);
    const { nodes } = await server.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${selection} } }`, {
      ids: some,
    });
    for (const [at, node] of nodes.entries()) {
      const total = (node.owner ?? node).list?.totalCount ?? 0;
      if (total > most && total <= 100) [richest, most] = [some[at] as string, total];
    }
  }
  return richest;
}
