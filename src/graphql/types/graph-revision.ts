import { builder } from "../builder.ts";
import { readRoot } from "../roots.ts";

builder.queryField("graphRevision", (t) =>
  t.int({
    description:
      "A number that grows with every committed write: the answers of this operation contain every write numbered up to it. Each answer has it in `extensions.graphRevision` too.",
    resolve: (_root, _args, context, info) =>
      readRoot(context, info, async () => context.revision ?? context.graph.revision),
  }),
);
