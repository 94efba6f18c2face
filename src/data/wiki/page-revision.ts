import { ExpectedError } from "../../expected-error.ts";
import type { PageLine } from "./read-page.ts";

/** What is told of a revision besides the page. */
export interface RevisionOptions {
  readonly date?: string;
  readonly author?: string;
}

/** Which revision a page is. */
export interface Revision {
  readonly date: string;
  /** What the page calls who wrote it; absent: it does not say. */
  readonly author?: PageLine;
}

const months = "January February March April May June July August September October November December".split(
  " ",
);

/** How pages tell of their revision: above the text, or below it. */
const forms = [
  /^(?:latest )?revision as of \d{1,2}:\d{2}, (\d{1,2}) (\w+) (\d{4})(?:\s*by\s+(.+?))?(?:\s*\(.*)?$/i,
  /^this page was last (?:modified|edited) on (\d{1,2}) (\w+) (\d{4})/i,
];

/** Whether a line is of the revision, not of the page. */
export function isOfRevision({ text }: PageLine): boolean {
  return forms.some((form) => form.test(text));
}

/**
 * Tells which revision a page is: as the page says, else as the options do.
 *
 * @throws ExpectedError where neither tells the day, or both do and say otherwise.
 */
export function findRevision(name: string, lines: readonly PageLine[], options: RevisionOptions): Revision {
  const told = readRevision(lines);
  const date = told?.date ?? options.date;
  if (date === undefined) {
    throw new ExpectedError(
      `${name}: no line tells the day of the revision, as "Revision as of 14:12, 30 August 2016 by Xemul" does; say it with --date.`,
      { exitCode: 2 },
    );
  }
  refuseOther(name, told?.line, date, options.date, "--date");
  refuseOther(name, told?.author?.line, told?.author?.text, options.author, "--author");
  const author =
    told?.author ?? (options.author === undefined ? undefined : { line: 0, text: options.author });
  return { date, ...(author && { author }) };
}

function readRevision(lines: readonly PageLine[]): (Revision & { line: number }) | undefined {
  for (const { line, text } of lines) {
    for (const form of forms) {
      const [, day = "", name = "", year = "", author] = form.exec(text) ?? [];
      const month = months.indexOf(name) + 1;
      if (month === 0) continue;
      const date = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
      return { line, date, ...(author && { author: { line, text: author } }) };
    }
  }
  return undefined;
}

function refuseOther(
  name: string,
  line: number | undefined,
  told: string | undefined,
  given: string | undefined,
  flag: string,
): void {
  if (line === undefined || given === undefined || told === given) return;
  throw new ExpectedError(`${name}:${line}: says ${told}, but ${flag} says ${given}.`, { exitCode: 2 });
}
