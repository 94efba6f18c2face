import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import type { ChangeSet } from "./change-set.ts";
import { ConflictError, NotFoundError } from "./error.ts";
import { firstSlugIn, namesIn } from "./node.ts";
import type { AnyRecord, Noun, NounName } from "./noun.ts";
import { nounNamed } from "./noun-list.ts";
import { lockRecords, readRecords } from "./read-records.ts";
import { removeRecords } from "./remove-records.ts";
import { type Written, writeRecords } from "./write-records.ts";

interface PastChange extends Record<string, unknown> {
  readonly noun: NounName;
  readonly slug: string;
  readonly before: AnyRecord | null;
  readonly after: AnyRecord | null;
  readonly revision: number;
}

/** What became of the record. */
export interface Reverted {
  readonly noun: NounName;
  readonly slug: string;
  readonly operation: Written["operation"] | "DELETE";
}

/**
 * Undoes one change: what it made goes, what it took comes back, and what it gave another value has the former one
 * again. What changed elsewhere in the record since stays. Slugs that lead to a node go on doing so.
 *
 * @param id the number of the change
 * @throws NotFoundError where there is no such change, ConflictError where later ones stand on it
 */
export async function revertChange(change: ChangeSet, id: number): Promise<Reverted> {
  const [past] = await change.db.execute<PastChange>(
    sql`select noun, slug, before, after, revision::int as revision
      from changes join change_sets on change_sets.id = change_set_id where changes.id = ${id}`,
    "objects",
  );
  if (!past) throw new NotFoundError([{ noun: "change", slug: String(id), path: ["id"] }]);
  const { noun: name, slug, before, after } = past;
  const noun = nounNamed(name);
  const locked = await lockRecords(change.db, noun, [slug]);
  const [current = null] = await readRecords(change.db, noun, { keys: [slug] });
  const refuse = async (what: string): Promise<never> => {
    const later = await findLater(change, past, id);
    const currentVersion = locked.get(slug)?.version;
    throw new ConflictError(`the ${name} "${slug}" ${what}${later}`, {
      noun: name,
      slug,
      ...(currentVersion !== undefined && { currentVersion }),
    });
  };
  if (before === null) {
    if (current === null) return refuse("is gone already");
    if (!isDeepStrictEqual(current, after)) return refuse("says something else by now");
    await removeRecords(change, noun, [slug]);
    return { noun: name, slug, operation: "DELETE" };
  }
  if (after === null) {
    if (current !== null) return refuse("is there again");
    const [written] = await writeRecords(change, noun, [before], { only: "create" });
    return { noun: name, slug, operation: written?.operation ?? "NONE" };
  }
  if (current === null) return refuse("is gone by now");
  const fields = fieldsThatDiffer(before, after);
  const changed = fields.find((field) => !isDeepStrictEqual(current[field], after[field]));
  if (changed !== undefined) return refuse(`has another ${changed} by now`);
  const [written] = await writeRecords(change, noun, [restore(noun, current, before, fields)], {
    only: "update",
  });
  if (!written || written.operation === "NONE") return refuse("keeps its slugs; there is nothing to undo");
  return { noun: name, slug, operation: written.operation };
}

/** The fields to restore; former slugs are none: they keep leading to their node. */
function fieldsThatDiffer(before: AnyRecord, after: AnyRecord): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== "formerly" && !isDeepStrictEqual(before[field], after[field]),
  );
}

function restore(noun: Noun, current: AnyRecord, before: AnyRecord, fields: readonly string[]): AnyRecord {
  const restored = Object.fromEntries(
    Object.entries({
      ...current,
      ...Object.fromEntries(fields.map((field) => [field, before[field]])),
    }).filter(([, value]) => value !== undefined),
  );
  if (!noun.node || !fields.includes("slug")) return restored;
  const node = current as { slug: string; formerly?: string[] };
  return { ...restored, formerly: [...new Set([firstSlugIn(node), ...namesIn(node)])] };
}

/** Which write stands on the change, in words. */
async function findLater({ db }: ChangeSet, { noun, slug }: PastChange, id: number): Promise<string> {
  const [later] = await db.execute<{ revision: number; actor: string }>(
    sql`select revision::int as revision, actor from changes join change_sets on change_sets.id = change_set_id
      where noun = ${noun} and slug = ${slug} and revision is not null
        and revision > (select revision from change_sets where id = (select change_set_id from changes where id = ${id}))
      order by revision desc limit 1`,
    "objects",
  );
  return later ? `; ${later.actor} changed it last, in revision ${later.revision}` : "";
}
