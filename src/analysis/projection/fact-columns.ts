import { type Column, DayColumn, IdColumn, LabelColumn, SmallColumn, TextColumn } from "./column.ts";
import {
  blockerStates,
  capabilityStates,
  featureChanges,
  integrationStatuses,
  needKinds,
} from "./facts-in-view.ts";
import type { Rows, Values } from "./rows.ts";

/** What a report says of its subject, when, and by which source: the best of those in view. */
const report = (labels: readonly string[]) => ({
  id: new IdColumn(),
  subject: new IdColumn(),
  day: new DayColumn(),
  source: new IdColumn(),
  word: new LabelColumn(labels),
});

/**
 * Columns for the facts that one viewpoint sees, empty at first, to be filled row by row in this order of columns.
 * Every id is the database's, and -1 where there is none.
 */
export function makeFactColumns() {
  return {
    /** What reports are compared by: see `ReportRow`. */
    sources: {
      id: new IdColumn(),
      slug: new TextColumn(),
      series: new TextColumn(),
      rank: new SmallColumn(),
    },
    integrations: { id: new IdColumn(), slug: new TextColumn() },
    features: { id: new IdColumn(), slug: new TextColumn() },
    capabilities: {
      id: new IdColumn(),
      slug: new TextColumn(),
      name: new TextColumn(),
      integration: new IdColumn(),
    },
    blockers: {
      id: new IdColumn(),
      slug: new TextColumn(),
      integration: new IdColumn(),
      capability: new IdColumn(),
    },
    /** All works of blockers, in view or not. */
    works: { id: new IdColumn(), blocker: new IdColumn(), slug: new TextColumn() },
    remedies: { id: new IdColumn(), blocker: new IdColumn() },
    /** The target is a feature, blocker, integration or work, as the kind says. */
    needs: {
      remedy: new IdColumn(),
      position: new SmallColumn(),
      kind: new LabelColumn(needKinds),
      target: new IdColumn(),
      capability: new IdColumn(),
    },
    /** Of integrations. */
    statusReports: report(integrationStatuses),
    /** Of capabilities. */
    capabilityReports: report(capabilityStates),
    /** Of blockers, or of the one work named. */
    blockerReports: { ...report(blockerStates), work: new IdColumn() },
    blockerReviews: { id: new IdColumn(), integration: new IdColumn() },
    adoptions: { id: new IdColumn(), integration: new IdColumn(), feature: new IdColumn() },
    requirements: { id: new IdColumn(), feature: new IdColumn(), required: new IdColumn() },
    featureReleases: {
      id: new IdColumn(),
      feature: new IdColumn(),
      release: new IdColumn(),
      change: new LabelColumn(featureChanges),
      day: new DayColumn(),
    },
    /** AUTHORED contributions to features that are PLANNED or DONE. */
    authorships: { id: new IdColumn(), feature: new IdColumn() },
  } satisfies Record<string, Record<string, Column>>;
}

/** Columns that are being filled. */
export type GrowingFacts = ReturnType<typeof makeFactColumns>;

export type TableName = keyof GrowingFacts;

/** The rows of one table, as columns of one length. */
type Filled<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { finish(): infer Values } ? Values : never;
};

/** The facts of one viewpoint as columns, in database ids: what is loaded, and what projections are made from. */
export type FactColumns = { readonly [Name in TableName]: Filled<GrowingFacts[Name]> };

/** The columns as they are by now. */
export function finishFacts(growing: GrowingFacts): FactColumns {
  const tables: Record<string, Rows> = {};
  for (const name in growing) tables[name] = finishColumns(growing[name as TableName]);
  return tables as FactColumns;
}

function finishColumns(columns: Record<string, Column>): Rows {
  const rows: Record<string, Values> = {};
  for (const name in columns) rows[name] = (columns[name] as Column).finish();
  return rows;
}
