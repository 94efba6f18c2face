import { type SQL, sql } from "drizzle-orm";
import { blockerReports } from "../../schema/tables/blocker-report.ts";
import { remedies } from "../../schema/tables/remedy.ts";
import type { Db } from "../db/open.ts";
import type { AnyRecord, Noun, NounName } from "./noun.ts";
import { recordJson, storageOf } from "./storage.ts";

/** A record and what it belongs to, from the outside in: of a remedy its integration and its blocker. */
export interface OwnedRecord {
  /** What each goes by; none for a record that belongs to nothing. */
  readonly owners: readonly string[];
  readonly record: AnyRecord;
}

/** Records that one statement fetches. */
const page = 500;

/** The fields that name what a record of a noun belongs to. */
const ownerFields: Readonly<Partial<Record<NounName, readonly string[]>>> = {
  release: ["product", "integration"],
  capability: ["integration"],
  blocker: ["integration"],
  "status-report": ["integration"],
  "capability-report": ["integration", "capability"],
  "blocker-review": ["integration"],
  adoption: ["integration"],
  dependency: ["integration"],
  "feature-release": ["feature"],
  requirement: ["feature"],
  contribution: ["contributor"],
  remedy: ["blocker"],
  "blocker-report": ["blocker"],
};

const integrationOf = (blockerId: SQL) =>
  sql`(select integrations.first_slug from blockers join integrations on integrations.id = blockers.integration_id
    where blockers.id = ${blockerId})`;

/** The integration of what belongs to a blocker. */
const outermost: Readonly<Partial<Record<NounName, SQL>>> = {
  remedy: integrationOf(sql`${remedies.blockerId}`),
  "blocker-report": integrationOf(sql`${blockerReports.blockerId}`),
};

/**
 * All records of a noun in canonical form, ordered by what they belong to, then by what they go by; only a page of
 * them is in memory. It keeps a cursor open: `db` must be a transaction, which decides of which moment they are.
 */
export async function* streamRecords(db: Db, noun: Noun): AsyncGenerator<OwnedRecord> {
  const { from, id, key } = storageOf(noun);
  const fields = (ownerFields[noun.name] ?? []).map((field) => noun.fields[field]?.read);
  const owners = [outermost[noun.name], ...fields].filter((each) => each !== undefined);
  const owner = sql`array[${sql.join(
    owners.map((each) => sql`coalesce(${each}, '')`),
    sql`, `,
  )}]::text[] collate "C"`;
  const cursor = sql.identifier(`records_of_${noun.name}`);
  // Sorted first, made into JSON then, and only as far as it is fetched.
  await db.execute(sql`declare ${cursor} no scroll cursor for
    select ordered.owners, made.record
    from (select ${id} as id, ${owner} as owners, ${key} collate "C" as key from ${from} order by 2, 3 offset 0) as ordered
      cross join lateral (select ${recordJson(noun)} as record from ${from} where ${id} = ordered.id offset 0) as made
    order by ordered.owners, ordered.key`);
  for (;;) {
    const rows = await db.execute<OwnedRecord & Record<string, unknown>>(
      sql`fetch forward ${sql.raw(String(page))} from ${cursor}`,
      "objects",
    );
    yield* rows;
    if (rows.length < page) break;
  }
  await db.execute(sql`close ${cursor}`);
}
