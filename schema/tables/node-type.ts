import { pgEnum } from "drizzle-orm/pg-core";

/** The node types that have a slug people type. */
export const nodeType = pgEnum("node_type", [
  "INTEGRATION",
  "FEATURE",
  "CONTRIBUTOR",
  "BLOCKER",
  "RELEASE",
  "SOURCE",
]);

export type NodeType = (typeof nodeType.enumValues)[number];
