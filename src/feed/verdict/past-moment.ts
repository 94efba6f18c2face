import { setTimeout as pause } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";
import { relations } from "../../../schema/relations.ts";
import { Analysis } from "../../analysis/analysis.ts";
import type { Moment } from "../../analysis/load/load-moment.ts";
import { readPresent } from "../../analysis/load/load-update.ts";
import { makeReader } from "../../analysis/load/read-in-view.ts";
import type { Viewpoint } from "../../analysis/viewpoint.ts";
import { isUnavailable } from "../../db/unavailable.ts";
import { ChangeSet } from "../../domain/change-set.ts";
import { revertChange } from "../../domain/revert-change.ts";
import { readLater } from "../read-changes.ts";
import type { Concern } from "./concern.ts";

/** Changes that are undone to see what was before them, at most. */
export const mostUndone = 100;

/** How often it is tried, as long as others write to the same records. */
const mostAttempts = 20;

/**
 * What followed from the facts after a write that others came after: these are undone, as far as they are of concern, in
 * a transaction that is rolled back.
 *
 * @param pool one that writes
 * @param latest a later moment of the same viewpoint
 * @returns null where that cannot be told: too much came after it, or others go on writing to the same records
 * @throws what a database throws that cannot be reached
 */
export async function loadPastMoment(
  pool: Pool,
  viewpoint: Viewpoint,
  latest: Moment,
  revision: number,
  concern: Concern,
): Promise<Moment | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await undoLater(pool, viewpoint, latest, revision, concern);
    } catch (error) {
      if (!isContended(error)) {
        if (isUnavailable(error)) throw error;
        return null;
      }
      if (attempt === mostAttempts) return null;
    }
    await pause(Math.random() * 20 * attempt);
  }
}

async function undoLater(
  pool: Pool,
  viewpoint: Viewpoint,
  latest: Moment,
  revision: number,
  concern: Concern,
): Promise<Moment | null> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    // Whoever writes goes first: it is they who are waited for.
    await client.query("begin isolation level repeatable read; set local lock_timeout = '100ms'");
    const place = { revision: revision + 1, id: 0 };
    const later = await readLater(client, concern.names, place, Number.MAX_SAFE_INTEGER, mostUndone + 1);
    if (later.length > mostUndone) return null;
    const undoing = new ChangeSet(drizzle({ client, relations }), { actor: "criugraph" });
    for (const id of later) await revertChange(undoing, id);
    const before = latest.analysis.present;
    const present = await readPresent(makeReader(client, viewpoint), viewpoint, before, revision);
    return present && { revision, analysis: new Analysis(present) };
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    const isBroken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.release(isBroken ? (failure as Error) : undefined);
  }
}

/** Whether somebody else writes to the same records, or makes again what is made again here. */
function isContended(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return ["23505", "40001", "40P01", "55P03"].includes(code ?? cause?.code ?? "");
}
