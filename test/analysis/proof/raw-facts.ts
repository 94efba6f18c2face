import type { Pool } from "pg";

/** Who says a fact: a source as it stands in its table. */
export interface RawSource {
  readonly slug: string;
  readonly kind: string;
  readonly series: string;
  readonly publishedOn: string;
}

/** What every fact carries, everything by slug. */
export interface RawFact {
  readonly id: number;
  readonly slug: string;
  readonly date: string | null;
  readonly end: string | null;
  /** All who say so. */
  readonly sources: readonly RawSource[];
}

/** One need of a remedy: what it asks for, all else null. */
export interface RawNeed {
  readonly feature: string | null;
  readonly blocker: string | null;
  readonly integration: string | null;
  readonly capability: string | null;
  readonly work: string | null;
}

/** All that a proof rests on, as rows, in view or not: nothing has been worked out of them. */
export interface RawFacts {
  readonly statuses: readonly (RawFact & { readonly integration: string; readonly word: string })[];
  readonly blockers: readonly (RawFact & {
    readonly integration: string;
    readonly capability: string | null;
  })[];
  readonly reviews: readonly (RawFact & { readonly integration: string })[];
  readonly capabilities: readonly (RawFact & {
    readonly integration: string;
    readonly capability: string;
    readonly word: string;
  })[];
  readonly reports: readonly (RawFact & {
    readonly blocker: string;
    readonly work: string | null;
    readonly word: string;
  })[];
  readonly remedies: readonly (RawFact & { readonly blocker: string; readonly needs: readonly RawNeed[] })[];
  readonly adoptions: readonly (RawFact & { readonly integration: string; readonly feature: string })[];
  readonly requirements: readonly (RawFact & { readonly feature: string; readonly required: string })[];
  readonly authored: readonly (RawFact & { readonly feature: string; readonly state: string })[];
  readonly releases: readonly {
    readonly feature: string;
    readonly change: string;
    readonly releasedOn: string;
  }[];
}

/** Reads the tables as they are, in plain SQL. */
export async function readRawFacts(pool: Pool): Promise<RawFacts> {
  const read = async (columns: string, from: string) =>
    (await pool.query(`select to_json(r) as row from (select ${columns} from ${from}) r`)).rows.map(
      ({ row }) => row,
    );
  const facts = (table: string, columns: string) =>
    read(
      `f.id, ${table === "blockers" ? "t" : "f"}.slug, f.date, coalesce(f.end_on, (select released_on from releases where id = f.end_release_id)) as end,
        (select json_agg(json_build_object('slug', s.slug, 'kind', s.kind, 'publishedOn', s.published_on,
            'series', coalesce(s.series, s.repository, s.slug)))
          from citations c join sources s on s.id = c.source_id where c.fact_id = f.id) as sources, ${columns}`,
      `${table} t join facts f on f.id = t.id order by f.id`,
    );
  const needs = `(select json_agg(json_build_object('feature', ${feature}, 'blocker', ${blocker},
      'integration', ${integration}, 'capability', ${capability}, 'work', ${work}) order by t.position)
    from needs t where t.remedy_id = f.id)`;
  return {
    statuses: await facts("status_reports", `${integration} as integration, t.status as word`),
    blockers: await facts("blockers", `${integration} as integration, ${capability} as capability`),
    reviews: await facts("blocker_reviews", `${integration} as integration`),
    capabilities: await facts(
      "(select r.*, c.integration_id from capability_reports r join capabilities c on c.id = r.capability_id)",
      `${integration} as integration, ${capability} as capability, t.state as word`,
    ),
    reports: await facts("blocker_reports", `${blocker} as blocker, ${work} as work, t.state as word`),
    remedies: await facts("remedies", `${blocker} as blocker, ${needs} as needs`),
    adoptions: await facts("adoptions", `${integration} as integration, ${feature} as feature`),
    requirements: await facts(
      "requirements",
      `${feature} as feature, ${slugOf("features", "required_feature_id")} as required`,
    ),
    authored: await facts(
      "(select * from contributions where role = 'AUTHORED' and feature_id is not null)",
      `${feature} as feature, t.state`,
    ),
    releases: await read(
      `${feature} as feature, t.change, r.released_on as "releasedOn"`,
      "feature_releases t join releases r on r.id = t.release_id",
    ),
  };
}

/** The facts about some of the nodes. */
export function pickFacts(all: RawFacts, isOwn: (slug: string) => boolean): RawFacts {
  return {
    statuses: all.statuses.filter(({ integration }) => isOwn(integration)),
    blockers: all.blockers.filter(({ slug }) => isOwn(slug)),
    reviews: all.reviews.filter(({ integration }) => isOwn(integration)),
    capabilities: all.capabilities.filter(({ integration }) => isOwn(integration)),
    reports: all.reports.filter(({ blocker }) => isOwn(blocker)),
    remedies: all.remedies.filter(({ blocker }) => isOwn(blocker)),
    adoptions: all.adoptions.filter(({ integration }) => isOwn(integration)),
    requirements: all.requirements.filter(({ feature }) => isOwn(feature)),
    authored: all.authored.filter(({ feature }) => isOwn(feature)),
    releases: all.releases.filter(({ feature }) => isOwn(feature)),
  };
}

const slugOf = (table: string, column: string): string =>
  `(select slug from ${table} where id = t.${column})`;
const integration = slugOf("integrations", "integration_id");
const capability = slugOf("capabilities", "capability_id");
const feature = slugOf("features", "feature_id");
const blocker = slugOf("blockers", "blocker_id");
const work = slugOf("works", "work_id");
