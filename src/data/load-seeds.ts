import { isDeepStrictEqual } from "node:util";
import type { Db } from "../db/open.ts";
import { inChangeSet } from "../domain/change-set.ts";
import type { NounName } from "../domain/noun.ts";
import { applySeedPlan } from "./apply-seed-plan.ts";
import type { OnConflict } from "./compare-record.ts";
import { countLoaded, type LoadConflict, type LoadReport } from "./load-report.ts";
import { makeSeedPlan } from "./make-seed-plan.ts";
import type { Seeds } from "./read-seeds.ts";
import { lockSeeds, rememberLoaded, seedsAreLoaded } from "./seed-history.ts";
import type { PlannedRecord } from "./seed-plan.ts";

/** How to load the seeds. */
export interface LoadOptions {
  readonly actor: string;
  /** What both the files and somebody else changed: left and listed, taken from the files, or kept. Default: left. */
  readonly onConflict?: OnConflict;
  /** Looks at every record, also where these very files were loaded last. */
  readonly force?: boolean;
}

/**
 * Brings the database to what the files say, all or nothing, by comparing three ways: the files last loaded,
 * these, and the database. What somebody else changed since is left, and listed where the files changed it too.
 *
 * @throws SeedError for what the files say and the database refuses, ConflictError for a slug taken meanwhile.
 */
export async function loadSeeds(db: Db, seeds: Seeds, options: LoadOptions): Promise<LoadReport> {
  const { actor, onConflict = "leave", force = false } = options;
  const reason = `seeds ${seeds.hash.slice(0, 12)}`;
  const { result, revision } = await inChangeSet(db, { actor, reason }, async (change) => {
    await lockSeeds(change.db);
    if (!force && (await seedsAreLoaded(change.db, seeds.hash))) return undefined;
    const planned = await makeSeedPlan(change.db, seeds, onConflict);
    const changes = await applySeedPlan(change, planned, onConflict);
    await remember(change.db, seeds.hash, planned);
    return { planned, changes };
  });
  if (!result) return { isUpToDate: true, revision, counts: {}, changes: [], conflicts: [] };
  const { planned, changes } = result;
  return {
    isUpToDate: false,
    revision,
    counts: countLoaded(changes, unchangedOf(planned)),
    changes,
    conflicts: conflictsOf(planned),
  };
}

async function remember(db: Db, hash: string, planned: readonly PlannedRecord[]): Promise<void> {
  const settled = planned.filter(({ verdict }) => verdict !== "conflict");
  await rememberLoaded(
    db,
    hash,
    settled.flatMap(({ noun, key, base, file }) =>
      file && !isDeepStrictEqual(file, base) ? [{ noun, slug: key, record: file }] : [],
    ),
    settled.flatMap(({ noun, key, base, file }) => (base && !file ? [{ noun, slug: key }] : [])),
  );
}

function unchangedOf(planned: readonly PlannedRecord[]): Map<NounName, number> {
  const counts = new Map<NounName, number>();
  for (const { noun, file, verdict } of planned) {
    if (file && verdict === "unchanged") counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  return counts;
}

function conflictsOf(planned: readonly PlannedRecord[]): LoadConflict[] {
  return planned.flatMap(({ noun, key, verdict, reason = "", seed }) => {
    if (verdict !== "conflict") return [];
    const place = seed?.problemAt([], reason);
    return [{ noun, slug: key, message: reason, ...(place && { place }) }];
  });
}
