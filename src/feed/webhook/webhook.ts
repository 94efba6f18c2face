import type { Pool } from "pg";
import { ExpectedError } from "../../expected-error.ts";
import type { Position } from "../position.ts";
import { readHead } from "../read-changes.ts";
import { makeKey } from "./signature.ts";

/** A webhook, and what deliveries to it are signed with. */
export interface Webhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly key: Buffer;
  /** The place up to which everything was delivered or given up. */
  readonly position: Position;
  readonly attempts: number;
}

/** How a webhook stands, for people. */
export interface WebhookState {
  readonly name: string;
  readonly url: string;
  readonly createdAt: Date;
  readonly revision: number;
  /** Revisions that are not delivered yet. */
  readonly behind: number;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastError: string | null;
  readonly lastDeliveredAt: Date | null;
  readonly deadLetters: number;
}

const nameForm = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/**
 * Makes a webhook, which is sent what is written from now on.
 *
 * @param pool one that sees the keys
 * @throws ExpectedError where the name is of another form, or taken
 */
export async function addWebhook(pool: Pool, name: string, url: URL): Promise<Buffer> {
  if (!nameForm.test(name) || name.length > 100) {
    const expected = "expected small letters and digits, joined by single dots or dashes";
    throw new ExpectedError(`A webhook cannot be called ${JSON.stringify(name)}: ${expected}.`, {
      exitCode: 2,
    });
  }
  const key = makeKey();
  const head = await readHead(pool);
  const { rowCount } = await pool.query(
    `insert into webhooks (name, url, key, revision, change_id) values ($1, $2, $3, $4, $5) on conflict (name) do nothing`,
    [name, url.href, key, head.revision, head.id],
  );
  if (rowCount === 0) throw new ExpectedError(`There is a webhook called ${name} already.`);
  return key;
}

/** Takes a webhook away with its dead letters. Returns whether there was one. */
export async function removeWebhook(pool: Pool, name: string): Promise<boolean> {
  const { rowCount } = await pool.query("delete from webhooks where name = $1", [name]);
  return rowCount === 1;
}

/** All webhooks, by name. */
export async function listWebhooks(pool: Pool): Promise<WebhookState[]> {
  const { rows } = await pool.query<
    WebhookState & { revision: string; behind: string; deadLetters: string }
  >(`
    select w.name, w.url, w.created_at as "createdAt", w.revision, g.revision - w.revision as behind, w.attempts,
      w.next_attempt_at as "nextAttemptAt", w.last_error as "lastError", w.last_delivered_at as "lastDeliveredAt",
      (select count(*) from webhook_dead_letters d where d.webhook_id = w.id) as "deadLetters"
    from webhooks w cross join graph_revision g order by w.name collate "C"`);
  return rows.map((row) => ({
    ...row,
    revision: Number(row.revision),
    behind: Number(row.behind),
    deadLetters: Number(row.deadLetters),
  }));
}

/** The webhook of a name; null: there is none. */
export async function findWebhook(pool: Pool, name: string): Promise<Webhook | null> {
  const { rows } = await pool.query<WebhookRow>(`select ${columns} from webhooks where name = $1`, [name]);
  return rows[0] ? readWebhook(rows[0]) : null;
}

interface WebhookRow extends Omit<Webhook, "id" | "position"> {
  readonly id: string;
  readonly revision: string;
  readonly changeId: string;
}

const columns = `id, name, url, key, revision, change_id as "changeId", attempts`;

function readWebhook({ id, revision, changeId, ...row }: WebhookRow): Webhook {
  return { ...row, id: Number(id), position: { revision: Number(revision), id: Number(changeId) } };
}

/** For how long a process has a webhook to itself, unless it says again that it is there. */
const lease = "30 seconds";

/**
 * Takes the webhooks that something is to be delivered to now, and that no other process delivers to.
 *
 * @param holder names this process
 * @param but webhooks that it delivers to already
 */
export async function takeDue(
  pool: Pool,
  holder: string,
  but: readonly number[],
  limit: number,
): Promise<Webhook[]> {
  const { rows } = await pool.query<WebhookRow>({
    name: "take_due_webhooks",
    text: `
      update webhooks w set leased_by = $1, leased_until = clock_timestamp() + interval '${lease}'
      where id in (
        select id from webhooks
        where next_attempt_at <= clock_timestamp() and id <> all ($2::bigint[])
          and (leased_by = $1 or coalesce(leased_until, '-infinity') < clock_timestamp())
          and exists (
            select from change_sets s join changes c on c.change_set_id = s.id
            where s.revision >= webhooks.revision and (s.revision, c.id) > (webhooks.revision, webhooks.change_id)
          )
        order by next_attempt_at limit $3 for update skip locked
      )
      returning ${columns}`,
    values: [holder, but, limit],
  });
  return rows.map(readWebhook);
}

/** Says that this process still delivers to a webhook. False: it is gone, or another process has taken it. */
export async function renewLease(pool: Pool, holder: string, { id, position }: Webhook): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: "renew_webhook_lease",
    text: `update webhooks set leased_until = clock_timestamp() + interval '${lease}'
      where id = $1 and leased_by = $2 and revision = $3 and change_id = $4`,
    values: [id, holder, position.revision, position.id],
  });
  return rowCount === 1;
}

/** Gives webhooks back, so that another process may take them at once. */
export async function endLeases(pool: Pool, holder: string): Promise<void> {
  await pool.query("update webhooks set leased_by = null, leased_until = null where leased_by = $1", [
    holder,
  ]);
}

/** Notes that everything up to a place was delivered. */
export async function noteDelivered(pool: Pool, { id, position }: Webhook, to: Position): Promise<void> {
  await pool.query({
    name: "note_delivered",
    text: `update webhooks set revision = $4, change_id = $5, attempts = 0, last_error = null,
        last_delivered_at = clock_timestamp(), next_attempt_at = clock_timestamp()
      where id = $1 and revision = $2 and change_id = $3`,
    values: [id, position.revision, position.id, to.revision, to.id],
  });
}

/** Notes that an attempt failed, and when there will be another one. */
export async function noteFailure(
  pool: Pool,
  { id, position }: Webhook,
  why: string,
  pause: number,
): Promise<void> {
  await pool.query({
    name: "note_failure",
    text: `update webhooks set attempts = attempts + 1, last_error = $4,
        next_attempt_at = clock_timestamp() + $5 * interval '1 millisecond'
      where id = $1 and revision = $2 and change_id = $3`,
    values: [id, position.revision, position.id, why, pause],
  });
}
