import { type ExecutionResult, execute } from "graphql";
import type { Plugin } from "graphql-yoga";

/**
 * Has graphql-js execute documents. Yoga's own executor takes whatever has a property `then` for a promise, so that
 * `{ then: __typename }` would be an internal error.
 */
export function useReferenceExecutor(): Plugin {
  return {
    onExecute: ({ setExecuteFn }) =>
      setExecuteFn((args) => {
        const result = execute(args);
        if (!(result instanceof Promise)) markRefusal(result);
        return result;
      }),
  };
}

/** A request of which nothing ran, such as one with a variable of the wrong form, has the status of a bad one. */
function markRefusal({ data, errors = [] }: ExecutionResult): void {
  if (data !== undefined) return;
  for (const error of errors) Object.assign(error.extensions, { http: { status: 400 } });
}
