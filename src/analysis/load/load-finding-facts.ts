import type { Pool } from "pg";
import type { ContributorRow, FindingFacts, NewestSourceRow, SourceRow } from "../findings/finding-facts.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { readInView, type ViewReader } from "./read-in-view.ts";

/** Reads from Postgres what rules look at beside the facts of a viewpoint, in a fixed number of statements. */
export function loadFindingFacts(pool: Pool, viewpoint: Viewpoint): Promise<FindingFacts> {
  return readInView(pool, viewpoint, async (reader) => {
    const { inView, heldFrom } = reader;
    const noted = await reader.rows<{ id: number }>(
      "t.id",
      `${inView("status_reports")} and f.note is not null`,
    );
    const held = await reader.rows<{ id: number; day: string }>(
      `t.id, ${heldFrom} as day`,
      inView(
        "(select id from blockers union all select id from remedies union all select id from adoptions union all select id from blocker_reviews)",
      ),
    );
    return {
      notedReports: new Set(noted.map(({ id }) => id)),
      heldFrom: new Map(held.map(({ id, day }) => [id, day])),
      contributors: await reader.rows<ContributorRow>("id, slug, name, aliases", "contributors"),
      newestSources: await readNewestSources(reader),
      reviewSources: await readReviewSources(reader),
    };
  });
}

/** Every fact that says something of one integration, with the integration. */
const factsOfIntegrations = `(
  select id, integration_id from status_reports
  union all select r.id, c.integration_id from capability_reports r join capabilities c on c.id = r.capability_id
  union all select id, integration_id from blockers
  union all select r.id, b.integration_id from blocker_reports r join blockers b on b.id = r.blocker_id
  union all select id, integration_id from blocker_reviews
  union all select r.id, b.integration_id from remedies r join blockers b on b.id = r.blocker_id
  union all select id, integration_id from adoptions
  union all select id, integration_id from dependencies
  union all select id, on_integration_id from dependencies
  union all select id, integration_id from contributions where integration_id is not null
  union all select c.id, b.integration_id from contributions c join blockers b on b.id = c.blocker_id
)`;

function readNewestSources({ rows, inView, admits }: ViewReader): Promise<NewestSourceRow[]> {
  return rows<NewestSourceRow>(
    `distinct on (x.integration_id) x.integration_id as "integrationId", x.id as "factId", s.slug,
      s.published_on as "publishedOn"`,
    `(select t.id, t.integration_id from ${inView(factsOfIntegrations)}) x
      join citations c on c.fact_id = x.id join sources s on s.id = c.source_id
      where ${admits("s")} order by x.integration_id, s.published_on desc, s.slug, x.id`,
  );
}

/** A blocker is of a source if its existence, a report or a remedy cites it. */
function readReviewSources({ rows, inView, admits }: ViewReader): Promise<SourceRow[]> {
  const reviewed = "b.integration_id in (select integration_id from blocker_reviews)";
  const listings = `(
    select id, id as about from blocker_reviews
    union all select b.id, b.id from blockers b where ${reviewed}
    union all select r.id, b.id from blocker_reports r join blockers b on b.id = r.blocker_id where ${reviewed}
    union all select r.id, b.id from remedies r join blockers b on b.id = r.blocker_id where ${reviewed}
  )`;
  return rows<SourceRow>(
    `distinct x.about as "factId", s.id as "sourceId"`,
    `(select t.id, t.about from ${inView(listings)}) x
      join citations c on c.fact_id = x.id join sources s on s.id = c.source_id where ${admits("s")}`,
  );
}
