import type { Column } from "./column.ts";
import { type FactColumns, finishFacts, type GrowingFacts, makeFactColumns } from "./fact-columns.ts";
import type { FactsInView, NeedRow, ReportRow } from "./facts-in-view.ts";

/** Facts that come as rows, as columns. Works get ids of their own: rows tell them by their slugs. */
export function packFacts(facts: FactsInView): FactColumns {
  const columns = makeFactColumns();
  const sources = new Sources(columns.sources);
  const works = new Works(columns.works);
  const blockerOf = new Map(facts.remedies.map(({ id, blockerId }) => [id, blockerId]));
  const report = (row: ReportRow, subject: number, word: string): unknown[] => [
    row.id,
    subject,
    row.observedOn,
    sources.idOf(row),
    word,
  ];
  pushRows(columns.integrations, facts.integrations, ({ id, slug }) => [id, slug]);
  pushRows(columns.features, facts.features, ({ id, slug }) => [id, slug]);
  pushRows(columns.capabilities, facts.capabilities, (row) => [
    row.id,
    row.slug,
    row.name,
    row.integrationId,
  ]);
  pushRows(columns.blockers, facts.blockers, (row) => [
    row.id,
    row.slug,
    row.integrationId,
    row.capabilityId,
  ]);
  pushRows(columns.remedies, facts.remedies, ({ id, blockerId }) => [id, blockerId]);
  pushRows(columns.needs, facts.needs, (need) => {
    const blocker = blockerOf.get(need.remedyId);
    return blocker === undefined
      ? null
      : [need.remedyId, need.position, need.kind, ...read(need, blocker, works)];
  });
  pushRows(columns.statusReports, facts.statusReports, (row) => report(row, row.integrationId, row.status));
  pushRows(columns.capabilityReports, facts.capabilityReports, (row) =>
    report(row, row.capabilityId, row.state),
  );
  pushRows(columns.blockerReports, facts.blockerReports, (row) => [
    ...report(row, row.blockerId, row.state),
    row.work === null ? null : works.idOf(row.blockerId, row.work),
  ]);
  pushRows(columns.blockerReviews, facts.blockerReviews, ({ id, integrationId }) => [id, integrationId]);
  pushRows(columns.adoptions, facts.adoptions, (row) => [row.id, row.integrationId, row.featureId]);
  pushRows(columns.requirements, facts.requirements, (row) => [row.id, row.featureId, row.requiredFeatureId]);
  pushRows(columns.featureReleases, facts.featureReleases, (row) => [
    row.id,
    row.featureId,
    row.releaseId,
    row.change,
    row.releasedOn,
  ]);
  pushRows(columns.authorships, [...facts.authoredFeatures.entries()], (authorship) => authorship);
  return finishFacts(columns);
}

/** Adds rows, each as its values in the order of the columns; null: the row is left out. */
function pushRows<Row>(
  columns: Readonly<Record<string, Column>>,
  rows: readonly Row[],
  readValues: (row: Row) => readonly unknown[] | null,
): void {
  if (rows.length === 0) return;
  const list = Object.values(columns);
  for (const row of rows) {
    const values = readValues(row);
    if (values === null) continue;
    for (let column = 0; column < list.length; column++) list[column]?.push(values[column]);
  }
}

/** What a need of a blocker asks for: its target, and its capability. */
function read(need: NeedRow, blocker: number, works: Works): [target: number, capability: number | null] {
  if (need.kind === "FEATURE") return [need.featureId, null];
  if (need.kind === "BLOCKER") return [need.blockerId, null];
  if (need.kind === "INTEGRATION") return [need.integrationId, need.capabilityId];
  return [works.idOf(blocker, need.work), null];
}

/** Sources of reports, told apart by all that reports are compared by. */
class Sources {
  readonly #ids = new Map<string, number>();
  readonly #columns: GrowingFacts["sources"];

  constructor(columns: GrowingFacts["sources"]) {
    this.#columns = columns;
  }

  idOf({ source, series, sourceRank }: ReportRow): number {
    const key = `${sourceRank} ${source} ${series}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    pushRows(this.#columns, [id], () => [id, source, series, sourceRank]);
    return id;
  }
}

/** Works of blockers, numbered as they are first named. */
class Works {
  readonly #ids = new Map<string, number>();
  readonly #columns: GrowingFacts["works"];

  constructor(columns: GrowingFacts["works"]) {
    this.#columns = columns;
  }

  idOf(blocker: number, slug: string): number {
    const key = `${blocker} ${slug}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    pushRows(this.#columns, [id], () => [id, blocker, slug]);
    return id;
  }
}
