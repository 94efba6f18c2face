import { selectConnection } from "./connection-selection.ts";
import type { Computation, ComputedRead } from "./field-read.ts";
import { memberPage } from "./member-page.ts";
import { type Planner, runSteps, type Step } from "./planning.ts";
import type { SelectedField } from "./selection.ts";

/** A connection whose members an analysis names: paged in memory, the nodes of a page loaded in the next wave. */
export function planMembers(
  planner: Planner,
  field: SelectedField,
  read: Extract<ComputedRead, { kind: "members" }>,
  computation: () => Computation,
): Step {
  const { key } = field;
  const { asked, edgeSets, edgeType, nodeSets, nodeType } = selectConnection(planner.operation, field);
  const steps = edgeSets.length ? planner.planObject(edgeType, edgeSets) : [];
  const page = memberPage(field, read);
  return async (rows) => {
    const at = computation();
    for (const row of rows) row[key] = page(read.compute(row, at));
    if (!asked.rows) return;
    const edges = rows.flatMap((row) => row[key].edges);
    const edgesDone = runSteps(steps, edges);
    if (nodeSets.length) {
      const references = edges.map((edge) => edge.ref);
      const find = await planner.loader.loadReferences(nodeType, references, nodeSets);
      for (const edge of edges) edge.node = find(edge.ref);
    }
    await edgesDone;
  };
}
