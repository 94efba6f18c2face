import { at } from "./at.ts";

/** A growing list of directed edges between dense indices. An edge may occur more than once. */
export class EdgeList {
  #from = new Int32Array(16);
  #to = new Int32Array(16);
  #size = 0;

  /** The node each edge leaves. */
  get from(): Int32Array {
    return this.#from.subarray(0, this.#size);
  }

  /** The node each edge enters. */
  get to(): Int32Array {
    return this.#to.subarray(0, this.#size);
  }

  /** Adds an edge, or nothing if one of its ends is -1: out of view. */
  add(from: number, to: number): void {
    if (from < 0 || to < 0) return;
    if (this.#size === this.#from.length) {
      this.#from = copyTwiceAsLong(this.#from);
      this.#to = copyTwiceAsLong(this.#to);
    }
    this.#from[this.#size] = from;
    this.#to[this.#size] = to;
    this.#size++;
  }
}

/**
 * For every node the list of its neighbours, all in one flat array (compressed sparse rows).
 *
 * @example for (let p = list.first(node); p < list.end(node); p++) visit(list.node(p));
 */
export class Adjacency {
  readonly #offsets: Int32Array;
  readonly #nodes: Int32Array;

  constructor(offsets: Int32Array, nodes: Int32Array) {
    this.#offsets = offsets;
    this.#nodes = nodes;
  }

  /** Position of the first neighbour of a node. */
  first(node: number): number {
    return at(this.#offsets, node);
  }

  /** Position after the last neighbour of a node. */
  end(node: number): number {
    return at(this.#offsets, node + 1);
  }

  /** The neighbour at a position. */
  node(position: number): number {
    return at(this.#nodes, position);
  }

  count(node: number): number {
    return this.end(node) - this.first(node);
  }

  forEach(node: number, visit: (neighbour: number) => void): void {
    for (let position = this.first(node); position < this.end(node); position++) visit(this.node(position));
  }

  /**
   * The neighbours of a node, or of all from it up to another one, as a view that must not be written to; loops
   * that run often use positions.
   */
  of(node: number, end = node + 1): Int32Array {
    return this.#nodes.subarray(this.first(node), this.first(end));
  }

  /** What it takes in memory, in bytes. */
  get byteLength(): number {
    return this.#offsets.byteLength + this.#nodes.byteLength;
  }
}

/** Both directions of the same edges. */
export interface TwoWayAdjacency {
  readonly forward: Adjacency;
  readonly backward: Adjacency;
}

/** Edges by the node they leave, which is one of `size`; the order of the list is kept within each node. */
export function groupByOrigin(edges: EdgeList, size: number): Adjacency {
  return groupPairs(edges.from, edges.to, size);
}

/** Edges by the node they enter, which is one of `size`; the order of the list is kept within each node. */
export function groupByTarget(edges: EdgeList, size: number): Adjacency {
  return groupPairs(edges.to, edges.from, size);
}

/** Edges by either end. */
export function groupBothWays(edges: EdgeList, origins: number, targets: number): TwoWayAdjacency {
  return { forward: groupByOrigin(edges, origins), backward: groupByTarget(edges, targets) };
}

/** Indices 0, 1, 2 … by the group each belongs to, in order; -1 belongs to none. A stable counting sort. */
export function groupIndices(groups: Int32Array, size: number): Adjacency {
  const offsets = countOffsets(groups, size);
  const nodes = new Int32Array(at(offsets, size));
  // Counts the places of each group up while it fills them, and down again in the end.
  for (let index = 0; index < groups.length; index++) {
    const key = at(groups, index);
    if (key < 0) continue;
    const position = at(offsets, key);
    nodes[position] = index;
    offsets[key] = position + 1;
  }
  offsets.copyWithin(1, 0, size);
  offsets[0] = 0;
  return new Adjacency(offsets, nodes);
}

/** The same for indices whose groups ascend: each has a stretch of them, so that no list of its own is needed. */
export function groupSorted(groups: Int32Array, size: number): Adjacency {
  return new Adjacency(countOffsets(groups, size), takeNumbers(groups.length));
}

/** Values by the group each belongs to, in order. A stable counting sort. */
export function groupPairs(keys: Int32Array, values: Int32Array, size: number): Adjacency {
  const offsets = countOffsets(keys, size);
  const next = offsets.slice(0, size);
  const nodes = new Int32Array(keys.length);
  for (let edge = 0; edge < keys.length; edge++) {
    const key = at(keys, edge);
    const position = at(next, key);
    nodes[position] = at(values, edge);
    next[key] = position + 1;
  }
  return new Adjacency(offsets, nodes);
}

function countOffsets(keys: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const offsets = new Int32Array(size + 1);
  for (let index = 0; index < keys.length; index++) {
    const key = at(keys, index);
    if (key >= 0) offsets[key + 1] = at(offsets, key + 1) + 1;
  }
  for (let node = 0; node < size; node++) offsets[node + 1] = at(offsets, node + 1) + at(offsets, node);
  return offsets;
}

let numbers = new Int32Array(0);

/** The numbers 0, 1, 2 … as a list that all who need it share. */
function takeNumbers(count: number): Int32Array {
  if (count > numbers.length) {
    numbers = Int32Array.from({ length: Math.max(count, numbers.length * 2, 1024) }, (_, index) => index);
  }
  return numbers.subarray(0, count);
}

function copyTwiceAsLong(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(numbers.length * 2);
  copy.set(numbers);
  return copy;
}
