import { type GraphQLUnionType, getNamedType } from "graphql";
import { schema } from "../../../src/graphql/schema.ts";
import type { Viewer } from "../../../src/graphql/viewer.ts";
import { type TestServer, viewerWith } from "../test-server.ts";

export const writer = viewerWith("write");

/** The global id of a node. */
export const idOf = (type: string, slug: string): string =>
  Buffer.from(`${type}:${slug}`).toString("base64url");

const errors = `... on Error { message } ... on ValidationError { problems { path message } }
  ... on ConflictError { noun slug currentVersion } ... on NotFoundError { missing { path kind slug suggestion } }
  ... on NotAuthorizedError { scope }`;

/** The document that sends one mutation and reads all of its errors, and this much of what came of it. */
export function mutationDocument(name: string, selection = "changes { operation noun slug }"): string {
  const field = schema.getMutationType()?.getFields()[name];
  if (!field) throw new Error(`there is no mutation ${name}`);
  const [payload] = (getNamedType(field.type) as GraphQLUnionType)
    .getTypes()
    .filter((type) => type.name.endsWith("Payload"));
  return `mutation ($input: ${field.args[0]?.type}) { result: ${name}(input: $input) {
    __typename ... on ${payload} { ${selection} } ${errors} } }`;
}

/** Sends one mutation as somebody who may write, and returns what came of it. */
export async function mutate(
  server: TestServer,
  name: string,
  input: object,
  selection?: string,
  viewer: Viewer = writer,
  // biome-ignore lint/suspicious/noExplicitAny: shaped by the selection
): Promise<any> {
  return (await server.askAs(viewer, mutationDocument(name, selection), { input })).result;
}
