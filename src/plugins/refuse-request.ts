import type { GraphQLError } from "graphql";
import type { Logger } from "pino";
import type { AuthenticationError } from "../auth/authentication-error.ts";
import type { ErrorCode } from "../graphql/errors.ts";
import { maskError } from "./mask-error.ts";
import { requestId } from "./use-request-id.ts";

/** The answer to a request whose token is wrong, or that should have one: by RFC 6750, with a body of GraphQL. */
export function refuseUnauthenticated(
  request: Request,
  { message, cameWithToken }: AuthenticationError,
): Response {
  const challenge = 'Bearer realm="criugraph"';
  const about = `error="invalid_token", error_description="${message.replaceAll(/["\\]/g, "'")}"`;
  const code: ErrorCode = "UNAUTHENTICATED";
  return answer(
    request,
    401,
    { message, extensions: { code } },
    {
      "www-authenticate": cameWithToken ? `${challenge}, ${about}` : challenge,
    },
  );
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
