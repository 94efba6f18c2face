import type { Logger } from "pino";
import { LiveGraph } from "../../src/analysis/live-graph.ts";
import { TokenLookup } from "../../src/auth/token-lookup.ts";
import type { Config } from "../../src/env.ts";
import { ChangeFeed } from "../../src/feed/change-feed.ts";
import { VerdictFeed } from "../../src/feed/verdict/verdict-feed.ts";
import { type Scope, scopes, type Viewer } from "../../src/graphql/viewer.ts";
import type { Patience } from "../../src/plugins/event-stream.ts";
import { buildServer, type Server } from "../../src/server.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";

/** What a server answered, as a client sees it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: shaped by a GraphQL document
  readonly data: any;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: object;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly requestId?: string };
}

/** A server on a database of its own, asked through its front door. */
export interface TestServer {
  readonly database: TestDatabase;
  readonly graph: LiveGraph;
  readonly feed: ChangeFeed;
  readonly server: Server;
  /** Its clock, which stands still and decides what today is. */
  now: Date;
  /** Sends a document and expects data. @throws with all errors where there are any */
  // biome-ignore lint/suspicious/noExplicitAny: shaped by the document
  ask(document: string, variables?: object): Promise<any>;
  /** Sends a document and returns whatever comes back. */
  send(document: string, variables?: object, accept?: string): Promise<Answer>;
  /** The same as somebody, and with any scopes: `askAs(viewerWith("write"), …)`. */
  sendAs(viewer: Viewer, document: string, variables?: object): Promise<Answer>;
  // biome-ignore lint/suspicious/noExplicitAny: shaped by the document
  askAs(viewer: Viewer, document: string, variables?: object): Promise<any>;
  close(): Promise<void>;
}

/** The media type of GraphQL over HTTP, with which the status tells requests that were wrong. */
export const graphqlResponse = "application/graphql-response+json";

/** Somebody called ada, who may do this and all that comes before it. */
export function viewerWith(scope: Scope): Viewer {
  return { name: "ada", scopes: new Set(scopes.slice(0, scopes.indexOf(scope) + 1)) };
}

/** Opens a server on a copy of the template: with what the page of 2016 said, or with the seeds. */
export async function openTestServer({
  holds,
  ...options
}: {
  log?: Logger;
  readAccess?: Config["readAccess"];
  holds?: "page" | "seeds";
  mostSubscriptions?: number;
  patience?: Patience;
} = {}): Promise<TestServer> {
  const database = await openTestDatabase(holds);
  const clock = { now: new Date("2026-11-23T12:00:00Z") };
  const graph = new LiveGraph(database.readPool, { now: () => clock.now });
  const feed = new ChangeFeed(database.readPool);
  const verdicts = new VerdictFeed(database, graph, feed);
  const tokens = new TokenLookup(database.auth, { now: () => clock.now });
  const server = buildServer({ graph, write: database.write, feed, verdicts, tokens, ...options });
  const post = async (query: string, variables?: object, accept = graphqlResponse, viewer?: Viewer) => {
    const request = {
      method: "POST",
      headers: { "content-type": "application/json", accept },
      body: JSON.stringify({ query, variables }),
    };
    const response = await server.fetch("http://localhost/graphql", request, viewer ? { viewer } : {});
    const { status, headers } = response;
    return {
      status,
      headers,
      ...((await response.json()) as Pick<Answer, "data" | "errors" | "extensions">),
    };
  };
  const dataOf = ({ data, errors }: Answer, document: string) => {
    if (errors) throw new Error(`${JSON.stringify(errors, null, 2)}\n${document}`);
    return data;
  };
  return {
    database,
    graph,
    feed,
    server,
    get now() {
      return clock.now;
    },
    set now(now) {
      clock.now = now;
    },
    send: post,
    sendAs: (viewer, document, variables) => post(document, variables, graphqlResponse, viewer),
    ask: async (document, variables) => dataOf(await post(document, variables), document),
    askAs: async (viewer, document, variables) =>
      dataOf(await post(document, variables, graphqlResponse, viewer), document),
    close: () => {
      feed.close();
      return database.close();
    },
  };
}
