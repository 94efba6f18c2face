import type { ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import type { Context } from "../graphql/context.ts";
import { maskError } from "./mask-error.ts";

/** Tells clients what they may know of an error, and logs the rest under the id of their request. */
export function useErrorMask(log: Logger): Plugin<Context> {
  return {
    onExecute: () => ({
      onExecuteDone: ({ result, setResult, args }) => {
        const { errors } = result as ExecutionResult;
        if (!errors) return;
        const { requestId } = args.contextValue as Context;
        setResult({ ...result, errors: errors.map((error) => maskError(error, log, requestId)) });
      },
    }),
  };
}
