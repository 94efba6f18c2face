import type { Db } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { source } from "../../src/domain/source.ts";
import { writeRecords } from "../../src/domain/write-records.ts";

/** Writes sources called `<name>-1`, `<name>-2` … in one change set, and returns their slugs. */
export async function writeMails(db: Db, name: string, count = 1, note?: string): Promise<string[]> {
  const slugs = Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  await inChangeSet(db, { actor: "post" }, (change) =>
    writeRecords(
      change,
      source,
      slugs.map((slug) => ({
        slug,
        kind: "MAIL",
        title: `Mail ${slug}`,
        url: `https://example.org/${slug}`,
        publishedOn: "2026-01-01",
        ...(note && { note }),
      })),
    ),
  );
  return slugs;
}
