import { randomUUID } from "node:crypto";
import type { Plugin } from "graphql-yoga";

const ids = new WeakMap<Request, string>();

/** The id of a request, in its log lines, in masked errors and in the answer's `x-request-id`. */
export function requestId(request: Request): string {
  let id = ids.get(request);
  if (!id) {
    id = randomUUID();
    ids.set(request, id);
  }
  return id;
}

/** Names each answer by the id of its request. */
export function useRequestId(): Plugin {
  return {
    onResponse: ({ request, response }) => {
      response.headers.set("x-request-id", requestId(request));
    },
  };
}
