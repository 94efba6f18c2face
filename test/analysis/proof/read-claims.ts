import { globalId } from "../../../src/graphql/global-id.ts";
import type { TestServer } from "../../graphql/test-server.ts";
import type { Claim } from "./claim.ts";

/** A viewpoint, as `at` takes it. */
export interface At {
  readonly asOf: string;
  readonly sources: readonly string[] | null;
}

/** All that the API says is blocked by some features, ENDED integrations too, with its proofs. */
export function readBlockedIntegrations(server: TestServer, features: readonly string[], at: At) {
  const list = "blockedIntegrations(at: $at, includeEnded: true, first: 100)";
  return readLists(server, { type: "Feature", slugs: features, list, at });
}

/** All that the API says blocks some integrations, with its proofs. */
export function readBlockingFeatures(server: TestServer, integrations: readonly string[], at: At) {
  const list = "blockingFeatures(at: $at, first: 100)";
  return readLists(server, { type: "Integration", slugs: integrations, list, at });
}

/** As many as `nodes` takes. */
const idsAtOnce = 100;

async function readLists(
  server: TestServer,
  { type, slugs, list, at }: { type: Owner; slugs: readonly string[]; list: string; at: At },
): Promise<Claim[]> {
  const document = `query ($ids: [ID!]!, $at: ViewpointInput) {
    nodes(ids: $ids) { ... on ${type} { slug list: ${list} { totalCount edges {
      node { slug } depth reason adopter { slug }
      explanation(first: 100) { kind from { ...named } to { ...named } sources(first: 100) { slug publishedOn } } } } } } }
    fragment named on Node { __typename ... on Integration { slug } ... on Feature { slug } ... on Blocker { slug } }`;
  const ids = slugs.map((slug) => globalId(type, slug));
  const claims: Claim[] = [];
  for (let first = 0; first < ids.length; first += idsAtOnce) {
    const { nodes } = await server.ask(document, { ids: ids.slice(first, first + idsAtOnce), at });
    for (const node of nodes as Node[]) claims.push(...readNode(type, node));
  }
  return claims;
}

function readNode(type: Owner, { slug, list: { totalCount, edges } }: Node): Claim[] {
  if (totalCount !== edges.length) throw new Error(`${slug}: ${totalCount} do not fit on one page`);
  return edges.map(({ node, depth, reason, adopter, explanation }) => ({
    integration: type === "Integration" ? slug : node.slug,
    feature: type === "Feature" ? slug : node.slug,
    depth,
    reason,
    adopter: adopter.slug,
    edges: explanation.map(({ kind, from, to, sources }) => ({
      kind,
      from: `${from.__typename} ${from.slug}`,
      to: `${to.__typename} ${to.slug}`,
      sources: readSources(sources),
    })),
  }));
}

/** The slugs, which are to be in the order of the days on which the sources appeared, in their own order. */
function readSources(sources: readonly { readonly slug: string; readonly publishedOn: string }[]): string[] {
  const keys = sources.map(({ slug, publishedOn }) => `${publishedOn} ${slug}`);
  if (keys.join() !== keys.toSorted().join()) throw new Error(`not in order: ${keys}`);
  return sources.map(({ slug }) => slug).sort();
}

type Owner = "Feature" | "Integration";

interface Named {
  readonly __typename: string;
  readonly slug: string;
}

interface Node {
  readonly slug: string;
  readonly list: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly node: Named;
      readonly depth: number;
      readonly reason: string;
      readonly adopter: Named;
      readonly explanation: readonly {
        readonly kind: string;
        readonly from: Named;
        readonly to: Named;
        readonly sources: readonly { readonly slug: string; readonly publishedOn: string }[];
      }[];
    }[];
  };
}
