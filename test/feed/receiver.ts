import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { blocksOf } from "../readme.ts";

const [snippet = ""] = blocksOf(readFileSync(join(packageRoot, "README.md"), "utf8"), "js");
const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(snippet)}`);

/** A delivery, as whoever receives it sees it. */
export interface Received {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: shaped by what was written
  readonly body: any;
}

/** A program that webhooks lead to, which holds all it gets to its key. */
export interface Receiver {
  readonly url: string;
  /** What it took, in the order it came. */
  readonly taken: Received[];
  /** How often it was connected to. */
  readonly connections: number;
  /** What deliveries are signed with, once it is known. */
  key: string;
  /** Answers a request; absent: takes it. */
  answer: ((response: ServerResponse, received: Received) => void) | undefined;
  close(): Promise<void>;
}

/** Listens on this machine. */
export async function openReceiver(): Promise<Receiver> {
  let connections = 0;
  const http = createServer(async (request, response) => {
    const received = await read(request, receiver.key).catch(() => null);
    if (!received) return response.writeHead(403).end();
    if (receiver.answer) return receiver.answer(response, received);
    receiver.taken.push(received);
    response.writeHead(204).end();
  });
  http.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`,
    taken: [],
    get connections() {
      return connections;
    },
    key: "",
    answer: undefined,
    close: async () => {
      http.closeAllConnections();
      http.close();
    },
  };
  return receiver;
}

/** Reads a delivery as the README says. @throws where its signature is wrong, or old */
async function read(request: IncomingMessage, key: string): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (!isGenuine(request.headers, body, key)) throw new Error("the signature is wrong, or old");
  return { id: String(request.headers["webhook-id"]), body: JSON.parse(body) };
}
