import { isDay } from "../day.ts";

const hour = 3_600_000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour };

const defaultDays = 90;

/** When a token ends of which nobody says it, as {@link readExpiry} reads it. */
export const defaultExpiry = `${defaultDays}d`;

/** When a token that is made now ends, where nobody says it. */
export function defaultEnd(now: Date): Date {
  return new Date(now.getTime() + defaultDays * 24 * hour);
}

/** What {@link readExpiry} takes, in words. */
export const expiryForms =
  "a time from now (12h, 90d, 8w), the day from which on it is refused (YYYY-MM-DD), or never";

/**
 * When a token ends; null: never.
 *
 * @returns undefined for what says no such thing, or a time that is past or after the year 9999
 */
export function readExpiry(text: string, now: Date): Date | null | undefined {
  if (text === "never") return null;
  const [, count, unit = ""] = /^(\d{1,9})([hdw])$/.exec(text) ?? [];
  const moment = count ? new Date(now.getTime() + Number(count) * (units[unit] ?? 0)) : dayStart(text);
  const isKept = moment !== undefined && moment > now && moment.getUTCFullYear() <= 9999;
  return isKept ? moment : undefined;
}

function dayStart(text: string): Date | undefined {
  return isDay(text) ? new Date(`${text}T00:00:00Z`) : undefined;
}
