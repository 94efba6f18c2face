import type { ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Context } from "../graphql/context.ts";

/** Puts the number of the last write that an answer is sure to contain into its extensions. */
export function useGraphRevision(): Plugin<Context> {
  return {
    onExecute: () => ({
      onExecuteDone: ({ result, setResult, args }) => {
        const { revision = -1, graph } = args.contextValue as Context;
        // An answer that asked nothing of the graph: what was last seen of it, if anything was.
        const known = revision < 0 ? graph.revision : revision;
        if (known < 0) return;
        const { extensions, ...rest } = result as ExecutionResult;
        setResult({ ...rest, extensions: { ...extensions, graphRevision: known } });
      },
    }),
  };
}
