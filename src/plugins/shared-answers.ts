import { setTimeout as pause } from "node:timers/promises";
import { type ExecutionArgs, execute, GraphQLError } from "graphql";
import type { Logger } from "pino";
import { pauseAfter } from "../feed/until-reached.ts";
import type { Context } from "../graphql/context.ts";
import type { LiveEvent } from "../graphql/live-event.ts";
import { never } from "../until-stopped.ts";
import type { StreamedResult } from "./event-stream.ts";
import { cameUnavailable, maskError } from "./mask-error.ts";

interface Answer {
  readonly result: StreamedResult;
  /** Whether it failed because the database cannot be reached just now. */
  readonly mayPass: boolean;
}

/** Answers to events, which all who subscribe with one document share: it is executed once for all of them. */
export class SharedAnswers {
  readonly #log: Logger;
  readonly #answers = new WeakMap<object, Map<unknown, Map<string, Promise<Answer>>>>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Answers an event; while the database cannot be reached that is tried again, until nobody waits any more. */
  async execute(args: ExecutionArgs, event: LiveEvent, stop: AbortSignal): Promise<StreamedResult> {
    for (let failures = 0; ; failures += 1) {
      const { result, mayPass } = await this.#share(args, event);
      if (stop.aborted || !mayPass) return result;
      await pause(pauseAfter(failures));
    }
  }

  #share(args: ExecutionArgs, event: LiveEvent): Promise<Answer> {
    const { document, operationName, variableValues, contextValue } = args;
    const { viewer } = contextValue as Context;
    const key = JSON.stringify([operationName, variableValues, viewer.name, [...viewer.scopes]]);
    const ofEvent = this.#answers.get(event) ?? new Map<unknown, Map<string, Promise<Answer>>>();
    const ofDocument = ofEvent.get(document) ?? new Map<string, Promise<Answer>>();
    const known = ofDocument.get(key);
    if (known) return known;
    const answer = this.#execute(args, event);
    this.#answers.set(event, ofEvent.set(document, ofDocument.set(key, answer)));
    answer.then(({ mayPass }) => mayPass && ofDocument.delete(key));
    return answer;
  }

  async #execute(args: ExecutionArgs, event: LiveEvent): Promise<Answer> {
    // None of those who share it can cancel it, and each event is read anew.
    const { keys: _keys, revision: _revision, ...context } = args.contextValue as Context;
    const contextValue: Context = { ...context, signal: never };
    const { cursor } = event;
    const mask = (error: unknown) => maskError(error, this.#log, context.requestId);
    try {
      // What is asked beside the event itself is not older than it.
      if (context.graph.revision < event.revision) await context.graph.refresh();
      const { errors, ...result } = await execute({ ...args, rootValue: event, contextValue });
      const graphRevision = contextValue.revision ?? event.revision;
      const extensions = { ...result.extensions, graphRevision, cursor };
      if (!errors) return { result: { ...result, extensions }, mayPass: false };
      return {
        result: { ...result, errors: errors.map(mask), extensions },
        mayPass: errors.some(cameUnavailable),
      };
    } catch (error) {
      const failure = new GraphQLError("not executed", { originalError: error as Error });
      return {
        result: { errors: [mask(failure)], extensions: { cursor } },
        mayPass: cameUnavailable(failure),
      };
    }
  }
}
