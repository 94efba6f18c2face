import { at } from "../algorithms/at.ts";
import { OutOfTime, type Stoppable } from "../algorithms/stoppable.ts";
import type { GraphEdge, GraphEdges, GraphNodeKey } from "./graph-edges.ts";

/** A node that a path or a neighbourhood is asked for; a source is one, though no edge leads to it. */
export interface EndKey {
  readonly type: GraphNodeKey["type"] | "Source";
  readonly id: number;
}

/** How two nodes are connected. */
export interface Path {
  /** In the order of the walk, one more than edges. */
  readonly nodes: readonly EndKey[];
  /** In the order of the walk, each in its own direction. */
  readonly edges: readonly GraphEdge[];
}

/** How many nodes are walked through before it is asked whether time is over. */
const walkedAtOnce = 1_000;

/**
 * A shortest path of at most `maxDepth` edges, which are walked both ways; null if there is none. A path from a
 * node to itself has no edges, even where the node is not in view.
 *
 * Among equally short paths the one whose list of slugs is the smallest; of these, where nodes of different
 * types share a slug, the one whose list of types' names is. Between two nodes the edge whose kind's name comes
 * first, and of one kind in both directions the one that leads along the walk. Breadth first from the end
 * (Moore, "The shortest path through a maze", 1959), then from the beginning along what is ever nearer: linear.
 *
 * @throws OutOfTime once its time is over.
 */
export function* findPath(
  edges: GraphEdges,
  from: EndKey,
  to: EndKey,
  maxDepth: number,
): Stoppable<Path | null> {
  if (from.type === to.type && from.id === to.id) return { nodes: [from], edges: [] };
  const [start, end] = [edges.indexOf(from), edges.indexOf(to)];
  if (start < 0 || end < 0) return null;
  const distances = yield* measureDistances(edges, end, start, maxDepth);
  const length = at(distances, start);
  if (length < 0) return null;
  const steps = findSmallestSteps(edges, distances, start, length);
  const nodes = chooseNodes(edges, steps);
  return {
    nodes: nodes.map((node) => edges.keyOf(node)),
    edges: nodes.slice(1).map((node, index) => edges.edgeAt(findEdge(edges, nodes[index] as number, node))),
  };
}

/** Per node the distance to `end`, of those that are nearer than `start`, and of that; -1: of no other. */
function* measureDistances(
  edges: GraphEdges,
  end: number,
  start: number,
  maxDepth: number,
): Stoppable<Int32Array> {
  const distances = new Int32Array(edges.size).fill(-1);
  distances[end] = 0;
  const reached = [end];
  for (const [count, node] of reached.entries()) {
    if (count % walkedAtOnce === walkedAtOnce - 1 && (yield)) throw new OutOfTime();
    const distance = at(distances, node);
    if (distance === maxDepth || distances[start] !== -1) break;
    edges.forEachNeighbour(node, (neighbour) => {
      if (distances[neighbour] !== -1) return;
      distances[neighbour] = distance + 1;
      reached.push(neighbour);
    });
  }
  return distances;
}

/** Per step the nodes that paths with the smallest list of slugs can be at: all with one slug, so few. */
function findSmallestSteps(
  edges: GraphEdges,
  distances: Int32Array,
  start: number,
  length: number,
): ReadonlySet<number>[] {
  const steps: Set<number>[] = [new Set([start])];
  for (let left = length - 1; left >= 0; left--) {
    let next = new Set<number>();
    let slug: string | null = null;
    for (const node of steps.at(-1) as Set<number>) {
      edges.forEachNeighbour(node, (neighbour) => {
        if (distances[neighbour] !== left) return;
        const its = edges.slugOf(neighbour);
        if (slug === null || its < slug) {
          next = new Set();
          slug = its;
        }
        if (its === slug) next.add(neighbour);
      });
    }
    steps.push(next);
  }
  return steps;
}

/** One node per step, connected, the smallest list of them: of one slug the index is in the order of types. */
function chooseNodes(edges: GraphEdges, steps: readonly ReadonlySet<number>[]): number[] {
  const alive = steps.map((step) => new Set(step));
  for (let step = alive.length - 2; step >= 0; step--) {
    const here = alive[step] as Set<number>;
    const next = alive[step + 1] as Set<number>;
    for (const node of here) if (!listNeighbours(edges, node, next).length) here.delete(node);
  }
  const nodes: number[] = [];
  for (const step of alive) {
    const previous = nodes.at(-1);
    const candidates = previous === undefined ? [...step] : listNeighbours(edges, previous, step);
    nodes.push(Math.min(...candidates));
  }
  return nodes;
}

function listNeighbours(edges: GraphEdges, node: number, among: ReadonlySet<number>): number[] {
  const found = new Set<number>();
  edges.forEachNeighbour(node, (neighbour) => {
    if (among.has(neighbour)) found.add(neighbour);
  });
  return [...found];
}

/** Edges along the walk come before those against it, and each in the order of kinds. */
function findEdge(edges: GraphEdges, from: number, to: number): number {
  let best = -1;
  edges.forEachNeighbour(from, (neighbour, edge) => {
    if (neighbour !== to) return;
    if (best < 0 || edges.kindOf(edge) < edges.kindOf(best)) best = edge;
  });
  return best;
}
