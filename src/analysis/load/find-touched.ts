import type { TableName } from "../projection/fact-columns.ts";
import type { Projection } from "../projection/projection.ts";
import type { Touched } from "../projection/update-tables.ts";
import { type ChangedRecord, type NodeName, readChangedRecords } from "./changed-records.ts";
import { findDeleted } from "./find-deleted.ts";
import { idsSql, type ViewReader } from "./read-in-view.ts";

/** Above so many rows it is quicker to read everything again. */
const mostTouched = 20_000;

/** A table of facts, and the node that its rows belong to. */
interface OwnedTable {
  readonly table: keyof Touched & TableName;
  /** Its rows with the ids of their owners: SQL. */
  readonly rows: string;
  readonly owner: NodeName;
  /** The rows that a projection has of an owner, by index. */
  listKnown(projection: Projection, owner: number): Iterable<number>;
}

/** What facts of a noun are rows of. What is not here is in no projection. */
const tablesOfNoun: Readonly<Record<string, OwnedTable>> = {
  "status-report": owned("statusReports", "status_reports", "integration"),
  "capability-report": {
    table: "capabilityReports",
    rows: `(select r.id, c.integration_id from capability_reports r join capabilities c on c.id = r.capability_id)`,
    owner: "integration",
    listKnown: ({ capabilitiesOfIntegration, rowsOf }, integration) =>
      Array.from(capabilitiesOfIntegration.of(integration)).flatMap((each) =>
        Array.from(rowsOf.capabilityReports.of(each)),
      ),
  },
  "blocker-report": owned("blockerReports", "blocker_reports", "blocker"),
  "blocker-review": owned("blockerReviews", "blocker_reviews", "integration"),
  adoption: owned("adoptions", "adoptions", "integration"),
  requirement: owned("requirements", "requirements", "feature"),
  "feature-release": owned("featureReleases", "feature_releases", "feature"),
  contribution: owned("authorships", "contributions", "feature"),
  remedy: {
    table: "remedies",
    rows: "remedies",
    owner: "blocker",
    listKnown: ({ remediesOfBlocker }, blocker) => remediesOfBlocker.of(blocker),
  },
};

function owned(table: keyof Projection["rowsOf"], rows: string, owner: NodeName): OwnedTable {
  return { table, rows, owner, listKnown: ({ rowsOf }, index) => rowsOf[table].of(index) };
}

const nounOfKind: Readonly<Record<string, string>> = {
  STATUS_REPORT: "status-report",
  CAPABILITY_REPORT: "capability-report",
  BLOCKER: "blocker",
  BLOCKER_REPORT: "blocker-report",
  BLOCKER_REVIEW: "blocker-review",
  ADOPTION: "adoption",
  REQUIREMENT: "requirement",
  FEATURE_RELEASE: "feature-release",
  CONTRIBUTION: "contribution",
  REMEDY: "remedy",
};

/**
 * The rows of a projection that may not be what they were since a revision, and those that came: by what `changes`
 * says was written, all that belongs to the subjects of it.
 *
 * @param projection of the graph at `since`
 * @returns null where that would be no quicker than to load everything, or cannot be told.
 */
export async function findTouched(
  reader: ViewReader,
  projection: Projection,
  since: number,
  now: number,
): Promise<Touched | null> {
  const changed = await readChangedRecords(reader, since, now);
  if (changed === null) return null;
  const finder = new TouchedFinder(reader, projection);
  await finder.addRecords(changed);
  return finder.size > mostTouched ? null : finder.touched;
}

class TouchedFinder {
  readonly #reader: ViewReader;
  readonly #projection: Projection;
  readonly touched: Partial<Record<keyof Touched, Set<number>>> = {};

  constructor(reader: ViewReader, projection: Projection) {
    this.#reader = reader;
    this.#projection = projection;
  }

  get size(): number {
    return Object.values(this.touched).reduce((sum, ids) => sum + ids.size, 0);
  }

  async addRecords(changed: readonly ChangedRecord[]): Promise<void> {
    const nodes = await this.#readNodes(changed);
    for (const table of ["integrations", "features", "sources"] as const) {
      this.#add(table, nodes[singular[table]]);
    }
    await this.#addCapabilities(nodes.capability);
    await this.#addBlockers(nodes.blocker);
    await this.#addCiting(nodes.source);
    await this.#addReleased(nodes.release);
    for (const [noun, { owner }] of Object.entries(tablesOfNoun)) {
      const slugs = changed
        .filter((each) => each.noun === noun)
        .flatMap(({ before, after }) => [before?.[owner], after?.[owner]])
        .filter((slug) => typeof slug === "string");
      await this.#addOwned(noun, await this.#readIds(owner, slugs));
    }
  }

  /** The nodes that were written themselves, also those that are gone; of capabilities the integrations. */
  async #readNodes(changed: readonly ChangedRecord[]): Promise<Record<NodeName | "capability", number[]>> {
    const found: Record<string, number[]> = {};
    for (const noun of ["integration", "feature", "source", "blocker", "release"] as const) {
      const records = changed.filter((each) => each.noun === noun);
      const slugs = records.map(({ slug }) => slug);
      const gone = records.flatMap(({ before }) => findDeleted(this.#projection, noun, before?.slug));
      found[noun] = [...(await this.#readIds(noun, slugs)), ...gone];
    }
    const capable = changed
      .filter(({ noun }) => noun === "capability")
      .map(({ slug }) => slug.split("/")[0] ?? "");
    found.capability = await this.#readIds("integration", capable);
    return found as Record<NodeName | "capability", number[]>;
  }

  async #readIds(noun: NodeName, slugs: readonly string[]): Promise<number[]> {
    if (slugs.length === 0) return [];
    const wanted = `'${JSON.stringify([...new Set(slugs)])}'::jsonb`;
    const rows = await this.#reader.rows<{ id: number }>(
      "n.id",
      `${noun}s n where n.first_slug in (select jsonb_array_elements_text(${wanted}))`,
    );
    return rows.map(({ id }) => id);
  }

  async #addCapabilities(integrations: readonly number[]): Promise<void> {
    if (integrations.length === 0) return;
    const rows = await this.#reader.rows<{ id: number }>(
      "id",
      `capabilities where integration_id = any(${idsSql(integrations)})`,
    );
    const { capabilities, capabilitiesOfIntegration } = this.#projection;
    this.#add(
      "capabilities",
      rows.map(({ id }) => id),
    );
    for (const integration of this.#indices("integration", integrations)) {
      const known = capabilitiesOfIntegration.of(integration);
      this.#add(
        "capabilities",
        Array.from(known, (each) => capabilities.idOf(each)),
      );
    }
  }

  /** With all that belongs to them: it is in no projection that they are not in. */
  async #addBlockers(blockers: readonly number[]): Promise<void> {
    this.#add("blockers", blockers);
    await this.#addOwned("remedy", blockers);
    await this.#addOwned("blocker-report", blockers);
  }

  /** What holds since a source appeared, or goes before or after by what the source is. */
  async #addCiting(sources: readonly number[]): Promise<void> {
    if (sources.length === 0) return;
    await this.#addFacts(
      `citations c join facts f on f.id = c.fact_id where c.source_id = any(${idsSql(sources)})`,
    );
  }

  /** What a release has, and what ended with it. */
  async #addReleased(releases: readonly number[]): Promise<void> {
    if (releases.length === 0) return;
    const ids = idsSql(releases);
    await this.#addFacts(`facts f where f.end_release_id = any(${ids})
      or f.id in (select id from feature_releases where release_id = any(${ids}))`);
  }

  async #addFacts(from: string): Promise<void> {
    const rows = await this.#reader.rows<{ id: number; kind: string }>("f.id, f.kind", from);
    await this.#addBlockers(rows.filter(({ kind }) => kind === "BLOCKER").map(({ id }) => id));
    for (const { id, kind } of rows) {
      const { table } = tablesOfNoun[nounOfKind[kind] ?? ""] ?? {};
      if (table) this.#add(table, [id]);
    }
  }

  async #addOwned(noun: string, owners: readonly number[]): Promise<void> {
    const { table, rows, owner, listKnown } = tablesOfNoun[noun] as OwnedTable;
    if (owners.length === 0) return;
    if (noun === "remedy") this.#add("works", owners);
    const there = await this.#reader.rows<{ id: number }>(
      "t.id",
      `${rows} t where t.${owner}_id = any(${idsSql(owners)})`,
    );
    this.#add(
      table,
      there.map(({ id }) => id),
    );
    const { id } = this.#projection.tables[table];
    for (const index of this.#indices(owner, owners)) {
      for (const row of listKnown(this.#projection, index)) this.#add(table, [id[row] as number]);
    }
  }

  #indices(noun: NodeName, ids: readonly number[]): number[] {
    const { integrations, features, blockers } = this.#projection;
    const index = { integration: integrations, feature: features, blocker: blockers }[noun as "integration"];
    return ids.map((id) => index.indexOf(id)).filter((each) => each >= 0);
  }

  #add(table: keyof Touched, ids: readonly number[]): void {
    const known = this.touched[table];
    if (ids.length === 0) return;
    if (known === undefined) this.touched[table] = new Set(ids);
    else for (const id of ids) known.add(id);
  }
}

const singular = { integrations: "integration", features: "feature", sources: "source" } as const;
