import { GraphQLError, getOperationAST, parse } from "graphql";
import type { GraphQLParams } from "graphql-yoga";
import type { Logger } from "pino";
import type { AuthenticationError } from "../auth/authentication-error.ts";
import type { ErrorCode } from "../graphql/errors.ts";
import type { Viewer } from "../graphql/viewer.ts";
import { maskError } from "./mask-error.ts";
import { requestId } from "./use-request-id.ts";

/** The answer to a request whose token is wrong, or that should have one: by RFC 6750, with a body of GraphQL. */
export function refuseUnauthenticated(
  request: Request,
  { message, cameWithToken }: AuthenticationError,
): Response {
  const headers = { "www-authenticate": cameWithToken ? refusal(message) : challenge };
  return answer(request, 401, { message, extensions: { code } }, headers);
}

/**
 * Refuses what somebody asks whose token has ended, but for mutations, which answer that themselves.
 *
 * @throws GraphQLError that becomes the same answer as {@link refuseUnauthenticated} gives
 */
export function refuseEnded({ ended }: Viewer, { query, operationName }: GraphQLParams): void {
  if (ended === undefined) return;
  const operation = getOperationAST(parse(query ?? ""), operationName);
  if (operation?.operation === "mutation") return;
  const http = { status: 401, headers: { "www-authenticate": refusal(ended) } };
  throw new GraphQLError(ended, { extensions: { code, http } });
}

const code: ErrorCode = "UNAUTHENTICATED";
const challenge = 'Bearer realm="criugraph"';

function refusal(message: string): string {
  const description = message.replaceAll(/["\\]/g, "'");
  return `${challenge}, error="invalid_token", error_description="${description}"`;
}

/** The answer to a request that failed before anything was executed, masked and logged as any other error is. */
export function tellFailure(request: Request, error: unknown, log: Logger): Response {
  const masked = maskError(error, log, requestId(request));
  const isUnavailable = masked.extensions.code === ("SERVICE_UNAVAILABLE" satisfies ErrorCode);
  const again: Record<string, string> = isUnavailable ? { "retry-after": "1" } : {};
  return answer(request, isUnavailable ? 503 : 500, masked, again);
}

function answer(
  request: Request,
  status: number,
  error: Pick<GraphQLError, "message" | "extensions">,
  headers: Record<string, string>,
): Response {
  const ofGraphql = "application/graphql-response+json";
  const type = request.headers.get("accept")?.includes(ofGraphql) ? ofGraphql : "application/json";
  return new Response(JSON.stringify({ errors: [error] }), {
    status,
    headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store", ...headers },
  });
}
