import { createYoga, type YogaServerInstance } from "graphql-yoga";
import { type Logger, pino } from "pino";
import type { TokenLookup } from "./auth/token-lookup.ts";
import type { Db } from "./db/open.ts";
import type { Config } from "./env.ts";
import type { ChangeFeed } from "./feed/change-feed.ts";
import type { VerdictFeed } from "./feed/verdict/verdict-feed.ts";
import type { Context } from "./graphql/context.ts";
import type { Graph } from "./graphql/read/graph.ts";
import { schema } from "./graphql/schema.ts";
import type { Viewer } from "./graphql/viewer.ts";
import type { Patience } from "./plugins/event-stream.ts";
import { maskError } from "./plugins/mask-error.ts";
import { playground, renderPlayground } from "./plugins/playground.ts";
import { refuseEnded } from "./plugins/refuse-request.ts";
import { useAtomFeeds } from "./plugins/use-atom-feeds.ts";
import { useAuthentication, viewerOf } from "./plugins/use-authentication.ts";
import { useErrorMask } from "./plugins/use-error-mask.ts";
import { useGraphRevision } from "./plugins/use-graph-revision.ts";
import { useJsonRequests } from "./plugins/use-json-requests.ts";
import { useMutationBound } from "./plugins/use-mutation-bound.ts";
import { useReadiness } from "./plugins/use-readiness.ts";
import { useReferenceExecutor } from "./plugins/use-reference-executor.ts";
import { requestId, useRequestId } from "./plugins/use-request-id.ts";
import { useSubscriptions } from "./plugins/use-subscriptions.ts";

/** What somebody who asks in process may say beside the request. */
export interface InProcess {
  /** Who they are; absent: whoever the request itself is from. */
  readonly viewer?: Viewer;
}

/** What answers GraphQL requests; `fetch` asks it in process. */
export type Server = YogaServerInstance<InProcess, Context>;

/** What a server is built around. */
export interface ServerOptions {
  readonly graph: Graph;
  /** Where mutations write. */
  readonly write: Db;
  /** Where subscriptions learn what is written; who closes it ends them. */
  readonly feed: ChangeFeed;
  readonly verdicts: VerdictFeed;
  readonly tokens: TokenLookup;
  /** Who may ask without a token; absent: anyone. */
  readonly readAccess?: Config["readAccess"];
  /** How many subscriptions may be open at one time. */
  readonly mostSubscriptions?: number;
  /** How long it waits for those who subscribed. */
  readonly patience?: Patience;
  readonly log?: Logger;
}

/** Builds the server, without listening. */
export function buildServer({
  graph,
  write,
  feed,
  verdicts,
  tokens,
  readAccess = "anyone",
  mostSubscriptions = 2_000,
  patience = { pingEvery: 10_000, stall: 30_000 },
  log = pino({ level: "silent" }),
}: ServerOptions): Server {
  const server: Server = createYoga<InProcess, Context>({
    schema,
    context: ({ request, params }) => {
      const viewer = viewerOf(request);
      refuseEnded(viewer, params);
      return {
        graph,
        write,
        feed,
        verdicts,
        lastEventId: request.headers.get("last-event-id"),
        viewer,
        tokens,
        signal: request.signal,
        requestId: requestId(request),
      };
    },
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
      useReadiness(graph),
      useJsonRequests(),
      useAuthentication({ tokens, readAccess, log }),
      useAtomFeeds((...request) => server.fetch(...request)),
      useMutationBound(),
      useReferenceExecutor(),
      useSubscriptions({ tokens, most: mostSubscriptions, patience, log }),
      useRequestId(),
      useErrorMask(log),
      useGraphRevision(),
    ],
    // What fails outside of an execution; errors of one are masked with the id of their request before this.
    maskedErrors: { maskError: (error) => maskError(error, log, undefined) },
    logging: false,
  }) as Server;
  return server;
}
