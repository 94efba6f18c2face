import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import type { GraphiQLOptions } from "graphql-yoga";
import { readyOperations } from "../graphql/operations.ts";
import { packageRoot } from "../package-root.ts";

/** What the playground opens with: each ready query as it is sent, and its variables as JSON. */
const readyQueries = readyOperations.map(({ name, document, variables }) => ({
  name,
  query: document,
  variables: JSON.stringify(variables, null, 2),
}));

/** The playground of `/graphql`, for a browser that keeps nothing: others get their tabs before it starts. */
export const playground: GraphiQLOptions = {
  title: "criugraph",
  // A token is typed there.
  shouldPersistHeaders: false,
  defaultTabs: readyQueries.map(({ query, variables }) => ({ query, variables })),
};

const head = `<link rel="alternate" type="application/atom+xml" title="Changes" href="/feeds/changes.atom">
<style>${part("steady-tabs.css")}</style>
<script>
${part("steady-tabs.js")}
${part("ready-tabs.js")}
openReadyTabs(${JSON.stringify(readyQueries).replaceAll("<", "\\u003c")});
</script>
`;

/** The page of the playground, whole: it works without a network. */
export function renderPlayground(options?: GraphiQLOptions): string {
  // A function: in a text `$&` and the like would stand for something else.
  return renderGraphiQL(options).replace("</head>", (end) => head + end);
}

/** A file of the page, which the browser reads as it is. */
function part(name: string): string {
  return readFileSync(join(packageRoot, "src", "plugins", "playground", name), "utf8");
}
