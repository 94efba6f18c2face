import type { GraphQLObjectType } from "graphql";
import { selectConnection } from "./connection-selection.ts";
import type { ComputedRead, MemberEdge, Question, Reference } from "./field-read.ts";
import { memberPage } from "./member-page.ts";
import { type Planner, runSteps, type Step } from "./planning.ts";
import type { SelectedField } from "./selection.ts";

/**
 * A connection whose members an analysis names, paged in memory: the nodes of a page are loaded in the next wave,
 * or are what the analysis made.
 */
export function planMembers(
  planner: Planner,
  field: SelectedField,
  read: Extract<ComputedRead, { kind: "members" }>,
  question: () => Question,
): Step {
  const { key } = field;
  const { asked, edgeSets, edgeType, nodeSets, nodeType } = selectConnection(planner.operation, field);
  const steps = edgeSets.length ? planner.planObject(edgeType, edgeSets) : [];
  const nodeSteps =
    read.areNodes && nodeSets.length ? planner.planObject(nodeType as GraphQLObjectType, nodeSets) : [];
  const page = memberPage(field, read);
  return async (rows) => {
    const at = question();
    const members = await Promise.all(rows.map((row) => read.compute(row, at)));
    for (const [i, row] of rows.entries()) row[key] = page(members[i] as MemberEdge[]);
    if (!asked.rows) return;
    const edges = rows.flatMap((row) => row[key].edges);
    const edgesDone = runSteps(steps, edges);
    if (read.areNodes) await runSteps(nodeSteps, edges);
    else if (nodeSets.length) {
      const references = edges.map((edge): Reference => edge.ref);
      const find = await planner.loader.loadReferences(nodeType, references, nodeSets);
      for (const edge of edges) edge.node = find(edge.ref);
    }
    await edgesDone;
  };
}
