/** The end of a shortest walk: the index of an integration or a feature, and the number of blockers to it. */
export interface Reached {
  readonly index: number;
  readonly depth: number;
}

/** Depths by index, from 1, 0 where nothing was reached, as a list: nearest first, then by index. */
export function sortByDepth(depths: Int32Array): Reached[] {
  const byDepth: number[][] = [];
  depths.forEach((depth, index) => {
    if (depth === 0) return;
    while (byDepth.length < depth) byDepth.push([]);
    byDepth[depth - 1]?.push(index);
  });
  return byDepth.flatMap((indices, nearer) => indices.map((index) => ({ index, depth: nearer + 1 })));
}
