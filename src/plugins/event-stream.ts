import type { ServerResponse } from "node:http";
import type { ExecutionResult } from "graphql";
import type { FetchAPI } from "graphql-yoga";
import type { ErrorCode } from "../graphql/errors.ts";

/** How patient the server is with those it streams to, in milliseconds. */
export interface Patience {
  /** How often it sends something where there is nothing to tell, so that nobody on the way hangs up. */
  readonly pingEvery: number;
  /** How long somebody may not take what is sent. */
  readonly stall: number;
}

/** How long the last words to somebody who is dropped may wait to be taken, in milliseconds. */
const lastWords = 5_000;

/** An answer to a subscription: an event to tell, or without data and errors only how far it has come. */
export type StreamedResult = ExecutionResult & { readonly extensions?: { readonly cursor?: string } };

/**
 * The results of a subscription as server-sent events, each with its cursor as `id`, so that a client that comes back
 * with `Last-Event-ID` goes on after the last one it got. A result is asked for when the one before is on its way,
 * and never two: who does not read holds up nobody, and is dropped with a word after a while.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamEvents(
  results: AsyncIterator<StreamedResult>,
  {
    fetchAPI,
    patience,
    response,
  }: { fetchAPI: FetchAPI; patience: Patience; response: ServerResponse | undefined },
): Response {
  let cursor: string | undefined;
  let sentAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const finish = () => {
    clearInterval(timer);
    // Not waited for: it ends when it notices.
    Promise.resolve(results.return?.()).catch(() => {});
  };
  const body = new fetchAPI.ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      // Some clients take the stream for open only when something comes.
      send(":\n\n");
      timer = setInterval(() => {
        if (sentAt === null) send(":\n\n");
        else if (performance.now() - sentAt > patience.stall) {
          send(`event: next\ndata: ${JSON.stringify(dropped(cursor))}\n\nevent: complete\ndata:\n\n`);
          controller.close();
          finish();
          setTimeout(() => response?.writableFinished || response?.destroy(), lastWords).unref();
        }
      }, patience.pingEvery);
    },
    async pull(controller) {
      sentAt = null;
      const { done, value } = await results.next();
      const bytes = done ? encoder.encode("event: complete\ndata:\n\n") : encodeEvent(value);
      cursor = value?.extensions?.cursor ?? cursor;
      sentAt = performance.now();
      controller.enqueue(bytes);
      if (!done) return;
      finish();
      controller.close();
    },
    cancel: finish,
  });
  response?.once("close", finish);
  return new fetchAPI.Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache", "x-accel-buffering": "no" },
  });
}

const encoder = new TextEncoder();
/** Many are sent the same. */
const encoded = new WeakMap<StreamedResult, Uint8Array>();

function encodeEvent(result: StreamedResult): Uint8Array {
  const known = encoded.get(result);
  if (known) return known;
  const bytes = encoder.encode(writeEvent(result));
  encoded.set(result, bytes);
  return bytes;
}

function writeEvent(result: StreamedResult): string {
  const cursor = result.extensions?.cursor;
  const id = cursor === undefined ? "" : `id: ${cursor}\n`;
  if (result.data === undefined && !result.errors) return `${id}:\n\n`;
  return `${id}event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

function dropped(cursor: string | undefined): ExecutionResult {
  const code: ErrorCode = "SLOW_SUBSCRIBER";
  const message = "events were not read in time; come back with the last cursor, and nothing is missed";
  return {
    errors: [{ message, extensions: { code, cursor: cursor ?? null } }],
  } as unknown as ExecutionResult;
}
