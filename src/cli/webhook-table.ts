import type { DeadLetter } from "../feed/webhook/dead-letter.ts";
import type { WebhookState } from "../feed/webhook/webhook.ts";
import type { Column } from "./terminal.ts";

/** What `criugraph webhook list` shows of each webhook. */
export const webhookColumns: readonly Column[] = [
  { heading: "NAME" },
  { heading: "URL" },
  { heading: "REVISION" },
  { heading: "BEHIND" },
  { heading: "DEAD" },
  { heading: "LAST DELIVERED" },
  { heading: "IN THE WAY", style: () => "red" },
];

/** A webhook as a row of the table. */
export function webhookRow(webhook: WebhookState): string[] {
  const { name, url, revision, behind, deadLetters, lastDeliveredAt, attempts, lastError, nextAttemptAt } =
    webhook;
  const again = `${attempts} failed, again at ${nextAttemptAt.toISOString()}: ${lastError}`;
  return [
    name,
    url,
    String(revision),
    String(behind),
    String(deadLetters),
    lastDeliveredAt === null ? "never" : lastDeliveredAt.toISOString(),
    attempts > 0 ? again : "",
  ];
}

/** What `criugraph webhook dead` shows of each delivery. */
export const deadLetterColumns: readonly Column[] = [
  { heading: "WEBHOOK" },
  { heading: "AFTER REVISION" },
  { heading: "GIVEN UP" },
  { heading: "ATTEMPTS" },
  { heading: "WHY" },
];

/** A delivery that was given up as a row of the table. */
export function deadLetterRow({ webhook, from, givenUpAt, attempts, lastError }: DeadLetter): string[] {
  return [webhook, String(from.revision), givenUpAt.toISOString(), String(attempts), lastError];
}
