import { createYoga, type YogaServerInstance } from "graphql-yoga";
import { type Logger, pino } from "pino";
import type { Context } from "./graphql/context.ts";
import type { Graph } from "./graphql/read/graph.ts";
import { schema } from "./graphql/schema.ts";
import { anonymous, type Viewer } from "./graphql/viewer.ts";
import { maskError } from "./plugins/mask-error.ts";
import { playground, renderPlayground } from "./plugins/playground.ts";
import { type Authenticate, useAuthentication, viewerOf } from "./plugins/use-authentication.ts";
import { useErrorMask } from "./plugins/use-error-mask.ts";
import { useGraphRevision } from "./plugins/use-graph-revision.ts";
import { useReferenceExecutor } from "./plugins/use-reference-executor.ts";
import { requestId, useRequestId } from "./plugins/use-request-id.ts";

/** What somebody who asks in process may say beside the request. */
export interface InProcess {
  /** Who they are; absent: whoever the request itself is from. */
  readonly viewer?: Viewer;
}

/** What answers GraphQL requests; `fetch` asks it in process. */
export type Server = YogaServerInstance<InProcess, Context>;

/** Builds the server around a graph, without listening. */
export function buildServer({
  graph,
  log = pino({ level: "silent" }),
  authenticate = async () => anonymous,
}: {
  graph: Graph;
  log?: Logger;
  authenticate?: Authenticate;
}): Server {
  return createYoga<InProcess, Context>({
    schema,
    context: ({ request }) => ({
      graph,
      viewer: viewerOf(request),
      signal: request.signal,
      requestId: requestId(request),
    }),
    graphqlEndpoint: "/graphql",
    // Answered by `listen.ts` already, which does so while the database is opened too.
    healthCheckEndpoint: "/live",
    landingPage: false,
    graphiql: playground,
    renderGraphiQL: renderPlayground,
    batching: false,
    multipart: false,
    cors: { origin: "*", credentials: false, methods: ["GET", "POST", "OPTIONS"] },
    plugins: [
      useAuthentication(authenticate),
      useReferenceExecutor(),
      useRequestId(),
      useErrorMask(log),
      useGraphRevision(),
    ],
    // What fails outside of an execution; errors of one are masked with the id of their request before this.
    maskedErrors: { maskError: (error) => maskError(error, log, undefined) },
    logging: false,
  }) as Server;
}
