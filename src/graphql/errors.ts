import { GraphQLError } from "graphql";

/** What a client may have done wrong, or the server may be short of: `extensions.code` of every error. */
export type ErrorCode =
  | "BAD_USER_INPUT"
  | "UNAUTHENTICATED"
  | "TIMEOUT"
  | "CANCELLED"
  | "SERVICE_UNAVAILABLE"
  | "SLOW_SUBSCRIBER"
  | "TOO_MANY_SUBSCRIPTIONS"
  | "INTERNAL_SERVER_ERROR"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED";

/** An error a client can mend: its message says what is wrong, where, and what was expected. */
export function inputError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" satisfies ErrorCode } });
}

/** An error that a request is answered with instead of anything else, by an HTTP status if it has one. */
export function refusal(
  code: ErrorCode,
  message: string,
  http?: { status: number; headers?: Record<string, string> },
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...(http && { http }) } });
}
