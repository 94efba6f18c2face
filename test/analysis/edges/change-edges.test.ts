import fc from "fast-check";
import { expect, test } from "vitest";
import { buildGraphEdges } from "../../../src/analysis/edges/build-graph-edges.ts";
import { changeEdges } from "../../../src/analysis/edges/change-edges.ts";
import type { GraphEdge, GraphEdges } from "../../../src/analysis/edges/graph-edges.ts";
import { runs } from "../property-runs.ts";
import { arbitraryEdges } from "./arbitrary-edges.ts";

const hidden = fc.uniqueArray(fc.nat(5), { maxLength: 4 });

test("on any small graph edges change as if they had been drawn from what is left, and from what is added", () => {
  const question = arbitraryEdges.chain((drawn) =>
    fc.record({
      drawn: fc.constant(drawn),
      hidden,
      added: fc.subarray([...drawn.rows]),
      extra: arbitraryEdges,
    }),
  );
  fc.assert(
    fc.property(question, ({ drawn, hidden, added, extra }) => {
      const elsewhere = extra.rows.map((row) => ({ ...row, from: row.to, to: row.from }));
      const additions = [...added, ...elsewhere];
      const changed = changeEdges(buildGraphEdges(drawn.nodes, drawn.rows), new Set(hidden), additions);
      const left = drawn.rows.filter((row) => !hidden.includes(row.factId));
      const marked = additions.map((row) => ({ ...row, factId: -1 }));
      const expected = listEdges(buildGraphEdges(drawn.nodes, [...left, ...marked]));
      expect(listEdges(changed)).toEqual(
        expected.map((edge) => ({ ...edge, factIds: edge.factIds.filter((id) => id >= 0) })),
      );
    }),
    runs,
  );
});

function listEdges(edges: GraphEdges): GraphEdge[] {
  return Array.from({ length: edges.size }, (_, node) => node).flatMap((node) =>
    edges.leaving(node).map(({ edge }) => edges.edgeAt(edge)),
  );
}
