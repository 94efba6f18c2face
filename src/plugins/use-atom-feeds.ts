import { createHash } from "node:crypto";
import type { Plugin } from "graphql-yoga";
import type { Context } from "../graphql/context.ts";
import type { Viewer } from "../graphql/viewer.ts";
import { changeFields, describeChanges, feedLength, type HistoryStart } from "./atom/change-feed.ts";
import { writeAtom } from "./atom/write-atom.ts";
import { viewerOf } from "./use-authentication.ts";

const folder = "/feeds/";
const ofIntegration = /^\/feeds\/integrations\/([^/]+)\.atom$/;

const start = "start: changes(first: 1) { nodes { id committedAt slug } }";
const allChanges = `{ ${start} changes(last: ${feedLength}) { nodes { ${changeFields} } } }`;
const itsChanges = `query ($slug: String!) {
  ${start}
  integration(slug: $slug) {
    id slug name readiness { summary } changes(last: ${feedLength}) { nodes { ${changeFields} } }
  }
}`;

/**
 * Serves changes as Atom feeds: all, and those about each integration, to whoever may read.
 *
 * @param ask sends a request to the server itself, in process
 */
export function useAtomFeeds(ask: AskInProcess): Plugin<Context> {
  return {
    onRequest: async ({ request, url, endResponse }) => {
      if (!url.pathname.startsWith(folder) || request.method === "OPTIONS") return;
      if (request.method !== "GET" && request.method !== "HEAD") {
        return endResponse(plain(405, "Feeds can only be read.", { allow: "GET, HEAD, OPTIONS" }));
      }
      endResponse(
        await answer(request, url, (document, variables) => read(ask, request, document, variables)),
      );
    },
  };
}

type AskInProcess = (
  url: string,
  request: RequestInit,
  context: { viewer: Viewer },
) => Response | Promise<Response>;
type Ask = (query: string, variables: object) => Promise<Answer>;

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: shaped by the documents above
  readonly data?: any;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function answer(request: Request, url: URL, ask: Ask): Promise<Response> {
  const { pathname: path, origin } = url;
  const [, encoded] = ofIntegration.exec(path) ?? [];
  if (encoded === undefined && path !== "/feeds/changes.atom") return plain(404, "There is no such feed.");
  const slug = encoded === undefined ? null : decode(encoded);
  const { data, errors } = slug === null ? await ask(allChanges, {}) : await ask(itsChanges, { slug });
  if (errors) {
    const isAway = errors.every(({ extensions }) => extensions?.code === "SERVICE_UNAVAILABLE");
    return isAway
      ? plain(503, "The database cannot be reached just now.", { "retry-after": "1" })
      : plain(500, "The feed could not be made.");
  }
  const history: HistoryStart | undefined = data.start.nodes[0];
  if (slug === null) {
    const { nodes: changes } = data.changes;
    const query = `{ changes(last: ${feedLength}) { nodes { ${changeFields} } } }`;
    const [about, title] = ["changes", "Changes to criugraph"];
    return send(
      request,
      writeAtom(describeChanges({ start: history, about, title, changes, origin, path, query })),
      changes,
    );
  }
  const { integration } = data;
  if (integration === null) return plain(404, "There is no integration of that name.");
  if (integration.slug !== slug) {
    const location = `/feeds/integrations/${integration.slug}.atom`;
    return plain(301, `It is at ${location} now.`, { location });
  }
  const { nodes: changes } = integration.changes;
  const feed = describeChanges({
    start: history,
    about: integration.id,
    title: `${integration.name} and CRIU`,
    subtitle: integration.readiness.summary,
    changes,
    origin,
    path,
    query: `{ integration(slug: ${JSON.stringify(slug)}) { name readiness { verdict summary } } }`,
  });
  return send(request, writeAtom(feed), changes);
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Sends a feed, or says that it is what the client has. */
function send(request: Request, body: string, changes: readonly { committedAt: string }[]): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const modified = new Date(changes.at(-1)?.committedAt ?? 0);
  modified.setUTCMilliseconds(0);
  const headers = {
    etag,
    "last-modified": modified.toUTCString(),
    // It may be kept, and is asked for again each time.
    "cache-control": request.headers.has("authorization") ? "private, no-cache" : "no-cache",
    vary: "authorization",
  };
  if (isKnown(request.headers, etag, modified)) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : body, {
    headers: {
      ...headers,
      "content-type": "application/atom+xml; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
    },
  });
}

/** By RFC 9110: the tag decides where the client sends one, else the date. */
function isKnown(headers: Headers, etag: string, modified: Date): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null) {
    return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
  }
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && modified.getTime() <= since;
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  });
}

/** Asks a document in the name of whoever asks for the feed. */
async function read(ask: AskInProcess, request: Request, query: string, variables: object): Promise<Answer> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const asked = { method: "POST", headers, body: JSON.stringify({ query, variables }) };
  const response = await ask(new URL("/graphql", request.url).href, asked, { viewer: viewerOf(request) });
  return (await response.json()) as Answer;
}
