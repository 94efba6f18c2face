import { ExpectedError } from "../../expected-error.ts";
import { findRevision, isOfRevision, type Revision, type RevisionOptions } from "./page-revision.ts";
import { readStatus, type StatusWord, statusIn } from "./page-status.ts";
import type { PageLine } from "./read-page.ts";
import { isWikitext, linksIn, plainText, withoutHidden } from "./wikitext.ts";
import { unfoldTables } from "./wikitext-table.ts";

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

/** One revision of the page. */
export interface WikiPage extends Revision {
  readonly entries: readonly PageEntry[];
  /** Lines that belong to no entry, and statuses nobody knows. */
  readonly rest: readonly PageLine[];
}

/** What pages say around their text. */
const furniture =
  /^(integration|from criu|jump to\b.*|contents|\[?edit\]?|retrieved from\b.*|content is available under\b.*|the printable version is no longer supported\b.*)$/i;

/** The longest name an integration may have. */
const longestName = 200;

/** More than these are no page of the wiki. */
const mostEntries = 1_000;

/**
 * Reads a revision of the page, as text or as wikitext: a heading for each integration, its status below it, then
 * what there is to say; or a row of a table.
 *
 * @throws ExpectedError where there is no entry, or nothing tells the day of the revision.
 */
export function parsePage(name: string, raw: readonly PageLine[], options: RevisionOptions): WikiPage {
  const revision = findRevision(name, raw, options);
  const isMarkup = isWikitext(raw);
  const lines = (isMarkup ? readMarkup(raw) : withoutEditLinks(raw)).filter(
    (each) => each.text !== "" && !furniture.test(each.text) && !isOfRevision(each),
  );
  const { entries, rest } = gatherEntries(lines, isMarkup);
  if (!entries.some(({ status }) => status)) {
    throw new ExpectedError(
      `${name}: no entry with a status was found; expected a heading, and "Status: ready" below it.`,
    );
  }
  const excess = entries[mostEntries];
  if (excess) {
    throw new ExpectedError(
      `${name}:${excess.line}: is entry ${mostEntries + 1}; expected one page of the wiki, with at most ${mostEntries}.`,
    );
  }
  return { ...revision, entries, rest };
}

function readMarkup(raw: readonly PageLine[]): PageLine[] {
  return unfoldTables(withoutHidden(raw)).map(({ line, text }) => {
    const links = linksIn(text);
    return { line, text: plainText(text), ...(links.length > 0 && { links }) };
  });
}

/** Without what a browser copies of the links beside headings: "Docker[edit]", or "DockerEdit" of every heading. */
function withoutEditLinks(lines: readonly PageLine[]): PageLine[] {
  const strip = (from: readonly PageLine[], link: RegExp) =>
    from.map(({ line, text }) => ({ line, text: text.replace(link, "") }));
  const marked = strip(lines, /\s*\[edit(?: \| edit source)?\]$/i);
  const shown = marked.filter(({ text }) => text !== "");
  const headings = shown.filter((_, index) => statusIn(shown[index + 1]?.text ?? "") !== undefined);
  const isGlued = headings.length > 1 && headings.every(({ text }) => /\SEdit$/.test(text));
  return isGlued ? strip(marked, /(?<=\S)Edit$/) : marked;
}

function gatherEntries(lines: readonly PageLine[], isMarkup: boolean): Pick<WikiPage, "entries" | "rest"> {
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
    const heading = headingOf(each, lines[index + 1], isMarkup);
    const said = statusIn(each.text);
    if (heading !== undefined) {
      close();
      current = { heading: { line: each.line, text: heading }, body: [] };
    } else if (!current) {
      rest.push(each);
    } else if (said === undefined || current.status) {
      current.body.push(each);
    } else {
      const status = readStatus(said);
      if (status) current.status = { line: each.line, text: status.words, word: status.word };
      else rest.push(each);
      if (status?.more) current.body.push({ ...each, text: status.more });
    }
  }
  close();
  return { entries, rest };
}

/** In text a heading is told by the status below it. */
function headingOf({ text }: PageLine, next: PageLine | undefined, isMarkup: boolean): string | undefined {
  if (isMarkup) {
    const [, heading] = /^==+\s*(.+?)\s*==+$/.exec(text) ?? [];
    return heading !== undefined && heading.length <= longestName ? heading : undefined;
  }
  const isFollowed = next !== undefined && statusIn(next.text) !== undefined;
  return isFollowed && text.length <= 80 && !/[.:!?]$/.test(text) ? text : undefined;
}
