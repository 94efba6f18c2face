import type { Adjacency, TwoWayAdjacency } from "../algorithms/adjacency.ts";
import type { IdIndex, NodeIndex } from "./node-index.ts";
import type { ProjectedNeeds } from "./projected-needs.ts";
import type { Tables } from "./tables.ts";
import type { TableChanges } from "./update-tables.ts";
import type { WorkIndex } from "./work-index.ts";

/**
 * The facts of a viewpoint as dense indices and flat arrays: which blocker belongs to what, which remedies and
 * needs it has, which feature requires which, who reported what. How everything stands by them is a `Standing`.
 * A projection is never changed: what is new makes another one, which shares what is the same.
 */
export interface Projection {
  /** The day of the viewpoint, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly tables: Tables;
  readonly integrations: NodeIndex;
  readonly capabilities: NodeIndex;
  readonly features: NodeIndex;
  /** Blockers in view. */
  readonly blockers: NodeIndex;
  readonly sources: IdIndex;
  readonly capabilitiesOfIntegration: Adjacency;
  readonly blockerIntegration: Int32Array;
  /** -1: the blocker concerns the whole integration. */
  readonly blockerCapability: Int32Array;
  readonly blockersOfIntegration: Adjacency;
  readonly blockersOfCapability: Adjacency;
  /** Remedies in view whose blocker is in view too. */
  readonly remedies: IdIndex;
  readonly remedyBlocker: Int32Array;
  readonly remediesOfBlocker: Adjacency;
  readonly needs: ProjectedNeeds;
  readonly works: WorkIndex;
  /** Feature to the features it requires, once per requirement. */
  readonly requirements: TwoWayAdjacency;
  /** Rows of tables by what they belong to. */
  readonly rowsOf: RowLists;
}

/** Per integration, capability, blocker or feature its rows in the table of this name. */
export interface RowLists {
  readonly statusReports: Adjacency;
  readonly capabilityReports: Adjacency;
  readonly blockerReports: Adjacency;
  readonly blockerReviews: Adjacency;
  readonly adoptions: Adjacency;
  readonly requirements: Adjacency;
  readonly featureReleases: Adjacency;
  readonly authorships: Adjacency;
}

/** A projection that is another one brought up to date, and what became of the rows of that. */
export interface ProjectionUpdate {
  readonly projection: Projection;
  readonly changes: TableChanges;
}
