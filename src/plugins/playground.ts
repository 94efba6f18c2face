import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import type { GraphiQLOptions } from "graphql-yoga";
import { readyOperations } from "../graphql/operations.ts";

/** The playground of `/graphql`: works without a network and opens with a tab for each ready query. */
export const playground: GraphiQLOptions = {
  title: "criugraph",
  defaultTabs: readyOperations.map(({ document, variables }) => ({
    query: document,
    variables: JSON.stringify(variables, null, 2),
  })),
};

export { renderGraphiQL };
