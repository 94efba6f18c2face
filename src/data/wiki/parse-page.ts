import { ExpectedError } from "../../expected-error.ts";
import type { PageLine } from "./read-page.ts";
import { plainText } from "./wikitext.ts";

/** The entry of one integration. */
export interface PageEntry extends PageLine {
  /** Absent: the entry says none, or none that is known. */
  readonly status?: PageStatus;
  /** All else it says. */
  readonly body: readonly PageLine[];
}

export interface PageStatus extends PageLine {
  readonly word: StatusWord;
}

export type StatusWord = (typeof statusWords)[string & keyof typeof statusWords];

/** One revision of the page. */
export interface WikiPage {
  readonly date: string;
  /** What the page calls who wrote the revision; absent: it does not say. */
  readonly author?: PageLine;
  readonly entries: readonly PageEntry[];
  /** Lines that belong to no entry, and statuses nobody knows. */
  readonly rest: readonly PageLine[];
}

const statusWords = {
  ready: "READY",
  "in progress": "IN_PROGRESS",
  started: "IN_PROGRESS",
  stalled: "STALLED",
  "not started": "NOT_STARTED",
} as const;

/** What pages say around their text. */
const furniture = /^(from criu|jump to( navigation| search).*|integration|contents|\[?edit\]?)$/i;

const months = "January February March April May June July August September October November December".split(
  " ",
);

/** What the input does not tell of its revision. */
export interface RevisionOptions {
  readonly date?: string;
  readonly author?: string;
}

/**
 * Reads a revision of the page, as text or as wikitext: a heading for each integration, its status below it, then
 * what there is to say.
 *
 * @throws ExpectedError where there is no entry, or nothing tells the day of the revision.
 */
export function parsePage(name: string, raw: readonly PageLine[], options: RevisionOptions): WikiPage {
  const isWikitext = raw.some(({ text }) => /^==+[^=].*==+$/.test(text));
  const told = findRevision(raw);
  const date = options.date ?? told?.date;
  if (date === undefined) {
    throw new ExpectedError(
      `${name}: no line tells the day of the revision, as "Revision as of 14:12, 30 August 2016 by Xemul" does; say it with --date.`,
      { exitCode: 2 },
    );
  }
  const lines = raw
    .filter(({ line, text }) => text !== "" && line !== told?.line)
    .map((each) => ({ ...each, text: isWikitext ? plainText(each.text) : each.text }))
    .filter(({ text }) => text !== "" && !furniture.test(text));
  const { entries, rest } = gatherEntries(lines, isWikitext);
  if (entries.length === 0) {
    throw new ExpectedError(
      `${name}: no entry with a status was found; expected a heading, and "Status: ready" below it.`,
    );
  }
  const author = options.author !== undefined ? { line: 0, text: options.author } : told?.author;
  return { date, ...(author && { author }), entries, rest };
}

function gatherEntries(lines: readonly PageLine[], isWikitext: boolean): Pick<WikiPage, "entries" | "rest"> {
  const entries: PageEntry[] = [];
  const rest: PageLine[] = [];
  let current: { heading: PageLine; status?: PageStatus; body: PageLine[] } | undefined;
  const close = () => {
    if (!current) return;
    const { heading, status, body } = current;
    if (status || body.length > 0) entries.push({ ...heading, ...(status && { status }), body });
    else rest.push(heading);
  };
  for (const [index, each] of lines.entries()) {
    const heading = headingOf(each, lines[index + 1], isWikitext);
    const [, said] = /^status:?\s*(.*)$/i.exec(each.text) ?? [];
    if (heading !== undefined) {
      close();
      current = { heading: { line: each.line, text: heading }, body: [] };
    } else if (!current) {
      rest.push(each);
    } else if (said === undefined || current.status) {
      current.body.push(each);
    } else {
      const status = readStatus(each.line, said);
      if (status) current.status = status.status;
      else rest.push(each);
      if (status?.more) current.body.push({ line: each.line, text: status.more });
    }
  }
  close();
  return { entries, rest };
}

/** In text a heading is told by the status below it. */
function headingOf({ text }: PageLine, next: PageLine | undefined, isWikitext: boolean): string | undefined {
  if (isWikitext) return /^==+\s*(.+?)\s*==+$/.exec(text)?.[1];
  const isFollowed = next !== undefined && /^status:?\s/i.test(next.text);
  return isFollowed && text.length <= 80 && !/[.:!?]$/.test(text) ? text : undefined;
}

function readStatus(line: number, said: string): { status: PageStatus; more: string } | undefined {
  // The longest word first: "not started" before "started".
  for (const [words, word] of Object.entries(statusWords).sort(([a], [b]) => b.length - a.length)) {
    if (!said.toLowerCase().startsWith(words)) continue;
    const more = said.slice(words.length).replace(/^[\s.,;–-]+/, "");
    if (/^\w/.test(said.slice(words.length))) continue;
    return { status: { line, text: words, word }, more };
  }
  return undefined;
}

function findRevision(
  lines: readonly PageLine[],
): { line: number; date: string; author?: PageLine } | undefined {
  for (const { line, text } of lines) {
    const found =
      /^(?:latest )?revision as of \d{1,2}:\d{2}, (\d{1,2}) (\w+) (\d{4})(?:\s*by\s+(.+?))?(?:\s*\(.*)?$/i.exec(
        text,
      ) ?? /^this page was last (?:modified|edited) on (\d{1,2}) (\w+) (\d{4})/i.exec(text);
    const month = months.indexOf(found?.[2] ?? "") + 1;
    if (!found || month === 0) continue;
    const day = `${found[3]}-${String(month).padStart(2, "0")}-${String(found[1]).padStart(2, "0")}`;
    return { line, date: day, ...(found[4] && { author: { line, text: found[4] } }) };
  }
  return undefined;
}
