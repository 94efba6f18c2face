import { z } from "zod";

/** Control characters, other than tab and newline, and halves of surrogate pairs: Postgres or a terminal would choke. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f\p{Cs}]/u;

const isPrintable = (value: string) => !unprintable.test(value);

/** Text of at most `max` characters, trimmed, in Unicode's composed form. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .normalize("NFC")
    .min(1)
    .max(max)
    .refine(isPrintable, "holds a control character or half a surrogate pair; expected plain text");

/** Text on one line. */
export const line = (max: number) =>
  text(max).refine((value) => !/[\n\t]/.test(value), "holds a line break or a tab; expected one line");

/** Sentences of our own: a note, a description. */
export const prose = text(4000);

/** A name as people write it. */
export const name = line(200);

/** Other names, each once. */
export const aliases = z
  .array(name)
  .max(20)
  .refine(hasNoTwins, "names one alias twice")
  .meta({ description: "Other names it is known by, at most 20; each finds it in a search." });

const slugForm = "expected a slug: small letters and digits, joined by single dots or dashes";

/** What a node is called in addresses and files. */
export const slug = z
  .string()
  .max(200)
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, slugForm);

/** The slug of a fact: slugs joined by slashes. */
export const factSlug = z
  .string()
  .max(1000)
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*(\/[a-z0-9]+([.-][a-z0-9]+)*)*$/,
    `${slugForm}, and slashes between parts`,
  );

/** A day of the calendar, UTC. */
export const day = z.iso
  .date({
    error: ({ input }) =>
      input === undefined ? "is missing; expected a day of the calendar: YYYY-MM-DD" : undefined,
  })
  .refine((value) => value >= "1900-01-01", "is too long ago; expected a day since 1900-01-01");

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** The end of what ends: a day, or the release it ended with. */
export const dayOrRelease = z
  .union([day, slug.refine((value) => !isDay.test(value))], {
    error: "expected a day of the calendar (YYYY-MM-DD) or the slug of a release (criu-1.6)",
  })
  .meta({
    description:
      "When it ended: a day (YYYY-MM-DD), the first on which it no longer held, or the slug of the release that ended it.",
  });

/** True for an end that is a day and not a release. */
export function endsOnDay(end: string): boolean {
  return isDay.test(end);
}

/** An address on the web. */
export const webAddress = z.httpUrl().max(2000).refine(isPrintable);

/** A commit, by its whole hash. */
export const commitHash = z.string().regex(/^[0-9a-f]{40}$/, "expected a commit: 40 hexadecimal digits");

function hasNoTwins(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
