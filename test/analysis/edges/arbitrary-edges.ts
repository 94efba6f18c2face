import fc from "fast-check";
import {
  type EdgeRow,
  edgeKinds,
  type GraphNodeRow,
  graphNodeTypes,
} from "../../../src/analysis/edges/graph-edges.ts";

/** Few nodes, of which many share a slug, and rows between them: parallel, double, both ways, on themselves. */
export interface DrawnEdges {
  readonly nodes: readonly GraphNodeRow[];
  readonly rows: readonly EdgeRow[];
}

export const arbitraryEdges: fc.Arbitrary<DrawnEdges> = fc
  .uniqueArray(
    fc.record({
      type: fc.constantFrom(...graphNodeTypes.slice(0, 3)),
      slug: fc.constantFrom("a", "b", "c", "d"),
    }),
    { minLength: 1, maxLength: 8, selector: ({ type, slug }) => `${type} ${slug}` },
  )
  .map((nodes) => nodes.map((node, index): GraphNodeRow => ({ ...node, id: 10 - index })))
  .chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      rows: fc.array(
        fc.record({
          kind: fc.constantFrom(...edgeKinds.slice(0, 3)),
          from: fc.constantFrom(...nodes).map(({ type, id }) => ({ type, id })),
          to: fc.constantFrom(...nodes).map(({ type, id }) => ({ type, id })),
          factId: fc.nat(5),
        }),
        { maxLength: 14 },
      ),
    }),
  );
