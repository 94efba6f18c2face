import type { Plugin } from "graphql-yoga";

/** What a page of another site cannot have a browser send without asking first, as it can send a form. */
const accepted = /^application\/(json|graphql|graphql\+json|graphql-response\+json)\s*(;|$)/i;

/** Refuses requests with a body of another form than JSON, so that no page can write in the name of who looks at it. */
export function useJsonRequests(): Plugin {
  return {
    onRequest: ({ request, fetchAPI, endResponse }) => {
      if (request.method !== "POST") return;
      const type = request.headers.get("content-type") ?? "";
      if (accepted.test(type)) return;
      const message = `the media type ${JSON.stringify(type)} is not accepted; expected application/json`;
      const body = JSON.stringify({ errors: [{ message, extensions: { code: "BAD_USER_INPUT" } }] });
      endResponse(
        new fetchAPI.Response(body, {
          status: 415,
          headers: { "content-type": "application/json", accept: "application/json, application/graphql" },
        }),
      );
    },
  };
}
