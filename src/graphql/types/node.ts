import { builder } from "../builder.ts";
import type { RowObject } from "../read/field-read.ts";

/** Anything with a global id. */
export const Node = builder.interfaceRef<RowObject>("Node");
builder.interfaceType(Node, {
  description: "Anything that can be fetched again by its global id.",
  resolveType: (row) => row.__typename,
  fields: (t) => ({
    id: t.field({
      type: "ID",
      description:
        "Made of the type and the first slug (a fact's slug), so that it survives renames and reseeds.",
      resolve: () => "",
    }),
  }),
});

/** A node people call by its slug. */
export const NamedNode = builder.interfaceRef<RowObject>("NamedNode");
builder.interfaceType(NamedNode, {
  description:
    "A node that goes by a slug: an integration, feature, contributor, blocker, release or source.",
  interfaces: [Node],
  resolveType: (row) => row.__typename,
  fields: (t) => ({
    slug: t.string({
      description:
        "What people call it in addresses and arguments. It may be renamed; the old slug then redirects.",
      resolve: () => "",
    }),
    recordVersion: t.int({
      description: "Grows with every write of it, for `expectedVersion` of mutations.",
      resolve: () => 0,
    }),
  }),
});

/** Kinds of nodes people look for by name. */
export const NodeKind = builder.enumType("NodeKind", {
  description: "The kinds of nodes that have names.",
  values: {
    INTEGRATION: { description: "Software that integrates CRIU." },
    FEATURE: { description: "What CRIU, or the kernel under it, offers an integrator." },
    CONTRIBUTOR: { description: "A person." },
    BLOCKER: { description: "One reason why an integration is not there yet." },
    RELEASE: { description: "A version of CRIU or of an integration." },
    SOURCE: { description: "Where a fact comes from." },
  },
});
