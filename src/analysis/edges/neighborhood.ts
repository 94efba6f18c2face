import type { GraphEdge, GraphEdges } from "./graph-edges.ts";
import type { EndKey } from "./paths.ts";

/** The part of the graph around a node. */
export interface Neighborhood {
  /** The node itself, then the others, nearest first, then by slug, then by the name of their type. */
  readonly nodes: readonly EndKey[];
  /** All edges between these nodes, in the order of where they begin, where they end, and their kind's name. */
  readonly edges: readonly GraphEdge[];
  /** Whether `limit` left out a node that is near enough. */
  readonly truncated: boolean;
}

/**
 * What is at most `depth` edges, walked both ways, from a node: at most `limit` nodes, itself included.
 *
 * @param depth from 0: the node alone
 * @param limit from 1
 */
export function findNeighborhood(edges: GraphEdges, of: EndKey, depth: number, limit: number): Neighborhood {
  const center = edges.indexOf(of);
  if (center < 0) return { nodes: [of], edges: [], truncated: false };
  const found = new Set([center]);
  let frontier = [center];
  let truncated = false;
  for (let distance = 1; distance <= depth && frontier.length > 0 && !truncated; distance++) {
    const reached = listNewNeighbours(edges, frontier, found);
    // Indices are in the order of slugs.
    frontier = [...reached].sort((a, b) => a - b).slice(0, limit - found.size);
    truncated = frontier.length < reached.size;
    for (const node of frontier) found.add(node);
  }
  return {
    nodes: Array.from(found, (node) => edges.keyOf(node)),
    edges: listEdgesAmong(edges, found),
    truncated,
  };
}

function listNewNeighbours(
  edges: GraphEdges,
  frontier: readonly number[],
  known: ReadonlySet<number>,
): Set<number> {
  const reached = new Set<number>();
  for (const node of frontier) {
    edges.forEachNeighbour(node, (neighbour) => {
      if (!known.has(neighbour)) reached.add(neighbour);
    });
  }
  return reached;
}

function listEdgesAmong(edges: GraphEdges, nodes: ReadonlySet<number>): GraphEdge[] {
  return [...nodes].flatMap((node) =>
    edges
      .leaving(node)
      .filter(({ to }) => nodes.has(to))
      .map(({ edge }) => edges.edgeAt(edge)),
  );
}
