import type { Analysis } from "../../src/analysis/analysis.ts";
import type { Graph } from "./graph.ts";

/** What blocks an integration, by slugs: `"restore-sibling 1 NOT_ADOPTED"`. */
export function readBlockingFeatures(graph: Graph, integration: string): string[] {
  const blockings = graph.analyse().blockingFeatures(graph.integration(integration));
  return blockings.map((b) => `${graph.slugOf(b.featureId)} ${b.depth} ${b.reason}`);
}

/** What a feature blocks, by slugs: `"systemd 1"`. */
export function readBlockedIntegrations(graph: Graph, feature: string, includeEnded = false): string[] {
  const blockings = graph.analyse().blockedIntegrations(graph.feature(feature), { includeEnded });
  return blockings.map((b) => `${graph.slugOf(b.integrationId)} ${b.depth}`);
}

/** The walk from an integration to a feature, by slugs: `"systemd > adoption > restore-sibling"`. */
export function readWalk(graph: Graph, integration: string, feature: string): string {
  const { explanation } = findBlocking(graph, integration, feature);
  return [integration, ...explanation.edges.map((edge) => graph.slugOf(edge.to.id))].join(" > ");
}

export function readAdopter(graph: Graph, integration: string, feature: string): string {
  return graph.slugOf(findBlocking(graph, integration, feature).adopterId);
}

export function readNecessity(graph: Graph, integration: string, feature: string): string {
  return findBlocking(graph, integration, feature).necessity;
}

export function isLifted(graph: Graph, blocker: string): boolean {
  return graph.analyse().isLifted(graph.blockerId(blocker));
}

export function findBlocking(
  graph: Graph,
  integration: string,
  feature: string,
): NonNullable<ReturnType<Analysis["blocking"]>> {
  const blocking = graph.analyse().blocking(graph.integration(integration), graph.feature(feature));
  if (blocking === null) throw new Error(`${feature} does not block ${integration}`);
  return blocking;
}
