import type { ServerResponse } from "node:http";
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import type { TokenLookup } from "../auth/token-lookup.ts";
import type { Context } from "../graphql/context.ts";
import { type ErrorCode, refusal } from "../graphql/errors.ts";
import { type LiveEvent, Progress } from "../graphql/live-event.ts";
import { type Patience, type StreamedResult, streamEvents } from "./event-stream.ts";
import { maskError } from "./mask-error.ts";
import { SharedAnswers } from "./shared-answers.ts";
import { watchToken } from "./watch-token.ts";

export interface SubscriptionOptions {
  readonly tokens: TokenLookup;
  /** How many may be open at one time. */
  readonly most: number;
  readonly patience: Patience;
  readonly log: Logger;
}

type Answers = AsyncIterableIterator<StreamedResult>;
type SourceEvents = AsyncIterable<LiveEvent | Progress>;

/** Opens subscriptions, answers each of their events, and streams the answers. */
export function useSubscriptions({ tokens, most, patience, log }: SubscriptionOptions): Plugin<Context> {
  const shared = new SharedAnswers(log);
  let open = 0;

  async function subscribe(args: ExecutionArgs): Promise<Answers | ExecutionResult> {
    if (open >= most) return tooMany(most);
    const subscription = new Subscription(args.contextValue as Context & { request: Request }, tokens);
    const { context } = subscription;
    open += 1;
    subscription.whenEnded(() => {
      open -= 1;
    });
    const mask = (error: unknown) => maskError(error, log, context.requestId);
    const events = await createSourceEventStream({ ...args, contextValue: context });
    if (!(Symbol.asyncIterator in events)) {
      subscription.end();
      return markRefusal({ ...events, errors: events.errors?.map(mask) ?? [] });
    }
    const answers = answer(args, events as SourceEvents, subscription, mask);
    // Asked to return, a generator that waits for an event would wait on: it is the event that is given up.
    const returned: Answers = {
      next: () => answers.next(),
      return: () => {
        subscription.end();
        return answers.return(undefined);
      },
      [Symbol.asyncIterator]: () => returned,
    };
    return returned;
  }

  async function* answer(
    args: ExecutionArgs,
    events: SourceEvents,
    subscription: Subscription,
    mask: (error: unknown) => ReturnType<typeof maskError>,
  ): AsyncGenerator<StreamedResult, undefined> {
    try {
      for await (const event of events) {
        if (event instanceof Progress) yield { extensions: { cursor: event.cursor } };
        else yield await shared.execute(args, event, subscription.context.signal);
      }
      if (subscription.refused) yield { errors: [subscription.refused] };
    } catch (error) {
      if (!subscription.context.signal.aborted) yield { errors: [mask(error)] };
    } finally {
      subscription.end();
    }
    return undefined;
  }

  return {
    onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe as never),
    onResultProcess: async ({ result, resultProcessor, setResultProcessor, serverContext }) => {
      if (!(Symbol.asyncIterator in result)) return;
      // The client takes no stream of events, and is told so.
      if (!resultProcessor) return void (await result[Symbol.asyncIterator]().return?.());
      const { res: response } = serverContext as { res?: ServerResponse };
      setResultProcessor((results, fetchAPI) => {
        const iterator = (results as AsyncIterable<StreamedResult>)[Symbol.asyncIterator]();
        return streamEvents(iterator, { fetchAPI, patience, response });
      }, "text/event-stream");
    },
  };
}

/** One subscription, which ends when it is told to, its client is gone, or its token counts no more. */
class Subscription {
  /** That of its request, with a signal of its own. */
  readonly context: Context;
  /** Why its client may not listen any more; undefined: they may. */
  refused: ReturnType<typeof refusal> | undefined;
  readonly #stop = new AbortController();

  constructor({ request, ...context }: Context & { request: Request }, tokens: TokenLookup) {
    const { signal } = this.#stop;
    this.context = { ...context, signal };
    const gone = () => this.end();
    context.signal.addEventListener("abort", gone);
    const forget = watchToken(tokens, request, ({ message }) => {
      this.refused = refusal("UNAUTHENTICATED", message);
      this.end();
    });
    this.whenEnded(() => {
      context.signal.removeEventListener("abort", gone);
      forget();
    });
    if (context.signal.aborted) this.end();
  }

  end(): void {
    this.#stop.abort();
  }

  whenEnded(action: () => void): void {
    this.#stop.signal.addEventListener("abort", action, { once: true });
  }
}

function tooMany(most: number): ExecutionResult {
  const message = `${most} subscriptions are open, as many as this server holds; try again later`;
  const http = { status: 503, headers: { "retry-after": "5" } };
  return { errors: [refusal("TOO_MANY_SUBSCRIPTIONS", message, http)] };
}

const refusals: Partial<Record<ErrorCode, { status: number; headers?: Record<string, string> }>> = {
  BAD_USER_INPUT: { status: 400 },
  SERVICE_UNAVAILABLE: { status: 503, headers: { "retry-after": "1" } },
};

/** A subscription that was not opened tells by the status whether that is the client's doing, or may pass. */
function markRefusal(result: ExecutionResult): ExecutionResult {
  for (const { extensions } of result.errors ?? []) {
    const http = refusals[extensions.code as ErrorCode];
    if (http) extensions.http = http;
  }
  return result;
}
