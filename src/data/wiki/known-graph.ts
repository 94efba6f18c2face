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
  /** By integration what the revision says of its status. */
  readonly statuses: ReadonlyMap<string, KnownStatus>;
  /** Contributions to integrations, whoever says so. */
  readonly contributions: readonly KnownContribution[];
}

/** A status that the revision gives an integration. */
export interface KnownStatus {
  readonly fact: string;
  readonly status: string;
  /** Whether the revision alone says so. */
  readonly isAlone: boolean;
}

/** What somebody did or means to do for an integration. */
export interface KnownContribution {
  readonly fact: string;
  readonly integration: string;
  readonly contributor: string;
  readonly role: string;
  readonly state: string;
  readonly from: string | null;
  /** Whether the revision says so. */
  readonly isCited: boolean;
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
  const isCited = sql`facts.id in (select fact_id from citations where source_id = ${found?.id ?? null})`;
  const statuses = await db.execute<KnownStatus & { integration: string }>(
    sql`select facts.slug as fact, integrations.slug as integration, status,
        (select count(*) = 1 from citations where fact_id = facts.id) as "isAlone"
      from status_reports join facts on facts.id = status_reports.id
      join integrations on integrations.id = integration_id
      where ${isCited} and facts.holds_from <= ${date} order by facts.date, facts.id`,
    "objects",
  );
  const contributions = await db.execute<KnownContribution>(
    sql`select facts.slug as fact, integrations.slug as integration, contributors.slug as contributor, role, state,
        facts.date::text as "from", ${isCited} as "isCited"
      from contributions join facts on facts.id = contributions.id
      join integrations on integrations.id = integration_id
      join contributors on contributors.id = contributor_id order by facts.id`,
    "objects",
  );
  return {
    integrations: await named("integrations"),
    contributors: await named("contributors"),
    features: await named("features"),
    source: found?.slug ?? null,
    statuses: new Map(statuses.map((each) => [each.integration, each])),
    contributions,
  };
}

/** Those that go by a name, but for case, accents, spaces and dashes before it. */
export function findByName(known: readonly Named[], name: string): readonly Named[] {
  let index = indexes.get(known);
  if (!index) {
    index = indexNames(known);
    indexes.set(known, index);
  }
  return index.get(normalize(name)) ?? [];
}

/** By normal name those that go by it; made once, as every name of a page is looked up. */
const indexes = new WeakMap<readonly Named[], ReadonlyMap<string, readonly Named[]>>();

function indexNames(known: readonly Named[]): Map<string, Named[]> {
  const index = new Map<string, Named[]>();
  for (const each of known) {
    for (const name of new Set(each.names.map(normalize)))
      index.set(name, [...(index.get(name) ?? []), each]);
  }
  return index;
}

function normalize(name: string): string {
  return normalizeName(name.replace(/^-+/, ""));
}
