import type { ViewReader } from "./read-in-view.ts";

/** Above so many writes it is quicker to read everything again. */
const mostChanges = 1_000;

/** The nodes that records are about or belong to. */
export type NodeName = "integration" | "feature" | "blocker" | "source" | "release";

/** One record that was written, as `changes` has it: with first slugs, and the present slug of a node. */
export interface ChangedRecord {
  readonly noun: string;
  /** A node's first slug, a fact's, or `<integration>/<slug>` of a capability. */
  readonly slug: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * What was written under the revisions after one, up to another, in their order.
 *
 * @returns null for too many, or where a revision has nothing on record.
 */
export async function readChangedRecords(
  reader: ViewReader,
  since: number,
  now: number,
): Promise<readonly ChangedRecord[] | null> {
  if (now - since > mostChanges || now < since) return null;
  const rows = await reader.rows<ChangedRecord & { revision: number }>(
    "s.revision, c.noun, c.slug, c.before, c.after",
    `change_sets s join changes c on c.change_set_id = s.id
      where s.revision > ${since} and s.revision <= ${now} order by s.revision, c.id limit ${mostChanges + 1}`,
  );
  if (rows.length > mostChanges) return null;
  return new Set(rows.map(({ revision }) => revision)).size === now - since ? rows : null;
}
