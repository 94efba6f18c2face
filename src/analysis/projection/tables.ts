import { type FactColumns, finishFacts, makeFactColumns } from "./fact-columns.ts";

/** Columns of a table of facts, of which those named hold indices of other rows here, not database ids. */
type Indexed<Table, Name extends keyof Table = never> = {
  readonly [Key in keyof Table]: Key extends Name ? Int32Array : Table[Key];
};

/**
 * The facts of one viewpoint as columns, each table in an order of its own that depends on nothing but its rows:
 * nodes by slug, so that comparing indices compares slugs, then by id; all else by what it belongs to, then by id.
 * Rows that belong to what is not in view are left out.
 */
export interface Tables {
  readonly sources: FactColumns["sources"];
  readonly integrations: FactColumns["integrations"];
  readonly features: FactColumns["features"];
  readonly capabilities: Indexed<FactColumns["capabilities"], "integration">;
  /** The capability is -1 where a blocker concerns the whole integration. */
  readonly blockers: Indexed<FactColumns["blockers"], "integration" | "capability">;
  readonly works: Indexed<FactColumns["works"], "blocker">;
  readonly remedies: Indexed<FactColumns["remedies"], "blocker">;
  /** By position within each remedy. A target that is not in view is negative: see `hiddenTargets`. */
  readonly needs: Indexed<FactColumns["needs"], "remedy" | "target" | "capability">;
  /** Database ids of targets that are not in view: -1 stands for the first of them, -2 for the second … */
  readonly hiddenTargets: readonly number[];
  readonly statusReports: Indexed<FactColumns["statusReports"], "subject">;
  readonly capabilityReports: Indexed<FactColumns["capabilityReports"], "subject">;
  /** The work is -1 where a report speaks of the whole blocker. */
  readonly blockerReports: Indexed<FactColumns["blockerReports"], "subject" | "work">;
  readonly blockerReviews: Indexed<FactColumns["blockerReviews"], "integration">;
  readonly adoptions: Indexed<FactColumns["adoptions"], "integration" | "feature">;
  readonly requirements: Indexed<FactColumns["requirements"], "feature" | "required">;
  readonly featureReleases: Indexed<FactColumns["featureReleases"], "feature">;
  readonly authorships: Indexed<FactColumns["authorships"], "feature">;
}

/** Tables without a row. */
export const emptyTables: Tables = makeEmptyTables();

function makeEmptyTables(): Tables {
  const none = new Int32Array(0);
  const empty = finishFacts(makeFactColumns());
  return {
    ...empty,
    capabilities: { ...empty.capabilities, integration: none },
    blockers: { ...empty.blockers, integration: none, capability: none },
    works: { ...empty.works, blocker: none },
    remedies: { ...empty.remedies, blocker: none },
    needs: { ...empty.needs, remedy: none, target: none, capability: none },
    hiddenTargets: [],
    statusReports: { ...empty.statusReports, subject: none },
    capabilityReports: { ...empty.capabilityReports, subject: none },
    blockerReports: { ...empty.blockerReports, subject: none, work: none },
    blockerReviews: { ...empty.blockerReviews, integration: none },
    adoptions: { ...empty.adoptions, integration: none, feature: none },
    requirements: { ...empty.requirements, feature: none, required: none },
    featureReleases: { ...empty.featureReleases, feature: none },
    authorships: { ...empty.authorships, feature: none },
  };
}
