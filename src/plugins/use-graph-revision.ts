import type { ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Context } from "../graphql/context.ts";

/** Puts the number of the last write that an answer is sure to contain into its extensions. */
export function useGraphRevision(): Plugin<Context> {
  return {
    onExecute: () => ({
      onExecuteDone: ({ result, setResult, args }) => {
        const { revision } = args.contextValue as Context;
        if (revision === undefined) return;
        const { extensions, ...rest } = result as ExecutionResult;
        setResult({ ...rest, extensions: { ...extensions, graphRevision: revision } });
      },
    }),
  };
}
