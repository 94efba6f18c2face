import { OutOfTime, type Stoppable } from "../algorithms/stoppable.ts";
import type { GraphEdge, GraphEdges } from "./graph-edges.ts";
import type { EndKey } from "./paths.ts";

/** The part of the graph around a node. */
export interface Neighborhood {
  /** The node itself, then the others, nearest first, then by slug, then by the name of their type. */
  readonly nodes: readonly EndKey[];
  /**
   * All edges between these nodes, the first `mostEdges` of them: by where they begin, where they end, and their
   * kind's name.
   */
  readonly edges: readonly GraphEdge[];
  /** Whether `limit` left out a node that is near enough, or `mostEdges` an edge. */
  readonly truncated: boolean;
}

/** Most edges of a neighbourhood: more than any picture can show. */
export const mostEdges = 5_000;

/**
 * What is at most `depth` edges, walked both ways, from a node: at most `limit` nodes, itself included.
 *
 * @param depth from 0: the node alone
 * @param limit from 1
 * @throws OutOfTime once its time is over.
 */
export function* findNeighborhood(
  edges: GraphEdges,
  of: EndKey,
  depth: number,
  limit: number,
): Stoppable<Neighborhood> {
  const center = edges.indexOf(of);
  if (center < 0) return { nodes: [of], edges: [], truncated: false };
  const found = new Set([center]);
  let frontier = [center];
  let truncated = false;
  for (let distance = 1; distance <= depth && frontier.length > 0 && !truncated; distance++) {
    const reached = yield* listNewNeighbours(edges, frontier, found);
    // Indices are in the order of slugs.
    frontier = [...reached].sort((a, b) => a - b).slice(0, limit - found.size);
    truncated = frontier.length < reached.size;
    for (const node of frontier) found.add(node);
  }
  const among = yield* listEdgesAmong(edges, found);
  return {
    nodes: Array.from(found, (node) => edges.keyOf(node)),
    edges: among.slice(0, mostEdges).map((edge) => edges.edgeAt(edge)),
    truncated: truncated || among.length > mostEdges,
  };
}

function* listNewNeighbours(
  edges: GraphEdges,
  frontier: readonly number[],
  known: ReadonlySet<number>,
): Stoppable<Set<number>> {
  const reached = new Set<number>();
  for (const node of frontier) {
    if (yield) throw new OutOfTime();
    edges.forEachNeighbour(node, (neighbour) => {
      if (!known.has(neighbour)) reached.add(neighbour);
    });
  }
  return reached;
}

/** In order, and one too many at least where they are too many. */
function* listEdgesAmong(edges: GraphEdges, nodes: ReadonlySet<number>): Stoppable<number[]> {
  const among: number[] = [];
  for (const node of [...nodes].sort((a, b) => a - b)) {
    if (yield) throw new OutOfTime();
    for (const { edge, to } of edges.leaving(node)) if (nodes.has(to)) among.push(edge);
    if (among.length > mostEdges) break;
  }
  return among;
}
