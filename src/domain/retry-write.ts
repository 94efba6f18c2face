import { setTimeout as pause } from "node:timers/promises";
import { findRefusal } from "./write-error.ts";

const mostRetries = 5;

/** What Postgres calls a transaction that failed only because of others: a serialization failure, a deadlock. */
const passing = new Set(["40001", "40P01"]);

/**
 * Runs a write again, whole, that failed because another one was in its way: at most five times, after a pause that
 * grows and is never the same for two writers.
 */
export async function retryWrite<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await write();
    } catch (error) {
      const code = findRefusal(error)?.code;
      if (code === undefined || !passing.has(code) || retries === mostRetries) throw error;
      await pause(10 * 2 ** retries * (0.5 + Math.random()));
    }
  }
}
