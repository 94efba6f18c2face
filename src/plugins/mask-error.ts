import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { OutOfTime } from "../analysis/algorithms/stoppable.ts";
import { Cancelled } from "../analysis/take-turns.ts";
import { isUnavailable } from "../db/unavailable.ts";
import type { ErrorCode } from "../graphql/errors.ts";
import { StaleAnalysisError } from "../graphql/read/viewpoints.ts";

/** PostgreSQL's codes for input that cannot be right, whatever the state of the database. */
const inputCodes = new Set("22P02 22003 22007 22008 22021 22P05 54000 54001 54011".split(" "));
/**
 * What a client is told of an error. One that GraphQL or we made for it passes, with a code; a failure of the
 * database is told by kind; anything else is masked and logged, and the request id finds it in the log. That a
 * client has left is nobody's fault, and not logged.
 */
export function maskError(error: unknown, log: Logger, requestId: string | undefined): GraphQLError {
  const original = originalOf(error);
  if (error instanceof GraphQLError && (original == null || original instanceof GraphQLError)) {
    return error.extensions.code ? error : withCode(error, "GRAPHQL_VALIDATION_FAILED");
  }
  const place = error instanceof GraphQLError ? error : undefined;
  const code = errorCode(original);
  if (code === "CANCELLED") return told(place, code, "the request was cancelled");
  if (code === "BAD_USER_INPUT")
    return told(place, code, "a value is not of the form it must have, or too much is asked at once");
  log[code === "INTERNAL_SERVER_ERROR" ? "error" : "warn"](
    { err: original, requestId, path: place?.path },
    code,
  );
  if (code === "TIMEOUT")
    return told(place, code, "the question took too long; ask for less at once", requestId);
  if (code === "SERVICE_UNAVAILABLE")
    return told(place, code, "the database cannot be reached just now", requestId);
  return told(place, code, "an error of the server; its request id finds it in the log", requestId);
}

/** Whether an error of an execution may not come again: the database is away, or others wrote faster than it was read. */
export function cameUnavailable(error: GraphQLError): boolean {
  return errorCode(originalOf(error)) === "SERVICE_UNAVAILABLE";
}

function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError ? error.originalError : error;
}

function errorCode(error: unknown): ErrorCode {
  if (error instanceof Cancelled) return "CANCELLED";
  if (isUnavailable(error)) return "SERVICE_UNAVAILABLE";
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown };
  if (code === undefined && cause) return errorCode(cause);
  // Others write too fast for anybody to read in between; the next one may.
  if (error instanceof StaleAnalysisError) return "SERVICE_UNAVAILABLE";
  if (code && inputCodes.has(code)) return "BAD_USER_INPUT";
  if (code === "57014" || error instanceof OutOfTime) return "TIMEOUT";
  return "INTERNAL_SERVER_ERROR";
}

function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions: { ...error.extensions, code },
  });
}

function told(
  place: GraphQLError | undefined,
  code: ErrorCode,
  message: string,
  requestId?: string | undefined,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: place?.nodes ?? null,
    path: place?.path ?? null,
    extensions: { code, ...(requestId ? { requestId } : {}) },
  });
}
