import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Config } from "./env.ts";
import { ExpectedError } from "./expected-error.ts";

/** A port that is listened on. */
export interface Listener {
  /** Where it is reached, without a path. */
  readonly url: string;
  /** Hands requests to the server; until then they are told to come back. */
  serve(server: RequestListener): void;
  /** Takes no more requests, lets those under way finish for some seconds, and frees the port. */
  close(): Promise<void>;
}

/**
 * How long requests under way may go on after a stop, in milliseconds. The database then has five seconds to close;
 * container engines kill after ten.
 */
const drainTime = 4_500;

/** Takes the port. @throws ExpectedError with one sentence where that is not possible */
export async function listen({ host, port }: Pick<Config, "host" | "port">): Promise<Listener> {
  let answer: RequestListener = (_request, response) => tellStarting(response);
  let isClosing = false;
  // Two headers of which there should be one are seen by whoever reads it, and not dropped.
  const http = createServer({ joinDuplicateHeaders: true }, (request, response) => {
    // A connection kept alive would hold up the stop that waits for its request.
    response.once("close", () => isClosing && http.closeIdleConnections());
    if (request.url === "/live") {
      response.writeHead(200).end();
      return;
    }
    if (request.url === "/" || request.url === "") {
      response.writeHead(302, { location: "/graphql" }).end();
      return;
    }
    answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    http.listen(port, host, resolve);
  });
  const address = http.address() as AddressInfo;
  const shown = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}`,
    serve: (server) => {
      answer = server;
    },
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        const cut = setTimeout(() => http.closeAllConnections(), drainTime);
        http.close(() => {
          clearTimeout(cut);
          resolve();
        });
        http.closeIdleConnections();
      }),
  };
}

function tellStarting(response: ServerResponse): void {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
  response.end(
    JSON.stringify({ errors: [{ message: "starting", extensions: { code: "SERVICE_UNAVAILABLE" } }] }),
  );
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): ExpectedError {
  const where = `port ${port} of ${host}`;
  const reasons: Record<string, string> = {
    EADDRINUSE: `Another program listens on ${where}: stop it, or choose another with --port or PORT.`,
    EACCES: `This user may not listen on ${where}: choose one above 1023 with --port or PORT.`,
    EADDRNOTAVAIL: `${host} is no address of this machine: choose one with --host or HOST.`,
    ENOTFOUND: `There is no host ${host}: choose an address with --host or HOST.`,
  };
  return new ExpectedError(reasons[error.code ?? ""] ?? `Cannot listen on ${where}: ${error.message}.`, {
    cause: error,
  });
}
