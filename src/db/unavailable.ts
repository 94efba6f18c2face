/** Writers that stayed in each other's way, too many sessions, a lock not had in time, a server that stops or starts, a connection that broke. */
const unavailableCodes = new Set(
  "28P01 3D000 40001 40P01 53200 53300 55P03 57P01 57P02 57P03 08000 08001 08003 08006".split(" "),
);
const networkCodes = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** What `pg` says of a connection that broke, without a code. */
const lostMessages = ["Connection terminated", "is not queryable", "timeout exceeded when trying to connect"];

/** Whether an error, or what caused it, is that the database cannot be reached just now, and may be soon. */
export function isUnavailable(error: unknown): boolean {
  const { code, cause, message } = (error ?? {}) as { code?: string; cause?: unknown; message?: string };
  if (code === undefined && cause) return isUnavailable(cause);
  const isLost = lostMessages.some((lost) => message?.includes(lost));
  return isLost || (code !== undefined && (unavailableCodes.has(code) || networkCodes.has(code)));
}
