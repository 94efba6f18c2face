import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type Socket } from "node:net";
import { hostOf, isPublic, lookUpPublic, notPublic, TargetError } from "./target.ts";

/** How long one attempt may take from the look-up of the host to the end of the answer, in milliseconds. */
const patience = 10_000;
/** What is read of an answer, in bytes: nothing of it is used but its status. */
const mostRead = 64 * 1024;

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendOptions {
  /** Whether it may lead to this machine and to networks that are not public. */
  readonly allowsPrivate: boolean;
  readonly stop: AbortSignal;
  readonly patience?: number;
}

/**
 * Posts a body. No redirect is followed, and the address that is connected to is the one that was checked.
 *
 * @returns why it was not taken, as a sentence without its full stop; null: it was taken, by a status from 200 to 299
 * @throws the reason of `stop`
 */
export async function send(post: Post, options: SendOptions): Promise<string | null> {
  const timeout = AbortSignal.timeout(options.patience ?? patience);
  try {
    const response = await open(post, options, AbortSignal.any([options.stop, timeout]));
    await drain(response);
    const { statusCode = 0 } = response;
    if (statusCode >= 200 && statusCode < 300) return null;
    const isRedirect = statusCode >= 300 && statusCode < 400;
    return `the answer was ${statusCode}${isRedirect ? ", and redirects are not followed" : ""}`;
  } catch (error) {
    options.stop.throwIfAborted();
    if (timeout.aborted)
      return `there was no answer within ${(options.patience ?? patience) / 1_000} seconds`;
    return (error as Error).message || String((error as { code?: string }).code);
  }
}

function open(
  { url, headers, body }: Post,
  { allowsPrivate }: SendOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const host = hostOf(url);
  if (!allowsPrivate && isIP(host) !== 0 && !isPublic(host)) throw new TargetError(`${host} ${notPublic}`);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      // A connection of its own: one that is kept would have been checked for another delivery.
      agent: false,
      signal,
      ...(allowsPrivate ? {} : { lookup: lookUpPublic }),
    });
    sent.on("error", reject);
    sent.on("response", resolve);
    sent.on("socket", (socket: Socket) => {
      socket.once("connect", () => {
        const { remoteAddress = "" } = socket;
        if (!allowsPrivate && !isPublic(remoteAddress))
          sent.destroy(new TargetError(`${remoteAddress} ${notPublic}`));
      });
    });
    sent.end(body);
  });
}

/** Reads an answer to its end, or so much of it that the rest does not matter. */
async function drain(response: IncomingMessage): Promise<void> {
  let size = 0;
  for await (const chunk of response) {
    size += (chunk as Buffer).length;
    if (size > mostRead) break;
  }
  response.destroy();
}
