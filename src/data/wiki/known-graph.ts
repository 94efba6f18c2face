import { sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { normalizeName } from "../../normalize-name.ts";

/** A node with what people call it. */
export interface Named {
  readonly slug: string;
  readonly names: readonly string[];
}

/** What the graph knows that a page is compared with. */
export interface KnownGraph {
  readonly integrations: readonly Named[];
  readonly contributors: readonly Named[];
  readonly features: readonly Named[];
  /** The slug of the revision's source; null: the graph does not have it. */
  readonly source: string | null;
  /** By integration what the revision says of its status, and of contributions `<contributor> <role> <state>`. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly contributions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The series of the page's revisions. */
export const pageSeries = "criu-wiki-integration";

/** Reads what a revision is compared with, from its own viewpoint: its day, and its word alone. */
export async function readKnownGraph(db: Db, date: string): Promise<KnownGraph> {
  const named = async (table: "integrations" | "contributors" | "features"): Promise<Named[]> => {
    const rows = await db.execute<{ slug: string; name: string; aliases: string[] }>(
      sql`select slug, name, aliases from ${sql.identifier(table)} order by slug`,
      "objects",
    );
    return rows.map(({ slug, name, aliases }) => ({ slug, names: [name, ...aliases, slug] }));
  };
  const [found] = await db.execute<{ id: string; slug: string }>(
    sql`select id, slug from sources where kind = 'WIKI_REVISION' and series = ${pageSeries} and published_on = ${date}
      order by slug limit 1`,
    "objects",
  );
  const cited = sql`facts.holds_from <= ${date} and facts.id in (select fact_id from citations where source_id = ${found?.id ?? null})`;
  const statuses = await db.execute<{ slug: string; status: string }>(
    sql`select integrations.slug, status from status_reports join facts on facts.id = status_reports.id
      join integrations on integrations.id = integration_id where ${cited} order by facts.date, facts.id`,
    "objects",
  );
  const contributions = await db.execute<{ slug: string; deed: string }>(
    sql`select integrations.slug, contributors.slug || ' ' || role || ' ' || state as deed
      from contributions join facts on facts.id = contributions.id
      join integrations on integrations.id = integration_id
      join contributors on contributors.id = contributor_id where ${cited}`,
    "objects",
  );
  const deeds = new Map<string, Set<string>>();
  for (const { slug, deed } of contributions) deeds.set(slug, new Set([...(deeds.get(slug) ?? []), deed]));
  return {
    integrations: await named("integrations"),
    contributors: await named("contributors"),
    features: await named("features"),
    source: found?.slug ?? null,
    statuses: new Map(statuses.map(({ slug, status }) => [slug, status])),
    contributions: deeds,
  };
}

/** Those that go by a name, but for case, accents, spaces and dashes before it. */
export function findByName(known: readonly Named[], name: string): Named[] {
  const wanted = normalize(name);
  return known.filter(({ names }) => names.some((each) => normalize(each) === wanted));
}

function normalize(name: string): string {
  return normalizeName(name.replace(/^-+/, ""));
}
