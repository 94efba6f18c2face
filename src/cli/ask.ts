import { ExpectedError } from "../expected-error.ts";
import { operation } from "../graphql/operations.ts";
import { anonymous } from "../graphql/viewer.ts";
import type { Server } from "../server.ts";
import { wrongUsage } from "./exit-code.ts";

/** Rows of an answer, as the document of its operation shapes them. */
// biome-ignore lint/suspicious/noExplicitAny: shaped by a GraphQL document
export type Answer = any;

/**
 * Every page of a connection.
 *
 * @param read asks for the page after a cursor; null: the first.
 */
export async function askAll(read: (after: string | null) => Promise<Answer>): Promise<Answer[]> {
  const all: Answer[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: Answer = await read(after);
    all.push(...nodes);
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}

/**
 * Sends one of the ready operations through the server in process, the one way to an answer.
 * @throws ExpectedError with the server's words
 */
export function ask(server: Server, name: string, variables: Record<string, unknown>): Promise<Answer> {
  return askDocument(server, operation(name), variables);
}

/** The same with a document of one's own. */
export async function askDocument(
  server: Server,
  query: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  const request = {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query, variables }),
  };
  // Who can open the database needs no token.
  const response = await server.fetch("http://localhost/graphql", request, { viewer: anonymous });
  const { data, errors } = (await response.json()) as {
    data: Answer;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  if (errors?.length) {
    // The document is ours, its variables are the caller's.
    const isCallers = errors.every(({ extensions }) => extensions?.code === "BAD_USER_INPUT");
    throw new ExpectedError(errors.map(({ message }) => message).join("\n"), {
      exitCode: isCallers ? wrongUsage : 1,
    });
  }
  return data;
}
