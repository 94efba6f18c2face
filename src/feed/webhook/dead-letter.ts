import type { Pool } from "pg";
import type { Position } from "../position.ts";
import type { Webhook } from "./webhook.ts";

/** A delivery that was given up. */
export interface DeadLetter {
  readonly id: number;
  readonly webhook: string;
  /** The place before the first of its changes. */
  readonly from: Position;
  readonly attempts: number;
  readonly lastError: string;
  readonly givenUpAt: Date;
}

/** Gives a delivery up, and goes on with what comes after it. */
export async function giveUp(
  pool: Pool,
  { id, position }: Webhook,
  to: Position,
  why: string,
): Promise<void> {
  await pool.query({
    name: "give_up_delivery",
    text: `
      with moved as (
        update webhooks w set revision = $4, change_id = $5, attempts = 0, last_error = $6,
          next_attempt_at = clock_timestamp()
        from (select attempts from webhooks where id = $1) as before
        where id = $1 and revision = $2 and change_id = $3
        returning w.id, before.attempts + 1 as attempts
      )
      insert into webhook_dead_letters (webhook_id, revision, after_change_id, attempts, last_error)
      select id, $2, $3, attempts, $6 from moved`,
    values: [id, position.revision, position.id, to.revision, to.id, why],
  });
}

/** The dead letters of a webhook, or of all, the oldest first, at most `limit`. */
export async function listDeadLetters(pool: Pool, name: string | null, limit: number): Promise<DeadLetter[]> {
  const { rows } = await pool.query<
    Omit<DeadLetter, "id" | "from"> & { id: string; revision: string; afterChangeId: string }
  >(
    `select d.id, w.name as webhook, d.revision, d.after_change_id as "afterChangeId", d.attempts,
        d.last_error as "lastError", d.given_up_at as "givenUpAt"
      from webhook_dead_letters d join webhooks w on w.id = d.webhook_id
      where $1::text is null or w.name = $1 order by w.name collate "C", d.revision, d.after_change_id limit $2`,
    [name, limit],
  );
  return rows.map(({ id, revision, afterChangeId, ...row }) => ({
    ...row,
    id: Number(id),
    from: { revision: Number(revision), id: Number(afterChangeId) },
  }));
}

/** Takes a dead letter away that was delivered after all. */
export async function removeDeadLetter(pool: Pool, id: number): Promise<void> {
  await pool.query("delete from webhook_dead_letters where id = $1", [id]);
}

/** Notes that a dead letter was tried again in vain. */
export async function noteRetry(pool: Pool, id: number, why: string): Promise<void> {
  await pool.query("update webhook_dead_letters set attempts = attempts + 1, last_error = $2 where id = $1", [
    id,
    why,
  ]);
}
