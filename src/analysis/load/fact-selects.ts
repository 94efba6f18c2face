import type { TableName } from "../projection/fact-columns.ts";
import type { Touched } from "../projection/update-tables.ts";
import { idsSql, type ViewReader } from "./read-in-view.ts";

/**
 * The queries that the columns of facts are filled by, each with its columns in the order of these.
 *
 * @param only the rows to read; null: all
 * @param isFiltered whether facts that do not hold are left out; of reports they always are
 */
export function selectFacts(
  reader: ViewReader,
  only: Touched | null,
  isFiltered: boolean,
): Readonly<Record<TableName, string>> {
  const among = (name: keyof Touched, column = "t.id"): string =>
    only === null ? "true" : `${column} = any(${idsSql(only[name] ?? [])})`;
  const facts = (table: string): string => (isFiltered ? reader.inView(table) : `${table} t where true`);
  const recorded = (table: string, joins = ""): string =>
    isFiltered ? reader.recorded(table, joins) : `${table} t ${joins} where true`;
  const reports = (name: keyof Touched, table: string, subject: string, word: string, more = ""): string =>
    `select distinct on (t.id) t.id, t.${subject}, f.date, s.id, t.${word}${more}
      from ${reader.inView(table, "join citations c on c.fact_id = t.id join sources s on s.id = c.source_id")}
      and ${reader.admits("s")} and ${among(name)} order by t.id, ${rankSql}, s.slug`;
  return {
    sources: `select s.id, s.slug, ${seriesSql}, ${rankSql}::smallint
      from sources s where ${reader.admits("s")} and ${among("sources", "s.id")}`,
    integrations: `select t.id, t.slug from integrations t where ${among("integrations")}`,
    features: `select t.id, t.slug from features t where ${among("features")}`,
    capabilities: `select t.id, t.slug, t.name, t.integration_id
      from capabilities t where ${among("capabilities")}`,
    blockers: `select t.id, t.slug, t.integration_id, t.capability_id
      from ${facts("blockers")} and ${among("blockers")}`,
    works: `select w.id, w.blocker_id, w.slug from works w where ${among("works", "w.blocker_id")}
      and ${isFiltered && only === null ? `w.blocker_id in (select t.id from ${facts("blockers")})` : "true"}`,
    remedies: `select t.id, t.blocker_id from ${facts("remedies")} and ${among("remedies")}`,
    needs: `select t.id, t.position, t.kind, t.target, t.capability_id
      from ${facts(needsOfRemedies)} and ${among("remedies")}`,
    statusReports: reports("statusReports", "status_reports", "integration_id", "status"),
    capabilityReports: reports("capabilityReports", "capability_reports", "capability_id", "state"),
    blockerReports: reports("blockerReports", "blocker_reports", "blocker_id", "state", ", t.work_id"),
    blockerReviews: `select t.id, t.integration_id
      from ${facts("blocker_reviews")} and ${among("blockerReviews")}`,
    adoptions: `select t.id, t.integration_id, t.feature_id
      from ${facts("adoptions")} and ${among("adoptions")}`,
    requirements: `select t.id, t.feature_id, t.required_feature_id
      from ${recorded("requirements")} and ${among("requirements")}`,
    featureReleases: `select t.id, t.feature_id, t.release_id, t.change, r.released_on
      from ${recorded("feature_releases", "join releases r on r.id = t.release_id")}
      and ${among("featureReleases")}`,
    authorships: `select t.id, t.feature_id from ${facts("contributions")} and ${among("authorships")}
      and t.feature_id is not null and t.role = 'AUTHORED' and t.state in ('PLANNED', 'DONE')`,
  };
}

/** Needs under the ids of their remedies, which are facts. */
const needsOfRemedies = `(select remedy_id as id, position, kind,
  coalesce(feature_id, blocker_id, integration_id, work_id) as target, capability_id from needs)`;

const seriesSql = "coalesce(s.series, s.repository, s.slug)";
/** Which source goes before on one day: see `ReportRow`. */
const rankSql =
  "(case when s.kind in ('COMMIT', 'RELEASE_NOTE') then 0 when s.kind = 'WIKI_REVISION' then 2 else 1 end)";
