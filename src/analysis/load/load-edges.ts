import type { Pool } from "pg";
import { buildGraphEdges } from "../edges/build-graph-edges.ts";
import type { EdgeKind, EdgeRow, GraphEdges, GraphNodeRow, GraphNodeType } from "../edges/graph-edges.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { readInView, type ViewReader } from "./read-in-view.ts";

/**
 * Reads from Postgres all edges of a viewpoint, as of one moment: a fixed number of statements, whatever the
 * number of rows.
 *
 * Nodes are all integrations, features, contributors and releases, and the blockers in view. A feature is
 * RELEASED_IN each release of the viewpoint's day or earlier that ADDED it, even if a later one took it out
 * again: it was in that one. That a release REMOVED a feature makes no edge, as the feature is not in it.
 */
export function loadEdges(pool: Pool, viewpoint: Viewpoint): Promise<GraphEdges> {
  return readInView(pool, viewpoint, async (reader) =>
    buildGraphEdges(await readNodes(reader), await readEdges(reader)),
  );
}

async function readNodes(reader: ViewReader): Promise<GraphNodeRow[]> {
  const nodes: GraphNodeRow[] = [];
  const tables: readonly (readonly [GraphNodeType, string])[] = [
    ["Integration", "integrations t"],
    ["Feature", "features t"],
    ["Contributor", "contributors t"],
    ["Release", "releases t"],
    ["Blocker", reader.inView("blockers")],
  ];
  for (const [type, from] of tables) {
    const rows = await reader.rows<{ id: number; slug: string }>("t.id, t.slug", from);
    for (const { id, slug } of rows) nodes.push({ type, id, slug });
  }
  return nodes;
}

async function readEdges(reader: ViewReader): Promise<EdgeRow[]> {
  const edges: EdgeRow[] = [];
  for (const { kind, from, to, rows } of listEdgeTables(reader)) {
    const columns = `t.id as "factId", t.${from[1]} as "fromId", t.${to[1]} as "toId"`;
    for (const row of await reader.rows<{ factId: number; fromId: number; toId: number }>(columns, rows)) {
      edges.push({
        kind,
        from: { type: from[0], id: row.fromId },
        to: { type: to[0], id: row.toId },
        factId: row.factId,
      });
    }
  }
  return edges;
}

/** Where the edges of a kind stand: the types of their two ends with the columns of these, and the rows. */
interface EdgeTable {
  readonly kind: EdgeKind;
  readonly from: readonly [GraphNodeType, string];
  readonly to: readonly [GraphNodeType, string];
  readonly rows: string;
}

function listEdgeTables({ inView, recorded }: ViewReader): readonly EdgeTable[] {
  const integration = ["Integration", "integration_id"] as const;
  const feature = ["Feature", "feature_id"] as const;
  const blocker = ["Blocker", "blocker_id"] as const;
  const needs = `(select r.id, r.blocker_id as needing, n.feature_id, n.blocker_id, n.integration_id
    from remedies r join needs n on n.remedy_id = r.id)`;
  const dependency = {
    from: integration,
    to: ["Integration", "on_integration_id"] as const,
  };
  const targeting = (rows: string, [, column]: readonly [GraphNodeType, string]): string =>
    `${rows} and t.${column} is not null`;
  return [
    { kind: "BLOCKED_BY", from: integration, to: ["Blocker", "id"], rows: inView("blockers") },
    ...[feature, blocker, integration].map((to) => {
      return { kind: "NEEDS", from: ["Blocker", "needing"], to, rows: targeting(inView(needs), to) } as const;
    }),
    {
      kind: "REQUIRES",
      from: feature,
      to: ["Feature", "required_feature_id"],
      rows: recorded("requirements"),
    },
    { kind: "ADOPTS", from: integration, to: feature, rows: inView("adoptions") },
    { kind: "DEPENDS_ON", ...dependency, rows: `${inView("dependencies")} and t.kind in ('CALLS', 'LINKS')` },
    { kind: "PART_OF", ...dependency, rows: `${inView("dependencies")} and t.kind = 'PART_OF'` },
    {
      kind: "RELATED_TO",
      ...dependency,
      rows: `${inView("dependencies")} and t.kind not in ('CALLS', 'LINKS', 'PART_OF')`,
    },
    ...[integration, feature, blocker].map((to) => {
      const rows = targeting(inView("contributions"), to);
      return { kind: "CONTRIBUTED_TO", from: ["Contributor", "contributor_id"], to, rows } as const;
    }),
    {
      kind: "RELEASED_IN",
      from: feature,
      to: ["Release", "release_id"],
      rows: `${recorded("feature_releases")} and t.change = 'ADDED'`,
    },
  ];
}
