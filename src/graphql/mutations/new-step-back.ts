import { sql } from "drizzle-orm";
import { joinBestSource, sourceRank, sourceSeries } from "../../analysis/load/best-source.ts";
import type { StatusReportRow } from "../../analysis/projection/facts-in-view.ts";
import { listStatusChanges } from "../../analysis/standing/status-history.ts";
import type { Db } from "../../db/open.ts";
import type { ChangeSet } from "../../domain/change-set.ts";
import { ValidationError } from "../../domain/error.ts";
import { isStepBack } from "../../domain/status-report.ts";

interface Reported extends StatusReportRow {
  readonly slug: string;
  readonly isNoted: boolean;
}

/**
 * Refuses a write after which an integration has a step back without a note that it had not before: a report that
 * comes before another one, one that goes, or a source that counts for more, can make one of what was none.
 *
 * @throws ValidationError
 */
export async function refuseNewStepsBack({ db, id }: ChangeSet): Promise<void> {
  if (id === undefined) return;
  const integrations = await lockReported(db, id);
  if (integrations.length === 0) return;
  const known = new Set(listBareSteps(await readBefore(db, id, integrations)).map(({ name }) => name));
  const made = listBareSteps(await readNow(db, integrations)).filter(({ name }) => !known.has(name));
  if (made.length === 0) return;
  throw new ValidationError(
    made.map(({ report, from, to }) => ({
      path: [],
      message: `the status report "${report}" would be a step back from ${from} to ${to} without a note that says why; give it one first`,
    })),
  );
}

/** The steps back without a note; `name` is the same for the same step before and after a write. */
function listBareSteps(reports: readonly Reported[]) {
  const byIntegration = new Map<number, Reported[]>();
  for (const report of reports) {
    const others = byIntegration.get(report.integrationId) ?? [];
    byIntegration.set(report.integrationId, [...others, report]);
  }
  return [...byIntegration.values()].flatMap((ofOne) => {
    const changes = listStatusChanges(ofOne) as Reported[];
    return changes.flatMap(({ slug: report, status: to, isNoted }, index) => {
      const from = changes[index - 1]?.status;
      if (from === undefined || isNoted || !isStepBack(from, to)) return [];
      return [{ name: `${report} ${from} ${to}`, report, from, to }];
    });
  });
}

/** What the write did first to each report and source: what they were before it. */
const was = (changeSetId: string) => sql`was as (
  select distinct on (noun, slug) noun, slug, before from changes
    where change_set_id = ${changeSetId}::bigint and noun in ('status-report', 'source') order by noun, slug, id)`;

/** What decides how much a source counts, of its record. */
const weight = (record: string) =>
  sql.raw(
    `row(${["slug", "kind", "series", "repository"].map((field) => `${record}->>'${field}'`).join(", ")})`,
  );

/** Locks the integrations whose status the write may have touched, so that whoever reports on them comes after it. */
async function lockReported(db: Db, changeSetId: string): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(
    sql`select id::int from integrations where first_slug in (
        select unnest(array[before->>'integration', after->>'integration']) from changes
          where change_set_id = ${changeSetId}::bigint and noun = 'status-report')
      or id in (
        select t.integration_id from changes w join sources s on s.first_slug = w.slug
          join citations c on c.source_id = s.id join status_reports t on t.id = c.fact_id
          where w.change_set_id = ${changeSetId}::bigint and w.noun = 'source' and w.before is not null
            and ${weight("w.before")} is distinct from ${weight("w.after")})
      order by id for no key update`,
    "objects",
  );
  return rows.map(({ id }) => id);
}

const columns = sql`integration_id::int as "integrationId", status, date::text as "observedOn", slug, note is not null as "isNoted"`;

async function readNow(db: Db, integrations: readonly number[]): Promise<Reported[]> {
  return db.execute<Reported & Record<string, unknown>>(
    sql`select id::int, ${columns}, source, series, "sourceRank" from (
        select t.id, t.integration_id, t.status, f.date, f.slug, f.note, best.source, best.series, best."sourceRank"
          from status_reports t join facts f on f.id = t.id ${sql.raw(joinBestSource("true"))}
          where t.integration_id = any(${sql.param(integrations)}::bigint[])) as reported`,
    "objects",
  );
}

/** The reports as they were before the write; of sources those that are still here count, as they were. */
async function readBefore(db: Db, changeSetId: string, integrations: readonly number[]): Promise<Reported[]> {
  return db.execute<Reported & Record<string, unknown>>(
    sql`with ${was(changeSetId)}, reported as (
        select t.id, t.integration_id, t.status::text, f.date, f.slug, f.note, (
            select array_agg(s.first_slug) from citations c join sources s on s.id = c.source_id where c.fact_id = t.id) as cited
          from status_reports t join facts f on f.id = t.id
          where t.integration_id = any(${sql.param(integrations)}::bigint[])
            and f.slug not in (select slug from was where noun = 'status-report')
        union all
        select 0, i.id, before->>'status', (before->>'date')::date, was.slug, before->>'note', (
            select array_agg(coalesce(c->>'source', c #>> '{}')) from jsonb_array_elements(before->'sources') as c)
          from was join integrations i on i.first_slug = before->>'integration'
          where noun = 'status-report' and before is not null)
      select id::int, ${columns}, source, series, "sourceRank" from reported cross join lateral (
        select s.slug as source, ${sql.raw(sourceSeries)} as series, ${sql.raw(sourceRank)} as "sourceRank" from (
          select slug, kind::text, series, repository from sources
            where first_slug = any(cited) and first_slug not in (select slug from was where noun = 'source' and before is not null)
          union all
          select before->>'slug', before->>'kind', before->>'series', before->>'repository'
            from was where noun = 'source' and slug = any(cited) and before is not null) as s
        order by 3, 1 limit 1) as best`,
    "objects",
  );
}
