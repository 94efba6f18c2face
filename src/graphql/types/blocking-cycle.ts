import type { BlockingCycle as Cycle, CycleEdge } from "../../analysis/cycles/cycles.ts";
import type { Fields } from "../builder.ts";
import { builder } from "../builder.ts";
import { computedRootList } from "../computed-connection.ts";
import { computedObject, property, type Ref, readField, type TypeRef } from "../fields.ts";
import { connectionType, listArguments } from "../lists.ts";
import type { MemberEdge, Question, RowObject } from "../read/field-read.ts";
import { Edge, edgeObject } from "./blocking.ts";
import { NamedNode } from "./node.ts";

/** Milliseconds. */
const timeLimit = 1_000;

const bySlug = {
  orders: { SLUG: { type: "text" } },
  defaultOrder: [{ field: "SLUG", direction: "ASC" as const }],
};

const members = connectionType("CycleMember", NamedNode, "nodes of a circle");
const edges = connectionType("CycleEdge", Edge, "edges of a circle");

function edgeList(t: Fields, key: "edges" | "breaking", description: string): Ref {
  return readField(
    t,
    { type: edges, description, args: listArguments(t, bySlug, false) },
    { ...bySlug, kind: "members", columns: [], areNodes: true, compute: (cycle) => cycle[key]() },
  );
}

const BlockingCycle: TypeRef = computedObject(
  "BlockingCycle",
  "Blockers that wait for each other in circles, or features that require each other: nothing among them can come true by itself. One cycle is all nodes that can reach each other; the circles among them may be many.",
  (t) => ({
    members: readField(
      t,
      {
        type: members,
        description:
          "Its blockers and the integrations that their needs lead through, or its features; by type, then by slug.",
        args: listArguments(t, bySlug, false),
      },
      { ...bySlug, kind: "members", columns: [], compute: (cycle) => cycle.members() },
    ),
    edges: edgeList(t, "edges", "All edges among its members, by where they begin and where they end."),
    breaking: edgeList(
      t,
      "breaking",
      "A smallest set of edges without which no circle is left; if not `minimal`, a small one. Of several, one.",
    ),
    minimal: property(t, "minimal", {
      type: "Boolean",
      description:
        "Whether it is proven that no smaller set of edges breaks it; false: time ran out, or it is too large to try.",
    }),
  }),
);

builder.queryField(
  "blockingCycles",
  (t) =>
    computedRootList(
      t,
      {
        connection: connectionType("BlockingCycle", BlockingCycle, "cycles"),
        description:
          "What waits for itself, from this viewpoint, and the least to be cut: circles of needs that do not hold among unlifted blockers, then circles of requirements among features.",
      },
      { ...bySlug, areNodes: true, compute: (_root, question) => listCycles(question) },
    ) as never,
);

async function listCycles({ inquiry, analysis, turns }: Question): Promise<MemberEdge[]> {
  const cycles = await inquiry.findCycles(turns(timeLimit));
  return cycles.map((cycle) => cycleEdge(cycle, (type, id) => analysis.slugOf(type, id)));
}

type SlugOf = (type: CycleEdge["from"]["type"], id: number) => string;

function cycleEdge({ members, edges, breaking, minimal }: Cycle, slugOf: SlugOf): MemberEdge {
  const keyOf = ({ type, id }: CycleEdge["from"]): string => `${type} ${slugOf(type, id)}`;
  const listEdges = (some: readonly CycleEdge[]) => (): MemberEdge[] =>
    some.map((edge) =>
      member(edgeObject(edge), `${keyOf(edge.from)} ${keyOf(edge.to)} ${edge.capabilityId ?? ""}`),
    );
  const [first] = members;
  return member(
    {
      members: (): MemberEdge[] => members.map((ref) => member({ ref }, keyOf(ref))),
      edges: listEdges(edges),
      breaking: listEdges(breaking),
      minimal,
    },
    first ? keyOf(first) : "",
  );
}

function member<Row extends RowObject>(row: Row, key: string): Row & MemberEdge {
  return { ...row, sortKeys: { SLUG: key }, slug: key };
}
