import { globalId } from "../../../src/graphql/global-id.ts";
import type { TestServer } from "../../graphql/test-server.ts";
import type { ProofChecker } from "./proof-checker.ts";
import type { At } from "./read-claims.ts";

/** Slugs of the nodes of a part of the graph. */
export interface PartNodes {
  readonly features: readonly string[];
  readonly integrations: readonly string[];
}

const selections = {
  Feature: "slug availability(at: $at) usable(at: $at)",
  Integration: `slug status(at: $at) readiness(at: $at) { verdict } capabilities(at: $at) { slug state }
    blockers(at: $at, first: 100) { nodes { slug state(at: $at) lifted(at: $at) remedies(at: $at) {
      slug holds(at: $at) needs {
        ... on FeatureNeed { holds(at: $at) } ... on BlockerNeed { holds(at: $at) }
        ... on IntegrationNeed { holds(at: $at) } ... on WorkNeed { holds(at: $at) } } } } }`,
};

/** What the API says of nodes, by slug. */
export async function readNodes(server: TestServer, nodes: PartNodes, at: At): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const [type, slugs] of [
    ["Feature", nodes.features],
    ["Integration", nodes.integrations],
  ] as const) {
    const document = `query ($ids: [ID!]!, $at: ViewpointInput) { nodes(ids: $ids) { ... on ${type} { ${selections[type]} } } }`;
    for (let first = 0; first < slugs.length; first += 100) {
      const ids = slugs.slice(first, first + 100).map((slug) => globalId(type, slug));
      for (const node of (await server.ask(document, { ids, at })).nodes)
        found.set(`${type} ${node.slug}`, inOrder(node));
    }
  }
  return found;
}

interface Page {
  readonly nodes: readonly { readonly slug: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The slugs of all integrations that a viewpoint lists. */
export async function listIntegrations(server: TestServer, at: At): Promise<string[]> {
  const document = `query ($at: ViewpointInput, $after: String) { integrations(at: $at, first: 100, after: $after) {
    nodes { slug } pageInfo { endCursor hasNextPage } } }`;
  const slugs: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page = (await server.ask(document, { at, after })).integrations;
    slugs.push(...page.nodes.map(({ slug }) => slug));
    if (!page.pageInfo.hasNextPage) return slugs;
    after = page.pageInfo.endCursor;
  }
}

/** What the facts themselves say of the same nodes. */
export function expectNodes(checker: ProofChecker, nodes: PartNodes): Map<string, unknown> {
  const { facts } = checker;
  return new Map<string, unknown>([
    ...nodes.features.map((slug): [string, unknown] => {
      const unreleased = facts.isPlanned(slug) ? "PLANNED" : "MISSING";
      const availability = checker.available.has(slug) ? "AVAILABLE" : unreleased;
      return [`Feature ${slug}`, { slug, availability, usable: checker.usable.has(slug) }];
    }),
    ...nodes.integrations.map((slug): [string, unknown] => {
      const own = facts.blockers.filter(({ integration }) => integration === slug);
      const known = [...facts.capabilitiesOf(slug), ...own.flatMap(({ capability }) => capability ?? [])];
      const node = {
        slug,
        status: facts.status(slug),
        readiness: { verdict: findVerdict(checker, slug) },
        capabilities: [...new Set(known)].map((each) => ({
          slug: each,
          state: facts.capability(slug, each),
        })),
        blockers: { nodes: own.map((blocker) => expectBlocker(checker, blocker.slug)) },
      };
      return [`Integration ${slug}`, inOrder(node)];
    }),
  ]);
}

function expectBlocker(checker: ProofChecker, slug: string): object {
  const remedies = checker.facts.remedies(slug).map((remedy) => {
    const needs = remedy.needs.map((need) => ({ holds: checker.holds(need, slug) }));
    return { slug: remedy.slug, holds: needs.every(({ holds }) => holds), needs };
  });
  return { slug, state: checker.facts.state(slug), lifted: checker.isLifted(`Blocker ${slug}`), remedies };
}

function findVerdict(checker: ProofChecker, integration: string): string | null {
  const { facts } = checker;
  const status = facts.status(integration);
  const blockers = facts.blockers.filter((blocker) => blocker.integration === integration);
  const isBlocked = blockers.some(({ slug }) => !checker.isLifted(`Blocker ${slug}`));
  if (status === null) return null;
  if (status === "REMOVED" || status === "DISCONTINUED") return "ENDED";
  if (status === "READY") return isBlocked ? "READY_WITH_GAPS" : "READY";
  if (isBlocked) return "BLOCKED";
  return blockers.length > 0 || facts.isReviewed(integration) ? "CLEAR" : "UNEXPLAINED";
}

/** Lists of what has a slug in the order of slugs. */
function inOrder<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, each) =>
    Array.isArray(each) && each[0]?.slug ? each.sort((a, b) => (a.slug < b.slug ? -1 : 1)) : each,
  );
}
