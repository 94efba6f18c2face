import type { GraphQLResolveInfo } from "graphql";
import { mostEdges } from "../../analysis/edges/neighborhood.ts";
import type { EndKey } from "../../analysis/edges/paths.ts";
import { describeBound, readBounded } from "../bounds.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { atArgument, computedObject, property, readField } from "../fields.ts";
import type { Arguments, Question, RowObject } from "../read/field-read.ts";
import { readRoot } from "../roots.ts";
import { Edge, edgeObject } from "./blocking.ts";
import { NamedNode } from "./node.ts";
import { findNodeRefs, NodeRef } from "./node-ref.ts";

/** Edges. */
const depth = { from: 0, to: 5, absent: 1 };
/** Nodes. */
const limit = { from: 1, to: 1_000, absent: 200 };
/** Milliseconds. */
const timeLimit = 2_000;

const Neighborhood = computedObject("Neighborhood", "The part of the graph around a node.", (t) => ({
  truncated: property(t, "truncated", {
    type: "Boolean",
    description: `Whether something was left out: a node that is near enough, beyond \`limit\`, or an edge beyond the first ${mostEdges.toLocaleString("en")}.`,
  }),
  nodes: readField(
    t,
    {
      type: [NamedNode],
      description: `The node itself, then the others, the nearest first, then by slug; at most \`limit\`, at most ${limit.to}.`,
    },
    { kind: "references", columns: [], compute: (neighborhood) => neighborhood.nodes },
  ),
  edges: readField(
    t,
    {
      type: [Edge],
      description: `All edges between these nodes, each in its own direction; at most ${mostEdges}.`,
    },
    { kind: "objects", columns: [], compute: (neighborhood) => neighborhood.edges.map(edgeObject) },
  ),
}));

builder.queryField("neighborhood", (t) =>
  t.field({
    type: Neighborhood,
    description:
      "What is near a node, by edges walked both ways, for drawing. An adoption that `at` assumes is an edge without sources.",
    args: {
      of: t.arg({ type: NodeRef, required: true, description: "The node in the middle." }),
      at: atArgument(t as unknown as Fields),
      depth: t.arg.int({
        defaultValue: depth.absent,
        description: `Most edges from it to any other node, ${describeBound(depth)}`,
      }),
      limit: t.arg.int({
        defaultValue: limit.absent,
        description: `Most nodes, itself included, ${describeBound(limit)}`,
      }),
    },
    resolve: (_root: object, { of }: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, async (reader) => {
        const [center] = await findNodeRefs(reader, [["neighborhood: of", of]]);
        return reader.computed(info, {
          kind: "objects",
          columns: [],
          compute: (_none, question) => findNeighborhood(center as EndKey, question),
        });
      }),
  } as never),
);

async function findNeighborhood(of: EndKey, { args, inquiry, turns }: Question): Promise<RowObject> {
  const edges = readBounded("neighborhood", "depth", args.depth, depth);
  const nodes = readBounded("neighborhood", "limit", args.limit, limit);
  return { ...(await inquiry.findNeighborhood(of, edges, nodes, turns(timeLimit))) };
}
