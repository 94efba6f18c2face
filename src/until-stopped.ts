/** For who cannot be asked to stop. */
export const never: AbortSignal = new AbortController().signal;

/** Does `action` when it is asked to stop, at once where it was asked before. Returns what takes that back. */
export function whenStopped(stop: AbortSignal, action: () => unknown): () => void {
  if (stop.aborted) action();
  else stop.addEventListener("abort", action, { once: true });
  return () => stop.removeEventListener("abort", action);
}

/**
 * Does a part of a start. Asked to stop meanwhile it has `cut` end what `work` waits for; whatever `work` then fails
 * with, the reason is that it was asked to stop. What is done already when that comes counts as done.
 *
 * @throws the reason of `stop`, before anything is done where it was aborted before
 */
export async function untilStopped<T>(
  stop: AbortSignal,
  cut: () => unknown,
  work: () => T | Promise<T>,
): Promise<T> {
  stop.throwIfAborted();
  const forget = whenStopped(stop, cut);
  try {
    return await work();
  } catch (error) {
    throw stop.aborted ? stop.reason : error;
  } finally {
    forget();
  }
}
