import type { Plugin } from "graphql-yoga";
import type { Graph } from "../graphql/read/graph.ts";

/** Says at `/ready` whether the graph can be asked, to anybody, and nothing else about it. */
export function useReadiness(graph: Graph): Plugin {
  return {
    onRequest: async ({ url, endResponse }) => {
      if (url.pathname !== "/ready") return;
      const isReady = await graph.refresh().then(
        () => true,
        () => false,
      );
      endResponse(new Response(null, { status: isReady ? 200 : 503 }));
    },
  };
}
