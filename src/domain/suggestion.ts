import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import type { Noun, Target } from "./noun.ts";
import { storageOf } from "./storage.ts";

/** The slug in the database most like `slug`, if any is like it at all; of what an owner owns, among its own. */
export async function findLikeliest(db: Db, target: Target, slug: string): Promise<string | undefined> {
  const [owner, own] = slug.split("/");
  const known =
    target === "capability"
      ? sql`select c.slug from capabilities c join integrations i on i.id = c.integration_id where i.first_slug = ${owner}`
      : target === "work"
        ? sql`select w.slug from works w join blockers b on b.id = w.blocker_id where b.first_slug = ${owner}`
        : sql`select slug from ${sql.identifier(`${target}s`)}`;
  const rows = await db.execute<{ slug: string }>(
    sql`select slug from (${known}) as known
      where similarity(slug, ${own ?? slug}) > 0.3 order by similarity(slug, ${own ?? slug}) desc, slug limit 1`,
    "objects",
  );
  return rows[0]?.slug;
}

/** What the record of a noun goes by that is most like `wanted`, if any is like it at all. */
export async function findLikeliestRecord(db: Db, noun: Noun, wanted: string): Promise<string | undefined> {
  if (noun.node) return findLikeliest(db, noun.name as Target, wanted);
  const { from, key } = storageOf(noun);
  const rows = await db.execute<{ key: string }>(
    sql`select ${key} as key from ${from}
      where similarity(${key}, ${wanted}) > 0.3 order by similarity(${key}, ${wanted}) desc, 1 limit 1`,
    "objects",
  );
  return rows[0]?.key;
}

/** The same among slugs at hand: the one that shares most pairs of letters. */
export function findLikeliestOf(known: Iterable<string>, slug: string): string | undefined {
  const wanted = pairsOf(slug);
  let best: { slug: string; score: number } | undefined;
  for (const each of known) {
    const pairs = pairsOf(each);
    const shared = [...pairs].filter((pair) => wanted.has(pair)).length;
    const score = (2 * shared) / (pairs.size + wanted.size);
    if (score > 0.5 && score > (best?.score ?? 0)) best = { slug: each, score };
  }
  return best?.slug;
}

function pairsOf(slug: string): Set<string> {
  const padded = ` ${slug} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, start) => padded.slice(start, start + 2)));
}
