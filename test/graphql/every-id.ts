import type { TestServer } from "./test-server.ts";

/** The global id of every node there is, by type, as the lists of a viewpoint show them; and of the first changes. */
export async function findEveryId(server: TestServer, at?: object): Promise<Map<string, Set<string>>> {
  const ids = new Map<string, Set<string>>();
  const add = ({ __typename, id }: { __typename: string; id: string }) => {
    const ofType = ids.get(__typename) ?? new Set();
    ids.set(__typename, ofType.add(id));
  };
  for (const list of ["integrations", "features", "contributors", "releases", "sources"]) {
    for (const node of await walk(server, `list: ${list}`, "__typename id", { at })) add(node);
  }
  for (const id of ids.get("Source") ?? []) {
    const citations = await walk(server, "list: citations", "__typename id fact { __typename id }", {
      at,
      id,
    });
    for (const citation of citations) {
      add(citation);
      add(citation.fact);
    }
  }
  const { changes, capabilities } = await server.ask(
    `{ changes(first: 100) { nodes { __typename id } }
      capabilities: changes(first: 100, filter: { noun: { eq: CAPABILITY } }) { nodes { about { __typename ... on Node { id } } } } }`,
  );
  for (const change of changes.nodes) add(change);
  for (const { about } of capabilities.nodes) add(about);
  return ids;
}

// biome-ignore lint/suspicious/noExplicitAny: shaped by the selection
async function walk(server: TestServer, list: string, selection: string, variables: object): Promise<any[]> {
  const page = `${list}(first: 100, after: $after, at: $at) { nodes { ${selection} } pageInfo { endCursor hasNextPage } }`;
  const document =
    "id" in variables
      ? `query ($id: ID!, $at: ViewpointInput, $after: String) { node(id: $id) { ... on Source { ${page} } } }`
      : `query ($at: ViewpointInput, $after: String) { ${page} }`;
  const all = [];
  for (let after: string | null = null; ; ) {
    const data = await server.ask(document, { ...variables, after });
    const { nodes, pageInfo } = (data.node ?? data).list;
    all.push(...nodes);
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}
