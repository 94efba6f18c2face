import { at } from "../algorithms/at.ts";
import { type DirectedGraph, groupByEnds } from "../algorithms/directed-graph.ts";

/**
 * Few edges without which there is no cycle: those that lead backwards in an order of the nodes in which sinks
 * come last, sources first, and of the rest first whatever has the most edges leaving over those entering
 * (Eades, Lin, Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993). Linear.
 *
 * @param without edges that are taken to be gone already.
 */
export function orderAgainstCycles(graph: DirectedGraph, without: readonly number[] = []): number[] {
  const gone = new Uint8Array(graph.from.length);
  for (const edge of without) gone[edge] = 1;
  const places = orderNodes(graph, gone);
  const backwards: number[] = [];
  graph.from.forEach((from, edge) => {
    if (gone[edge] !== 1 && at(places, from) >= at(places, at(graph.to, edge))) backwards.push(edge);
  });
  return backwards;
}

/** Per node its place in the order. */
function orderNodes(graph: DirectedGraph, gone: Uint8Array): Int32Array {
  const { leaving, entering } = groupByEnds(graph);
  const [out, into] = countDegrees(graph, gone);
  const places = new Int32Array(graph.size).fill(-1);
  const buckets = new SurplusBuckets();
  const sinks: number[] = [];
  const sources: number[] = [];
  const sort = (node: number): void => {
    if (out[node] === 0) sinks.push(node);
    else if (into[node] === 0) sources.push(node);
    else buckets.add(node, at(out, node) - at(into, node));
  };
  let first = 0;
  let last = graph.size - 1;
  const place = (node: number, atEnd: boolean): void => {
    places[node] = atEnd ? last-- : first++;
    entering.forEach(node, (edge) => loosen(edge, at(graph.from, edge), out));
    leaving.forEach(node, (edge) => loosen(edge, at(graph.to, edge), into));
  };
  const loosen = (edge: number, node: number, degrees: Int32Array): void => {
    if (gone[edge] === 1 || places[node] !== -1) return;
    degrees[node] = at(degrees, node) - 1;
    sort(node);
  };
  for (let node = 0; node < graph.size; node++) sort(node);
  const isPlaced = (node: number): boolean => places[node] !== -1;
  while (first <= last) {
    const sink = takeFirst(sinks, isPlaced);
    const source = sink === undefined ? takeFirst(sources, isPlaced) : undefined;
    if (sink !== undefined) place(sink, true);
    else if (source !== undefined) place(source, false);
    else
      place(
        buckets.take((node, surplus) => !isPlaced(node) && at(out, node) - at(into, node) === surplus),
        false,
      );
  }
  return places;
}

/** How many edges leave, and enter, each node; an edge from a node to itself is not counted: no order helps. */
function countDegrees(graph: DirectedGraph, gone: Uint8Array): [Int32Array, Int32Array] {
  const [out, into] = [new Int32Array(graph.size), new Int32Array(graph.size)];
  graph.from.forEach((from, edge) => {
    const to = at(graph.to, edge);
    if (gone[edge] === 1 || from === to) return;
    out[from] = at(out, from) + 1;
    into[to] = at(into, to) + 1;
  });
  return [out, into];
}

/** Takes nodes off the end of a list until one is not placed yet; undefined: none is. */
function takeFirst(nodes: number[], isPlaced: (node: number) => boolean): number | undefined {
  let node = nodes.pop();
  while (node !== undefined && isPlaced(node)) node = nodes.pop();
  return node;
}

/** Nodes by surplus; a node stays where it once was added, so what is taken out is asked whether it still counts. */
class SurplusBuckets {
  readonly #nodes = new Map<number, number[]>();
  #highest = Number.NEGATIVE_INFINITY;

  add(node: number, surplus: number): void {
    const bucket = this.#nodes.get(surplus) ?? [];
    bucket.push(node);
    this.#nodes.set(surplus, bucket);
    this.#highest = Math.max(this.#highest, surplus);
  }

  /** The node added last of those with the highest surplus that still count. */
  take(counts: (node: number, surplus: number) => boolean): number {
    for (;;) {
      const node = this.#nodes.get(this.#highest)?.pop();
      if (node === undefined) this.#highest--;
      else if (counts(node, this.#highest)) return node;
    }
  }
}
