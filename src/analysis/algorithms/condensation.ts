import { type Adjacency, EdgeList, groupByTarget, groupIndices } from "./adjacency.ts";
import { at } from "./at.ts";

/** A directed graph with every circle drawn together into one component. */
export interface Condensation {
  readonly size: number;
  /** Per node its component. */
  readonly componentOf: Int32Array;
  /** Per component each other component from which an edge leads to it, once; all of them have higher numbers. */
  readonly predecessors: Adjacency;
}

/**
 * Draws strongly connected nodes together, in linear time and without recursion (Tarjan, "Depth-first search
 * and linear graph algorithms", 1972).
 */
export function condense(graph: Adjacency, nodes: number): Condensation {
  const { componentOf, size } = findComponents(graph, nodes);
  const lastLinked = new Int32Array(size).fill(-1);
  const edges = new EdgeList();
  const members = groupIndices(componentOf, size);
  for (let component = 0; component < size; component++) {
    for (let m = members.first(component); m < members.end(component); m++) {
      const node = members.node(m);
      for (let p = graph.first(node); p < graph.end(node); p++) {
        const successor = at(componentOf, graph.node(p));
        if (successor === component || lastLinked[successor] === component) continue;
        lastLinked[successor] = component;
        edges.add(component, successor);
      }
    }
  }
  return { size, componentOf, predecessors: groupByTarget(edges, size) };
}

function findComponents(graph: Adjacency, nodes: number): Omit<Condensation, "predecessors"> {
  const componentOf = new Int32Array(nodes).fill(-1);
  /** When each node was discovered, from 1, and the earliest discovered open node it leads to. */
  const order = new Int32Array(nodes);
  const low = new Int32Array(nodes);
  const position = new Int32Array(nodes);
  const path: number[] = [];
  const open: number[] = [];
  let discovered = 0;
  let size = 0;

  const enter = (node: number): void => {
    discovered++;
    order[node] = discovered;
    low[node] = discovered;
    position[node] = graph.first(node);
    path.push(node);
    open.push(node);
  };
  const lower = (node: number, to: number): void => {
    if (to < at(low, node)) low[node] = to;
  };
  const follow = (node: number, next: number): void => {
    if (order[next] === 0) enter(next);
    else if (componentOf[next] === -1) lower(node, at(order, next));
  };
  const leave = (node: number): void => {
    path.pop();
    const previous = path.at(-1);
    if (previous !== undefined) lower(previous, at(low, node));
    if (low[node] !== order[node]) return;
    for (let member = -1; member !== node; ) {
      member = open.pop() as number;
      componentOf[member] = size;
    }
    size++;
  };

  for (let start = 0; start < nodes; start++) {
    if (order[start] === 0) enter(start);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const next = at(position, node);
      position[node] = next + 1;
      if (next < graph.end(node)) follow(node, graph.node(next));
      else leave(node);
    }
  }
  return { componentOf, size };
}
