import type { Pool } from "pg";
import { type DeadLetter, listDeadLetters, noteRetry, removeDeadLetter } from "./dead-letter.ts";
import { headersOf, postHeaders, readDelivery } from "./delivery.ts";
import { type SendOptions, send } from "./send.ts";
import { deliveryId, signBody } from "./signature.ts";
import type { Webhook } from "./webhook.ts";

/** Dead letters that are tried again at one time. */
const most = 1_000;

/**
 * Sends the dead letters of a webhook again, the oldest first, until one fails.
 *
 * @returns how many were taken, and the one that was not with the reason
 */
export async function tryAgain(
  pool: Pool,
  webhook: Webhook,
  options: SendOptions,
): Promise<{ taken: number; failed: { letter: DeadLetter; why: string } | null }> {
  let taken = 0;
  for (const letter of await listDeadLetters(pool, webhook.name, most)) {
    const delivery = await readDelivery(pool, letter.from);
    if (delivery) {
      const headers = headersOf(webhook, delivery, new Date());
      const why = await send({ url: new URL(webhook.url), headers, body: delivery.body }, options);
      if (why !== null) {
        await noteRetry(pool, letter.id, why);
        return { taken, failed: { letter, why } };
      }
    }
    await removeDeadLetter(pool, letter.id);
    taken += 1;
  }
  return { taken, failed: null };
}

/** Sends a webhook a word that changes nothing. Returns why it was not taken; null: it was. */
export function sendTest({ url, key, name }: Webhook, options: SendOptions): Promise<string | null> {
  const body = JSON.stringify({ type: "test", webhook: name });
  const now = new Date();
  const headers = postHeaders(signBody(key, deliveryId(key, `test ${now.getTime()}`), body, now));
  return send({ url: new URL(url), headers, body }, options);
}
