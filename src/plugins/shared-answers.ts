import { setTimeout as pause } from "node:timers/promises";
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError } from "graphql";
import type { Context } from "../graphql/context.ts";
import type { LiveEvent } from "../graphql/live-event.ts";
import { never } from "../until-stopped.ts";
import { cameUnavailable } from "./mask-error.ts";

type Answer = Promise<ExecutionResult>;

/** Answers to events, which all who subscribe with one document share: it is executed once for all of them. */
export class SharedAnswers {
  readonly #answers = new WeakMap<object, Map<unknown, Map<string, Answer>>>();

  /** Answers an event; while the database cannot be reached that is tried again, until nobody waits any more. */
  async execute(args: ExecutionArgs, event: LiveEvent, stop: AbortSignal): Answer {
    for (let failures = 0; ; failures += 1) {
      const result = await this.#share(args, event);
      if (stop.aborted || !result.errors?.some(cameUnavailable)) return result;
      await pause(Math.min(20 * 2 ** failures, 1_000));
    }
  }

  #share(args: ExecutionArgs, event: LiveEvent): Answer {
    const { document, operationName, variableValues, contextValue } = args;
    const { viewer } = contextValue as Context;
    const key = JSON.stringify([operationName, variableValues, viewer.name, [...viewer.scopes]]);
    const ofEvent = this.#answers.get(event) ?? new Map<unknown, Map<string, Answer>>();
    const ofDocument = ofEvent.get(document) ?? new Map<string, Answer>();
    const known = ofDocument.get(key);
    if (known) return known;
    const answer = this.#execute(args, event);
    this.#answers.set(event, ofEvent.set(document, ofDocument.set(key, answer)));
    answer.then(({ errors }) => errors?.some(cameUnavailable) && ofDocument.delete(key));
    return answer;
  }

  async #execute(args: ExecutionArgs, event: LiveEvent): Answer {
    // None of those who share it can cancel it, and each event is read anew.
    const { keys: _keys, revision: _revision, ...context } = args.contextValue as Context;
    const contextValue: Context = { ...context, signal: never };
    try {
      // What is asked beside the event itself is not older than it.
      if (context.graph.revision < event.revision) await context.graph.refresh();
      const result = await execute({ ...args, rootValue: event, contextValue });
      const graphRevision = contextValue.revision ?? event.revision;
      return { ...result, extensions: { ...result.extensions, graphRevision } };
    } catch (error) {
      return { errors: [new GraphQLError("not executed", { originalError: error as Error })] };
    }
  }
}
