import type { TableName } from "./fact-columns.ts";

/** How one table hangs on others, and what it is sorted by. */
export interface TableSpec {
  /** The columns that its rows are in the order of. */
  readonly keys: readonly string[];
  /** The columns that hold indices of rows of other tables, with these tables. */
  readonly references: Readonly<Record<string, TableName>>;
  /** Those of these columns without which a row is not there: what it belongs to is not in view. */
  readonly owners: readonly string[];
}

const bySlug = ["slug", "id"];
const node: TableSpec = { keys: bySlug, references: {}, owners: [] };

/** A table whose rows belong to those of another one. */
function ownedBy(owner: string, table: TableName, keys: readonly string[] = [owner, "id"]): TableSpec {
  return { keys, references: { [owner]: table }, owners: [owner] };
}

/** All tables, what others refer to before those that do. What needs ask for is of several tables: `NeedTargets`. */
export const tableSpecs: Readonly<Record<TableName, TableSpec>> = {
  sources: { keys: ["id"], references: {}, owners: [] },
  integrations: node,
  features: node,
  capabilities: ownedBy("integration", "integrations", bySlug),
  blockers: {
    keys: bySlug,
    references: { integration: "integrations", capability: "capabilities" },
    owners: ["integration"],
  },
  works: ownedBy("blocker", "blockers", ["blocker", "slug"]),
  remedies: ownedBy("blocker", "blockers"),
  needs: {
    keys: ["remedy", "position"],
    references: { remedy: "remedies", capability: "capabilities" },
    owners: ["remedy"],
  },
  statusReports: ownedBy("subject", "integrations"),
  capabilityReports: ownedBy("subject", "capabilities"),
  blockerReports: {
    keys: ["subject", "id"],
    references: { subject: "blockers", work: "works" },
    owners: ["subject"],
  },
  blockerReviews: ownedBy("integration", "integrations"),
  adoptions: {
    keys: ["integration", "feature", "id"],
    references: { integration: "integrations", feature: "features" },
    owners: ["integration", "feature"],
  },
  requirements: {
    keys: ["feature", "id"],
    references: { feature: "features", required: "features" },
    owners: ["feature", "required"],
  },
  featureReleases: ownedBy("feature", "features"),
  authorships: ownedBy("feature", "features"),
};
