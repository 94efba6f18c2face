import { createHash, createHmac, randomBytes } from "node:crypto";

/** Before the key, so that people and scanners know what it is. */
const prefix = "whsec_";

/** A key to sign deliveries with. */
export function makeKey(): Buffer {
  return randomBytes(32);
}

/** A key as it is given to whoever receives deliveries. */
export function showKey(key: Buffer): string {
  return prefix + key.toString("base64");
}

/**
 * The headers that prove to who receives a body that it comes from here, and when.
 *
 * @param id the same each time the same is delivered
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signBody(key: Buffer, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}

/** The id of a delivery: the same of the same changes to the same webhook. */
export function deliveryId(key: Buffer, place: string): string {
  // Of the key too, so that nobody can tell it who has not been told.
  return `msg_${createHash("sha256").update(key).update(place).digest("hex").slice(0, 32)}`;
}
