import type { GraphQLResolveInfo } from "graphql";
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
const maxDepth = { from: 0, to: 32, absent: 6 };
/** Milliseconds. */
const timeLimit = 2_000;

const Path = computedObject("Path", "How two nodes are connected: a shortest path.", (t) => ({
  length: property(t, "length", { type: "Int", description: "Its number of edges; 0: a node to itself." }),
  nodes: readField(
    t,
    {
      type: [NamedNode],
      description: `The nodes from the first to the last, both included; at most ${maxDepth.to + 1}.`,
    },
    { kind: "references", columns: [], compute: (path) => path.nodes },
  ),
  edges: readField(
    t,
    {
      type: [Edge],
      description: `The edges between them, in the order of the path but each in its own direction; at most ${maxDepth.to}.`,
    },
    { kind: "objects", columns: [], compute: (path) => path.edges.map(edgeObject) },
  ),
}));

builder.queryField("path", (t) =>
  t.field({
    type: Path,
    nullable: true,
    description:
      "How two nodes are connected, by edges walked both ways; null: not at all, or not within `maxDepth`. Of several shortest paths the one with the smallest slugs. An adoption that `at` assumes is an edge without sources.",
    args: {
      from: t.arg({ type: NodeRef, required: true, description: "Where it begins." }),
      to: t.arg({ type: NodeRef, required: true, description: "Where it ends." }),
      at: atArgument(t as unknown as Fields),
      maxDepth: t.arg.int({
        defaultValue: maxDepth.absent,
        description: `Most edges it may have, ${describeBound(maxDepth)}`,
      }),
    },
    resolve: (_root: object, { from, to }: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, async (reader) => {
        const ends = await findNodeRefs(reader, [
          ["path: from", from],
          ["path: to", to],
        ]);
        return reader.computed(info, {
          kind: "objects",
          columns: [],
          compute: (_none, question) => findPath(ends as [EndKey, EndKey], question),
        });
      }),
  } as never),
);

async function findPath([from, to]: [EndKey, EndKey], question: Question): Promise<RowObject | null> {
  const { args, inquiry, turns } = question;
  const depth = readBounded("path", "maxDepth", args.maxDepth, maxDepth);
  const path = await inquiry.findPath(from, to, depth, turns(timeLimit));
  return path && { ...path, length: path.edges.length };
}
