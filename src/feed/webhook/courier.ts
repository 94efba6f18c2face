import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { whenWritten } from "../../domain/written.ts";
import { Bell } from "../bell.ts";
import { giveUp } from "./dead-letter.ts";
import { type Delivery, headersOf, readDelivery } from "./delivery.ts";
import { send } from "./send.ts";
import { endLeases, noteDelivered, noteFailure, renewLease, takeDue, type Webhook } from "./webhook.ts";

export interface CourierOptions {
  /** Sees the keys. */
  readonly authPool: Pool;
  readonly readPool: Pool;
  /** Whether webhooks may lead to this machine and to networks that are not public. */
  readonly allowsPrivate: boolean;
  readonly log: Logger;
  /** The pauses after the first failure, the second …, in milliseconds; after one more the delivery is given up. */
  readonly pauses?: readonly number[];
  /** How long one attempt may take, in milliseconds. */
  readonly patience?: number;
}

/** How often it looks for what other processes wrote and for what is due again, in milliseconds. */
const lookEvery = 1_000;
/** Webhooks that are delivered to at one time. */
const mostAtOnce = 8;

const minute = 60_000;
const defaultPauses = [
  5_000,
  30_000,
  2 * minute,
  10 * minute,
  30 * minute,
  60 * minute,
  180 * minute,
  360 * minute,
];

/**
 * Delivers changes to webhooks: to each one after the other, at least once, and again and again where that fails, until
 * it is given up and kept as a dead letter. Several processes may each have a courier; a webhook has one at a time.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #pauses: readonly number[];
  readonly #holder = randomUUID();
  readonly #stop = new AbortController();
  readonly #due = new Bell();
  readonly #working = new Map<number, Promise<void>>();
  #running: Promise<void> | undefined;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#pauses = options.pauses ?? defaultPauses;
  }

  /** Begins to deliver. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Lets go of deliveries under way, which are made again by whoever comes next. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.all(this.#working.values());
    await endLeases(this.#options.authPool, this.#holder).catch(() => {});
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let isDue = true;
    const forget = whenWritten(() => {
      isDue = true;
      this.#due.ring();
    });
    while (!signal.aborted) {
      if (!isDue) await this.#due.next(signal, lookEvery);
      isDue = false;
      // The database may be away: there is another look soon.
      if (!signal.aborted) await this.#dispatch().catch(() => {});
    }
    forget();
  }

  async #dispatch(): Promise<void> {
    const room = mostAtOnce - this.#working.size;
    const working = [...this.#working.keys()];
    for (const webhook of await takeDue(this.#options.authPool, this.#holder, working, room)) {
      const work = this.#deliverAll(webhook)
        .catch((error: unknown) => {
          if (!this.#stop.signal.aborted)
            this.#options.log.warn({ err: error, webhook: webhook.name }, "webhook");
        })
        .finally(() => {
          this.#working.delete(webhook.id);
          this.#due.ring();
        });
      this.#working.set(webhook.id, work);
    }
  }

  /** Delivers what there is, up to the first that fails. */
  async #deliverAll(from: Webhook): Promise<void> {
    const { authPool, readPool } = this.#options;
    for (let webhook = from; !this.#stop.signal.aborted; ) {
      const delivery = await readDelivery(readPool, webhook.position);
      if (!delivery || !(await renewLease(authPool, this.#holder, webhook))) return;
      if (!(await this.#deliver(webhook, delivery))) return;
      webhook = { ...webhook, position: delivery.to, attempts: 0 };
    }
  }

  /** Makes one attempt. Returns whether to go on with what comes next. */
  async #deliver(webhook: Webhook, delivery: Delivery): Promise<boolean> {
    const { authPool, allowsPrivate, log, patience } = this.#options;
    const post = {
      url: new URL(webhook.url),
      headers: headersOf(webhook, delivery, new Date()),
      body: delivery.body,
    };
    const options = { allowsPrivate, stop: this.#stop.signal, ...(patience && { patience }) };
    const failure = await send(post, options);
    if (failure === null) {
      await noteDelivered(authPool, webhook, delivery.to);
      return true;
    }
    const about = { webhook: webhook.name, delivery: post.headers["webhook-id"], why: failure };
    const pause = this.#pauses[webhook.attempts];
    if (pause === undefined) {
      log.error(about, "a delivery to a webhook was given up");
      await giveUp(authPool, webhook, delivery.to, failure);
      return true;
    }
    log.warn({ ...about, attempt: webhook.attempts + 1 }, "a delivery to a webhook failed");
    // Not all of those who failed together come back together.
    await noteFailure(authPool, webhook, failure, pause * (0.8 + Math.random() * 0.4));
    return false;
  }
}
