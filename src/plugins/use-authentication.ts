import type { Plugin } from "graphql-yoga";
import { anonymous, type Viewer } from "../graphql/viewer.ts";

/** Tells who sent a request. */
export type Authenticate = (request: Request) => Promise<Viewer>;

const viewers = new WeakMap<Request, Viewer>();

/** Who sent a request, once {@link useAuthentication} has seen it. */
export function viewerOf(request: Request): Viewer {
  return viewers.get(request) ?? anonymous;
}

/** Finds out who asks before anything else is done with a request, unless who asks in process said so. */
export function useAuthentication(authenticate: Authenticate): Plugin<object, { viewer?: Viewer }> {
  return {
    onRequest: async ({ request, serverContext }) => {
      viewers.set(request, serverContext.viewer ?? (await authenticate(request)));
    },
  };
}
