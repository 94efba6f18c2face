/** A walk from an integration to a feature, every node on it in order. */
export interface Walk {
  readonly nodes: readonly { readonly type: "Integration" | "Feature" | "Blocker"; readonly id: number }[];
}

export function isOn(walk: Walk, type: string, id: number): boolean {
  return walk.nodes.some((node) => node.type === type && node.id === id);
}

/** The fewest blockers first, then the smallest list of their slugs, the fewest edges, and of the other slugs. */
export function compareWalks(a: Walk, b: Walk, slugOf: ReadonlyMap<number, string>): number {
  const slugs = (walk: Walk, areBlockers: boolean): string[] =>
    walk.nodes
      .filter((node) => (node.type === "Blocker") === areBlockers)
      .map((node) => slugOf.get(node.id) as string);
  return (
    slugs(a, true).length - slugs(b, true).length ||
    compareLists(slugs(a, true), slugs(b, true)) ||
    a.nodes.length - b.nodes.length ||
    compareLists(slugs(a, false), slugs(b, false))
  );
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index] as string, b[index] as string];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
