import { sql } from "drizzle-orm";
import { seedRecords } from "../../schema/tables/seed-record.ts";
import type { Db } from "../db/open.ts";
import type { AnyRecord, NounName } from "../domain/noun.ts";
import { insertReturning } from "../domain/rows.ts";

/** A record of the seed files, by what it goes by. */
export interface LastLoaded {
  readonly noun: NounName;
  readonly slug: string;
  readonly record: AnyRecord;
}

/** True where the files with this hash were the last ones loaded. */
export async function seedsAreLoaded(db: Db, hash: string): Promise<boolean> {
  const rows = await db.execute(sql`select from seed_loads where hash = ${hash}`, "objects");
  return rows.length > 0;
}

/** Keeps other programs from loading seeds until the transaction ends. */
export async function lockSeeds(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('criugraph seeds'))`);
}

/** The records of the files last loaded. */
export async function readLastLoaded(db: Db): Promise<LastLoaded[]> {
  return db.execute<LastLoaded & Record<string, unknown>>(
    sql`select noun, slug, record from seed_records`,
    "objects",
  );
}

/** Makes `settled` the records last loaded, forgets `gone`, and remembers the hash of the files. */
export async function rememberLoaded(
  db: Db,
  hash: string,
  settled: readonly LastLoaded[],
  gone: readonly Omit<LastLoaded, "record">[],
): Promise<void> {
  if (gone.length > 0) {
    await db.execute(sql`delete from seed_records using json_to_recordset(${JSON.stringify(gone)}::json) as gone (noun text, slug text)
      where seed_records.noun = gone.noun and seed_records.slug = gone.slug`);
  }
  await insertReturning(
    db,
    seedRecords,
    settled.map(({ noun, slug, record }) => ({ noun, slug, record })),
    sql`1`,
    sql`on conflict (noun, slug) do update set record = excluded.record`,
  );
  await db.execute(sql`delete from seed_loads where hash <> ${hash}`);
  await db.execute(
    sql`insert into seed_loads (hash) values (${hash}) on conflict (hash) do update set loaded_at = now()`,
  );
}
